// Dialogs beside the canvas: the browser's own <dialog>, so that focus, Esc and screen readers work as they do elsewhere. Whatever a
// catalog, a link or a file says comes in as text; nothing is ever read as markup.
import { element } from './elements.mjs';
import { tr } from './words.mjs';

export { element };

/** A button; `look` is 'accent' for what the dialog is there for, 'quiet' for what stands among text. */
export const button = (label, onclick, look = '', attributes = {}) =>
  element('button', label, { type: 'button', class: look, onclick, ...attributes });

let open = null;
let onCover = () => {};
/** Tells, with true and false, when a dialog begins and ceases to cover the page. */
export function setCover(listener) {
  onCover = listener;
}

/**
 * Opens a dialog over the page; one that is open closes first. `body`: an element or a list of them. `actions`: [{ label, accent, run }],
 * buttons at its foot from left to right; run(dialog) may return true to keep the dialog open. Gives { dialog, close, closed }; focus
 * goes back where it was.
 */
export function openDialog({ title, body, actions = [], wide = false, id }) {
  open?.close();
  const heading = element('h2', title, { id: 'dialog-title', tabindex: '-1', autofocus: true });
  const close = button('✕', () => dialog.close(), 'quiet close', { 'aria-label': tr('Close') });
  const foot = actions.map(({ label, accent, run }) =>
    button(label, async () => (await run?.(dialog)) === true || dialog.close(), accent ? 'accent' : ''));
  const dialog = element('dialog', [
    element('header', [heading, close]),
    element('div', [].concat(body), { class: 'body' }),
    foot.length > 0 ? element('footer', foot) : null,
  ], { 'aria-labelledby': 'dialog-title', class: wide ? 'wide' : '', 'data-testid': id && `dialog ${id}` });
  // A press on the ground beside the dialog closes it, as Esc does.
  dialog.addEventListener('pointerdown', (event) => {
    if (event.target === dialog) dialog.close();
  });
  const closed = new Promise((resolve) => dialog.addEventListener('close', () => {
    dialog.remove();
    if (open === dialog) open = null;
    if (!open) onCover(false);
    resolve();
  }));
  document.body.append(dialog);
  open = dialog;
  onCover(true);
  dialog.showModal();
  return { dialog, close: () => dialog.close(), closed };
}

let fading = 0;
/** A short sentence at the foot of the page, read out politely, gone by itself. */
export function notice(words) {
  let place = document.getElementById('said');
  if (!place) document.body.append((place = element('div', '', { id: 'said', role: 'status' })));
  // What lies over the page hides what is not its own.
  (open ?? document.body).append(place);
  place.textContent = words;
  place.dataset.shown = 'yes';
  clearTimeout(fading);
  fading = setTimeout(() => {
    delete place.dataset.shown;
    if (place.parentElement !== document.body) document.body.append(place);
  }, 2400);
}
