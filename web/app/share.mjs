// A link that holds the whole work, to hand on.
import { button, element, notice, openDialog } from './dialogs.mjs';
import { saveScenario } from './export.mjs';
import { Refused, addressOf, pack } from './links.mjs';
import { tr } from './words.mjs';

/** From this length on some programs cut a link. */
const LONG = 8_000;

/** Copies a text; where the browser does not let us, selects it in its field, for the visitor to copy. */
export async function copy(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    notice(tr('Copied'));
  } catch {
    field?.focus();
    field?.select();
    notice(tr('Selected: copy it with Ctrl+C.'));
  }
}

export async function open(page) {
  let link;
  try {
    link = addressOf(await pack(page.tell('scenario')));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    openDialog({
      id: 'share',
      title: tr('Share'),
      body: element('p', error.message, { class: 'warning' }),
      actions: [{ label: tr('Save a file'), accent: true, run: () => saveScenario(page) }],
    });
    return;
  }
  const field = element('input', '', { type: 'text', readonly: true, value: link, 'aria-label': tr('Link') });
  field.addEventListener('focus', () => field.select());
  openDialog({
    id: 'share',
    title: tr('Share'),
    body: [
      element('p', tr('Whoever opens this link sees what you see: the work, the plan and your own prices are in the link itself. Nothing is sent to a server.')),
      element('div', [field, button(tr('Copy link'), () => copy(link, field), 'accent')], { class: 'row' }),
      link.length > LONG ? element('p', tr('The link is long: {0} characters. Some mail and chat programs cut such links.', [String(link.length)]), { class: 'warning after' }) : null,
    ].filter(Boolean),
    actions: [{ label: tr('Embed in a page'), run: () => void page.open('embed') }],
  });
}
