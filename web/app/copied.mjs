// Where the browser does not let us copy: the text in a field, selected, for the visitor to copy.
import { element, openDialog } from './dialogs.mjs';
import { tr } from './words.mjs';

export function open(words) {
  const field = element('input', '', { type: 'text', readonly: true, value: words, 'aria-label': tr('Exact number') });
  openDialog({ id: 'copy', title: tr('Copy'), body: [element('p', tr('Selected: copy it with Ctrl+C.')), field], actions: [{ label: tr('Close') }] });
  field.select();
}
