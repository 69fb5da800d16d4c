// Where nothing can be drawn, what matters most is set in a plain HTML form (the lines of web/views/form.hpp).
import { element, patch } from './elements.mjs';
import { tr } from './words.mjs';

const form = document.getElementById('inputs');
let edit = () => {};

const label = (id, words, control) => element('p', [element('label', words, { for: id }), control]);

function choice(kind, words, options) {
  const id = `choose-${kind}`;
  const list = options.map(([value, name, chosen]) => element('option', name, { value, selected: chosen === 'chosen' }));
  return label(id, words, element('select', list, { id, name: kind, 'data-index': '0' }));
}

function number([kind, index, name, unit, value, least, most, step]) {
  const id = `set-${kind}-${index}`;
  const field = element('input', '', {
    id, type: 'number', inputmode: step === '1' ? 'numeric' : 'decimal', name: kind, 'data-index': index, value, min: least, max: most, step,
  });
  return label(id, tr('{0}, {1}', [name, unit]), field);
}

form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('input', ({ target }) => {
  if (target.name && target.value !== '' && target.checkValidity()) edit(`${target.name}\t${target.dataset.index}\t${target.value}`);
});

/** Shows the program's lines as a form; `send` takes the lines of its edits. */
export function showForm(lines, send) {
  edit = send;
  const parts = [];
  let options = null;
  for (const line of lines.split('\n')) {
    const [kind, ...fields] = line.split('\t');
    if (kind === 'choice') parts.push([fields, (options = [])]);
    if (kind === 'option') options?.push(fields);
    if (kind === 'number') parts.push([fields]);
  }
  const made = parts.map(([fields, list]) => (list ? choice(...fields, list) : number(fields)));
  const fresh = element('form', [element('h2', tr('Your work'), { id: 'inputs-title' }), ...made], { id: 'inputs', 'aria-labelledby': 'inputs-title' });
  patch(form, fresh);  // which also unhides it
  // What is chosen and typed is a property of a control, which its attributes no longer tell once someone has used it.
  for (const select of form.querySelectorAll('select')) select.value = select.querySelector('option[selected]')?.value ?? select.value;
  for (const field of form.querySelectorAll('input')) if (field !== document.activeElement) field.value = field.getAttribute('value');
}
