// Imports real usage: a CSV file, read and matched by the module, shown before anything changes.
import { button, element, openDialog } from './dialogs.mjs';
import { saidError, tr } from './words.mjs';

const MOST_BYTES = 16 << 20;
const KINDS = () => ({ date: tr('Date'), work: tr('What was used'), detail: tr('Model or option'), credits: tr('Credits'), outputs: tr('Outputs'), user: tr('User') });

/** Text as exports come: UTF-8 or UTF-16 with a mark, else what Windows writes. */
function decode(bytes) {
  const mark = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : '';
  if (mark) return new TextDecoder(mark).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const number = (value) => value.toLocaleString(document.documentElement.lang || 'en', { maximumFractionDigits: 2 });
const count = (rows) => (rows === 1 ? tr('1 row') : tr('{0} rows', [number(rows)]));
const why = (what) => ({
  'not a date': tr('not a date'), 'not a number': tr('not a number'), 'nothing says what was used': tr('nothing says what was used'),
  'not spent, but received': tr('not spent, but received'),
})[what] ?? what;

/** The first rows, each column under a choice of what it says. */
function preview({ table, mapping }, change) {
  const kinds = KINDS();
  const width = Math.max(...table.preview.map((row) => row.length));
  const shown = mapping.header ? table.preview.slice(1) : table.preview;
  const choices = Array.from({ length: width }, (_, column) => {
    const chosen = Object.keys(kinds).find((kind) => mapping.columns[kind] === column) ?? '';
    const name = mapping.header ? table.preview[0][column] ?? '' : tr('Column {0}', [String(column + 1)]);
    const select = element('select', [
      element('option', tr('not used'), { value: '' }),
      ...Object.entries(kinds).map(([kind, words]) => element('option', words, { value: kind, selected: kind === chosen })),
    ], { 'aria-label': tr('What the column {0} says', [name]), onchange: () => {
      const columns = { ...mapping.columns };
      if (chosen) columns[chosen] = null;
      if (select.value) columns[select.value] = column;
      change({ columns });
    } });
    return element('th', [element('div', name), select], { scope: 'col' });
  });
  return element('div', [element('table', [
    element('thead', [element('tr', choices)]),
    element('tbody', shown.map((row) => element('tr', Array.from({ length: width }, (_, i) => element('td', row[i] ?? ''))))),
  ])], { class: 'scroll', tabindex: '0' });
}

const check = (label, checked, onchange) => {
  const box = element('input', '', { type: 'checkbox', checked, onchange: () => onchange(box.checked) });
  return element('label', [box, label], { class: 'check' });
};

function streams(list) {
  const rows = list.map((stream) => element('tr', [
    element('th', stream.work, { scope: 'row' }),
    element('td', [stream.action, ...Object.values(stream.options)].join(', ')),
    element('td', stream.owner || '–'),
    element('td', stream.per === 'month' ? tr('{0} a month', [number(stream.rate)]) : tr('{0} a working day', [number(stream.rate)])),
    element('td', number(stream.rows)),
    element('td', stream.credits > 0 ? number(stream.credits / stream.rows) : '–'),
    element('td', stream.price === null ? tr('no price') : number(stream.price)),
  ]));
  const heads = [tr('In the file'), tr('In the catalog'), tr('User'), tr('How often'), tr('Rows'), tr('Paid each'), tr('Price now')];
  return element('div', [element('table', [
    element('thead', [element('tr', heads.map((head) => element('th', head, { scope: 'col' })))]), element('tbody', rows),
  ])], { class: 'scroll', tabindex: '0' });
}

/** What the module made of the file. */
function outcome(result, change) {
  const parts = [
    element('p', result.mapping.header ? tr('{0} below their names. What does each column say?', [count(result.table.rows)]) : tr('{0}. What does each column say?', [count(result.table.rows)])),
    preview(result, change),
    element('div', [
      check(tr('The first row names the columns'), result.mapping.header, (header) => change({ header })),
      check(tr('Month before day'), result.mapping.month_first, (month_first) => change({ month_first })),
      check(tr('Decimal comma'), result.mapping.decimal_comma, (decimal_comma) => change({ decimal_comma })),
    ], { class: 'row' }),
  ];
  if (result.lacks) parts.push(element('p', tr('Choose the column that holds the date and the one that says what was used.'), { class: 'warning' }));
  if (result.streams?.length > 0) {
    const { first, last, months, rows } = result.observed;
    parts.push(element('h3', tr('What becomes of it')),
      element('p', tr('{0} from {1} to {2}: {3} months.', [count(rows), first, last, number(months)]) +
        (months < 1 ? ` ${tr('That is little: a month or more says how much the months differ.')}` : '')), streams(result.streams));
  } else if (!result.lacks) {
    parts.push(element('p', tr('Nothing of it is in this platform’s catalog.'), { class: 'warning' }));
  }
  if (result.unmatched?.length > 0) {
    const more = result.unmatched_kinds - result.unmatched.length;
    parts.push(element('h3', tr('Left out: the catalog has nothing of that name')),
      element('ul', result.unmatched.slice(0, 20).map(({ work: name, rows, credits }) =>
        element('li', `${name}: ${count(rows)}${credits > 0 ? `, ${tr('{0} credits', [number(credits)])}` : ''}`))));
    if (more > 0 || result.unmatched.length > 20) parts.push(element('p', tr('and {0} more', [number(Math.max(result.unmatched.length - 20, 0) + more)])));
  }
  if (result.unread_rows > 0) {
    parts.push(element('h3', tr('Rows that could not be read: {0}', [number(result.unread_rows)])),
      element('ul', result.unread.slice(0, 20).map(({ line, cell, what }) =>
        element('li', tr('line {0}: {1}', [String(line), cell ? `“${cell}” ${why(what)}` : why(what)])))));
    if (result.unread_rows > 20) parts.push(element('p', tr('and {0} more', [number(result.unread_rows - 20)])));
  }
  return parts;
}

export async function open(page) {
  const base = { name: 'scenario.json', text: page.tell('scenario') };
  const place = element('div', '', { 'data-testid': 'usage outcome' });
  let running = new AbortController();
  let scenario;
  const say = (words) => {
    use.disabled = true;
    place.replaceChildren(element('p', words, { class: 'warning', role: 'alert' }));
  };
  /** Reads the text with what the visitor chose; a later choice ends an earlier reading. */
  async function read(name, text, options = {}) {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    use.disabled = true;
    if (place.childElementCount === 0) place.replaceChildren(element('p', tr('Reading …'), { role: 'status' }));
    try {
      const result = JSON.parse(await page.askText('calibrate', [{ name, text }, base], options, signal));
      if (result.ok === false) return say(saidError(result.errors[0]));
      const { description, ...fitted } = result.scenario ?? {};
      scenario = result.scenario && { ...fitted, id: 'usage', name: tr('Usage from {0} to {1}', [result.observed.first, result.observed.last]) };
      use.disabled = !scenario;
      const scrolled = place.parentElement.scrollTop;
      place.replaceChildren(...outcome(result, (changed) => read(name, text, { ...result.mapping, ...changed })));
      place.parentElement.scrollTop = scrolled;
    } catch (error) {
      if (!signal.aborted) say(tr('This could not be computed: {0}', [error.message]));
    }
  }
  async function take(file) {
    if (file.size > MOST_BYTES) return say(tr('The file is too large: {0} MB; at most {1} MB.', [number(file.size / (1 << 20)), String(MOST_BYTES >> 20)]));
    await read(file.name, decode(new Uint8Array(await file.arrayBuffer())));
  }
  const picker = element('input', '', { type: 'file', accept: '.csv,.tsv,.txt,text/csv', 'aria-label': tr('Usage file'), onchange: () => picker.files[0] && take(picker.files[0]) });
  const { dialog, closed } = openDialog({
    id: 'usage',
    title: tr('Import usage'),
    wide: true,
    body: [
      element('p', tr('Choose the usage that your platform exports, drop it here, or paste it: a CSV file with a date, what was used, and if possible credits and user. It stays in this browser.')),
      element('div', [picker], { class: 'row' }),
      place,
    ],
    actions: [
      { label: tr('Cancel') },
      { label: tr('Use this as my work'), accent: true, run: () => page.show({ from: 'file', text: JSON.stringify(scenario) }) },
    ],
  });
  const use = dialog.querySelector('footer .accent');
  use.disabled = true;
  dialog.addEventListener('dragover', (event) => event.preventDefault());
  dialog.addEventListener('drop', (event) => {
    event.preventDefault();
    event.stopPropagation(); // the page would take it for a catalog
    const [file] = event.dataTransfer.files;
    if (file) take(file);
  });
  dialog.addEventListener('paste', (event) => {
    const [file] = event.clipboardData.files;
    const text = event.clipboardData.getData('text');
    if (file) take(file);
    else if (text.length > MOST_BYTES) say(tr('The file is too large: {0} MB; at most {1} MB.', [number(text.length / (1 << 20)), String(MOST_BYTES >> 20)]));
    else if (text) read(tr('pasted text'), text);
  });
  closed.then(() => running.abort());
}
