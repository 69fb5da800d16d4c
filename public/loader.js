// Starts the page: fetches the program, the fonts, a scenario and its catalog, hands them over, and writes the program's results
// into the page as HTML.
import { languageOf, setWords, tr, wordLines } from './words.mjs';

const results = document.getElementById('results');
const answer = document.getElementById('answer');

/** Says in words what is wrong and shows the results' part of the page alone. */
function plain(words) {
  document.documentElement.classList.add('plain');
  const notice = document.getElementById('notice');
  notice.textContent = words;
  notice.hidden = false;
}

async function get(url, kind) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return kind === 'json' ? response.json() : kind === 'text' ? response.text() : new Uint8Array(await response.arrayBuffer());
}

const has = {
  wasm: typeof WebAssembly === 'object',
  webgl: (() => {
    try {
      return Boolean(document.createElement('canvas').getContext('webgl2'));
    } catch {
      return false;
    }
  })(),
};

/** An element with text; nothing of what a catalog says is ever read as markup. */
function element(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** The program's lines (web/app/mirror.hpp) as elements. */
function mirror(lines) {
  const parts = [];
  const list = document.createElement('dl');
  const rows = [];
  let state = 'busy';
  for (const line of lines.split('\n')) {
    const [kind, id, ...rest] = line.split('\t');
    if (kind === 'state') state = id;
    if (kind === 'text') parts.push(element('p', rest[0], { 'data-testid': id }));
    if (kind === 'figure') {
      list.append(element('dt', rest[1], { 'data-testid': id, 'data-value': rest[0] }), element('dd', rest[2]));
    }
    if (kind === 'plan') {
      const [name, term, value, money, runsOut, blocked, wasted, piece, marks] = rest;
      const row = element('tr', '', { 'data-testid': `plan ${id}`, 'data-value': value, class: marks.trim() });
      const label = [name, term].filter(Boolean).join(', ') + (marks.trim() ? ` (${marks.trim().split(' ').join(', ')})` : '');
      row.append(element('th', label, { scope: 'row' }));
      for (const cell of [money, runsOut, blocked || tr('nothing blocked'), wasted || tr('nothing lost'), piece]) row.append(element('td', cell));
      rows.push(row);
    }
  }
  if (list.childElementCount > 0) parts.splice(Math.min(1, parts.length), 0, list);
  if (rows.length > 0) {
    const table = document.createElement('table');
    const head = document.createElement('tr');
    for (const title of [tr('Plan'), tr('Money a month'), tr('Runs short in'), tr('Blocked a month'), tr('Lost a month'), tr('A finished piece')]) {
      head.append(element('th', title, { scope: 'col' }));
    }
    table.createTHead().append(head);
    table.createTBody().append(...rows);
    table.prepend(element('caption', tr('Plans side by side')));
    parts.push(table);
  }
  if (state === 'settled') answer.replaceChildren(...parts);
  results.dataset.state = state;
}

function numberStyle() {
  const parts = new Intl.NumberFormat(navigator.language).formatToParts(1234567.8);
  const of = (type, otherwise) => parts.find((part) => part.type === type)?.value ?? otherwise;
  return `${of('group', ',')}\t${of('decimal', '.')}`;
}

/** The visitor's language, of those there is a table for. */
async function speak() {
  const language = languageOf(navigator.languages);
  if (language === 'en') return;
  try {
    setWords(await get(`text/${language}.json`, 'json'));
    document.documentElement.lang = language;
  } catch (error) {
    console.warn(error); // English, then
  }
}

async function start() {
  const speaking = speak();
  if (!has.wasm) {
    await speaking;
    return plain(tr('This browser has no WebAssembly, which the page computes with. A current browser shows it.'));
  }
  const { default: createApp } = await import('./app.js');
  const host = { bytes: new Uint8Array() };
  const program = createApp({ host });
  const fonts = ['Regular', 'SemiBold'].map((weight) => get(`fonts/Inter-${weight}.ttf`).catch(() => new Uint8Array()));
  const index = await get('data.json', 'json');
  const texts = new Map();
  const text = (url) => {
    if (!texts.has(url)) texts.set(url, get(url).catch((error) => { texts.delete(url); throw error; }));
    return texts.get(url);
  };
  const wanted = new URLSearchParams(location.hash.slice(1)).get('scenario') ?? document.documentElement.dataset.start;
  const first = index.scenarios.find(({ id }) => id === wanted) ?? index.scenarios[0];
  const files = ({ file, platform }) => [text(index.catalogs.find(({ id }) => id === platform).file), text(file)];
  const loading = first ? Promise.all(files(first)) : Promise.reject(new Error('there is no scenario to show'));
  loading.catch(() => {});

  const app = await program;
  const encoder = new TextEncoder();
  const kinds = ['regular', 'semibold', 'index', 'catalog', 'scenario', 'trouble', 'style', 'dark', 'coarse', 'start', 'words', 'covered'];
  const send = (kind, bytes) => {
    host.bytes = typeof bytes === 'string' ? encoder.encode(bytes) : bytes;
    app._app_message(kinds.indexOf(kind), host.bytes.length);
  };
  const flag = (kind, on) => app._app_message(kinds.indexOf(kind), on ? 1 : 0);
  const show = async (loaded) => {
    try {
      const [catalog, scenario] = await loaded;
      send('catalog', catalog);
      send('scenario', scenario);
    } catch (error) {
      console.warn(error);
      send('trouble', tr('A file of this page could not be fetched. Please try again later.'));
    }
  };
  let latest = 0;
  host.mirror = mirror;
  host.open = async (panel) => (await import('./panels.mjs')).openPanel(panel, { send, flag, index, text });
  host.want = (id) => {
    const entry = index.scenarios.find((scenario) => scenario.id === id);
    if (!entry) return;
    const turn = ++latest;
    const loaded = Promise.all(files(entry));
    // Of two quick choices the later one counts, whichever comes first.
    loaded.catch(() => {}).then(() => { if (turn === latest) show(loaded); });
  };

  const [regular, semibold] = await Promise.all(fonts);
  send('regular', regular);
  send('semibold', semibold);
  send('index', [
    ...index.catalogs.map(({ id, name }) => `platform\t${id}\t${name}`),
    ...index.scenarios.map(({ id, name, platform }) => `scenario\t${id}\t${name}\t${platform}`),
  ].join('\n'));
  await speaking;
  send('words', wordLines());
  send('style', numberStyle());
  const dark = matchMedia('(prefers-color-scheme: dark)');
  flag('dark', dark.matches);
  dark.addEventListener('change', () => flag('dark', dark.matches));
  flag('coarse', matchMedia('(pointer: coarse)').matches);
  if (!has.webgl) plain(tr('This browser has no WebGL 2, so the page shows its results without pictures.'));
  flag('start', true);
  await show(loading);
}

start().catch((error) => {
  console.error(error);
  plain(tr('The page could not start. Please load it again.'));
});
