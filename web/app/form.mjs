// Where nothing can be drawn, the work is set in a plain HTML form (the lines of web/views/form.hpp).
import { element, patch } from './elements.mjs';
import { tr } from './words.mjs';

const form = document.getElementById('inputs');
let edit = () => {};

const name = (prefix, kind, place) => `${prefix}-${kind}${place === undefined ? '' : `-${place.replaceAll('/', '-')}`}`;
const labelled = (words, control) => element('p', [element('label', words, { for: control.id }), control]);

/** What is named by its kind and its place; what else a control has is `more`. */
const control = (tag, content, prefix, kind, place, more) =>
  element(tag, content, { id: name(prefix, kind, place), name: kind, 'data-place': place ?? '0', ...more });

const MADE = {
  choice: ([kind, words, place]) => labelled(words, control('select', [], 'choose', kind, place)),
  number: ([kind, place, words, unit, value, min, max, step, none]) => labelled(unit ? tr('{0}, {1}', [words, unit]) : words,
    control('input', '', 'set', kind, place, {
      type: 'number', inputmode: step === '1' ? 'numeric' : 'decimal', value, min, max, step, placeholder: none || undefined, required: !none,
    })),
  text: ([kind, place, words, value]) =>
    labelled(words, control('input', '', 'set', kind, place, { type: 'text', autocomplete: 'off', required: true, maxlength: '80', value })),
  date: ([kind, place, words, value]) =>
    labelled(words, control('input', '', 'set', kind, place, { type: 'date', required: true, value, min: '1900-01-01', max: '2999-12-31' })),
  check: ([kind, place, words, on]) => {
    const box = control('input', '', 'set', kind, place, { type: 'checkbox', checked: on === 'on' });
    return element('p', [element('label', [box, document.createTextNode(` ${words}`)])], { class: 'check' });
  },
  // What is off for now keeps its place, and the focus of whoever is on it.
  row: () => element('p', [], { class: 'row' }),
  button: ([kind, place, words, off, full]) => element('p', [control('button', words, 'do', kind, place, {
    type: 'button', 'aria-disabled': off ? 'true' : undefined, 'aria-label': full || undefined,
  })]),
};

/** What is folded stays so, and what is unfolded too. */
const group = ([id, title]) => element('details', [element('summary', title)], { id: `group-${id}`, open: document.getElementById(`group-${id}`)?.open });

function parts(lines) {
  const made = [];
  let into = made, last = null;
  for (const line of lines.split('\n')) {
    const [kind, ...fields] = line.split('\t');
    const field = last?.querySelector('select, input');
    if (kind === 'group') {
      made.push((last = group(fields)));
      into = { push: (part) => made.at(-1).append(part) };
    } else if (kind === 'option') {
      field?.append(element('option', fields[1], { value: fields[0], selected: fields[2] === 'chosen' }));
    } else if (kind === 'help') {
      field?.setAttribute('title', fields[0]);
    } else if (kind === 'error') {
      const id = field && last.tagName === 'P' ? `${field.id}-error` : undefined;
      const words = element('small', fields[0], { class: 'error', id });
      if (id) field.setAttribute('aria-describedby', id);
      if (id) last.append(words);
      else into.push(words);
    } else if (kind === 'button' && last?.className === 'row') {
      last.append(MADE.button(fields).firstChild);
    } else if (MADE[kind]) {
      into.push((last = MADE[kind](fields)));
    }
  }
  return made;
}

const send = (target, value) => edit(`${target.name}\t${target.dataset.place}\t${value}`);

form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('input', ({ target }) => {
  if (target.type === 'checkbox') send(target, target.checked ? 'on' : 'off');
  else if (target.name && target.checkValidity()) send(target, target.value);
});
form.addEventListener('click', ({ target }) => {
  if (target.type === 'button' && target.getAttribute('aria-disabled') !== 'true') send(target, '');
});

/** Shows the program's lines as a form; `take` takes the lines of its edits. */
export function showForm(lines, take) {
  edit = take;
  const fresh = element('form', [element('h2', tr('Your work'), { id: 'inputs-title' }), ...parts(lines)], { id: 'inputs', 'aria-labelledby': 'inputs-title' });
  const held = form.contains(document.activeElement) && document.activeElement.name ? { id: document.activeElement.id, kind: document.activeElement.name } : null;
  patch(form, fresh);  // which also unhides it
  // A control may stand elsewhere now, and takes the focus along. What is taken away leaves it to the next of its kind, or to what adds one.
  const place = held && (document.getElementById(held.id) ?? form.querySelector(`[name="${held.kind}"], [name="${held.kind.replace(/-\w+$/, '-add')}"]`));
  const stays = place === document.activeElement;
  // What is chosen and typed is a property of a control, which its attributes no longer tell once someone has used it.
  for (const select of form.querySelectorAll('select')) select.value = select.querySelector('option[selected]')?.value ?? select.value;
  for (const box of form.querySelectorAll('[type="checkbox"]')) box.checked = box.hasAttribute('checked');
  for (const field of form.querySelectorAll('input:not([type="checkbox"])')) if (!stays || field !== document.activeElement) field.value = field.getAttribute('value');
  if (!stays) place?.focus();
}
