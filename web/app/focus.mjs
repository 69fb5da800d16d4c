// What the canvas has the keyboard on, for screen readers: an element inside the canvas that is its active descendant, and the
// browser's own text field over the one that the canvas draws, for on-screen keyboards, the clipboard and input methods.
import { element } from './elements.mjs';

const canvas = document.getElementById('canvas');
// Two take turns: a new name on the same element would not be read out.
const places = ['focus-a', 'focus-b'].map((id) => element('div', '', { id }));
canvas.append(...places);
let shown = { id: '', place: places[0] };

/** Takes the program's line, see web/app/host.hpp. */
export function showFocus(line) {
  if (line === '') {
    canvas.removeAttribute('aria-activedescendant');
    shown.id = '';
    return;
  }
  const [role, label, value, now, low, high, id] = line.split('\t');
  if (id !== shown.id) shown = { id, place: places[1 - places.indexOf(shown.place)] };
  const { place } = shown;
  const attributes = { role, 'aria-label': label };
  if (role === 'slider') Object.assign(attributes, { 'aria-valuenow': now || '0', 'aria-valuemin': low || '0', 'aria-valuemax': high || '0', 'aria-valuetext': value || label });
  else if (role === 'checkbox') attributes['aria-checked'] = String(now === '1');
  else if (value) attributes['aria-label'] = `${label}, ${value}`;
  for (const { name } of [...place.attributes]) if (name !== 'id' && !(name in attributes)) place.removeAttribute(name);
  for (const [name, words] of Object.entries(attributes)) if (place.getAttribute(name) !== words) place.setAttribute(name, words);
  canvas.setAttribute('aria-activedescendant', place.id);
}

let field = null;

/** Takes the program's line; `send` takes the text as it is typed. */
export function showTyping(line, send) {
  if (line === '') {
    const had = field !== null && document.activeElement === field;
    field?.remove();
    field = null;
    if (had) canvas.focus({ preventScroll: true });
    return;
  }
  const [mode, x, y, width, height, label, ...text] = line.split('\t');
  const words = text.join('\t');
  if (!field) {
    field = element('input', '', {
      id: 'typing', type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', enterkeyhint: 'done',
      oninput: () => send(field.value),
      onkeydown: (event) => {
        if (!['Enter', 'Tab', 'Escape'].includes(event.key) || event.isComposing) return;
        // What ends the typing is the canvas's to know.
        event.preventDefault();
        event.stopPropagation();
        const { key, code, shiftKey } = event;
        for (const type of ['keydown', 'keyup']) canvas.dispatchEvent(new KeyboardEvent(type, { key, code, shiftKey, bubbles: true, cancelable: true }));
      },
    });
    field.value = words;
    document.querySelector('main').append(field);
    place();
    field.focus({ preventScroll: true });
    field.select();
  } else if (field.value !== words) {
    field.value = words;
  }
  place();

  function place() {
    field.inputMode = mode;
    field.setAttribute('aria-label', label || ' ');
    for (const [name, pixels] of Object.entries({ left: x, top: y, width, height })) field.style.setProperty(name, `${pixels}px`);
  }
}
