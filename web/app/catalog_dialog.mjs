// A catalog of one's own, or a scenario: pasted, chosen or dropped. The program reads it and tells all that is wrong, each with its
// place; what is on the page stays until something good takes its place.
import { button, element, notice, openDialog } from './dialogs.mjs';
import { tr } from './words.mjs';

const MOST_BYTES = 4 << 20;
const tooLarge = () => tr('The text is too large: at most {0} MB.', [String(MOST_BYTES >> 20)]);

/** Which platform a text says it stands on; undefined where it does not say, or cannot be read. */
function platformOf(text) {
  try {
    return JSON.parse(text).platform;
  } catch {
    return undefined;
  }
}

/** Hands a text to the program. Gives the errors; none: it is on the page now. */
async function use(page, text) {
  const known = page.index.catalogs.find(({ id }) => id === platformOf(text));
  if (known) page.send('catalog', await page.bytes(known.file));
  let lines = '';
  page.host.brought = (told) => { lines = told; };
  page.send('brought', text);
  return lines.split('\n').filter(Boolean).map((line) => {
    const [, row, column, pointer, what, allowed] = line.split('\t');
    return { line: Number(row), column: Number(column), pointer, what, allowed };
  });
}

/** The catalog on the page, as text to begin from. */
async function current(page) {
  let told = ['', ''];
  page.host.catalog = (id, text) => { told = [id, text]; };
  page.send('catalog_wanted', '');
  const [id, own] = told;
  const file = page.index.catalogs.find((catalog) => catalog.id === id)?.file;
  const text = own ? `${JSON.stringify(JSON.parse(own), null, 2)}\n` : file ? new TextDecoder().decode(await page.bytes(file)) : '';
  return { id, text };
}

/** Where a line and a column (from 1, in characters as people count them) begin in a text. */
export function offsetOf(text, line, column) {
  let at = 0;
  for (let i = 1; i < line; ++i) {
    const end = text.indexOf('\n', at);
    if (end < 0) break;
    at = end + 1;
  }
  for (let i = 1; i < column && at < text.length && text[at] !== '\n'; ++i) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

/** Selects what stands there: a word, a number or a text in quotes. */
function select(area, { line, column }) {
  if (!(line > 0)) return area.focus();
  const from = offsetOf(area.value, line, column);
  const [token] = /^("(?:\\.|[^"\\\n])*"?|[^\s,:[\]{}]+|.?)/.exec(area.value.slice(from, from + 2000));
  area.focus();
  area.setSelectionRange(from, from + Math.max(token.length, 1));
  const height = parseFloat(getComputedStyle(area).lineHeight);
  area.scrollTop = Math.max(0, (line - 1) * height - area.clientHeight / 2);
}

function errorList(errors, area) {
  const items = errors.map((error) => element('li', [element('button', [
    element('strong', error.line > 0 ? tr('Line {0}, column {1}', [String(error.line), String(error.column)]) : tr('The whole text')),
    error.pointer ? element('code', error.pointer) : null,
    element('span', error.what),
    error.allowed ? element('small', error.allowed) : null,
  ], { type: 'button', onclick: () => select(area, error) })]));
  return element('ol', items, {
    class: 'errors',
    'aria-label': tr('What is wrong'),
    onkeydown: (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const buttons = items.map((item) => item.firstChild);
      buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length].focus();
    },
  });
}

function download(name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  element('a', '', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Opens the dialog; `given` is a file that was dropped on the page, and is tried at once. */
export async function open(page, given) {
  const area = element('textarea', '', {
    rows: 14, spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', wrap: 'off', 'data-testid': 'catalog text',
    'aria-label': tr('Catalog or scenario as JSON'), placeholder: '{"schema": "creditcast/catalog@1", …',
  });
  const outcome = element('div', '', { 'data-testid': 'catalog outcome' });
  const say = (words, more = []) => outcome.replaceChildren(element('p', words, { class: 'warning', role: 'alert' }), ...more);
  const attempt = async (dialog) => {
    const text = area.value;
    if (text.trim() === '') {
      say(tr('There is nothing to read yet.'));
      return true;
    }
    if (new Blob([text]).size > MOST_BYTES) {
      say(tooLarge());
      return true;
    }
    const errors = await use(page, text);
    if (errors.length === 0) {
      notice(tr('The page now counts with your text.'));
      dialog.close();
      return false;
    }
    const count = errors.length === 1 ? tr('One thing is wrong.') : tr('{0} things are wrong.', [String(errors.length)]);
    say(`${count} ${tr('The page stays as it is.')}`, [errorList(errors, area)]);
    return true;
  };
  const take = async (file) => {
    if (file.size > MOST_BYTES) return say(tooLarge());
    area.value = (await file.text()).replace(/^\uFEFF/, '');
    outcome.replaceChildren();
  };
  const chosen = element('input', '', {
    type: 'file', accept: '.json,application/json', hidden: true, 'data-testid': 'catalog file',
    onchange: async () => {
      if (chosen.files.length > 0) await take(chosen.files[0]);
      chosen.value = '';
    },
  });
  const { dialog } = openDialog({
    id: 'catalog',
    title: tr('Your own catalog'),
    wide: true,
    body: [
      element('p', tr('Paste a platform’s catalog or a scenario as JSON, choose a file, or drop one anywhere on the page. It stays in this browser.')),
      element('div', [
        button(tr('Choose a file'), () => chosen.click()),
        button(tr('Edit a copy of this platform'), async () => {
          area.value = (await current(page)).text;
          outcome.replaceChildren();
          area.focus();
          area.setSelectionRange(0, 0);
        }),
        button(tr('Download a copy'), async () => {
          const { id, text } = await current(page);
          download(`${id}.json`, text);
        }),
        chosen,
      ], { class: 'row' }),
      area,
      outcome,
    ],
    actions: [{ label: tr('Cancel') }, { label: tr('Use it'), accent: true, run: attempt }],
  });
  if (!given) return;
  await take(given);
  if (area.value) await attempt(dialog);
}
