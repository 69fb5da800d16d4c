// Starts the page: fetches the program, the fonts, a scenario and its catalog, and hands them over.
import { element } from './elements.mjs';
import { createEngine } from './engine.mjs';
import { showForm } from './form.mjs';
import { showFocus, showTyping } from './focus.mjs';
import { begin, embedded, example, forget, keeper } from './keep.mjs';
import { forgetTold, mirror } from './mirror.mjs';
import { LANGUAGES, languageOf, numberStyle, setWords, tr, wordLines } from './words.mjs';

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

/** As many futures as JavaScript alone walks while somebody waits. */
const PLAIN_PATHS = 200;

/** The visitor's choice: what the address says, then what was chosen here before, then what the browser asks for. */
function wantedLanguages() {
  const named = [new URLSearchParams(location.search), new URLSearchParams(location.hash.slice(1))].map((place) => place.get('lang'));
  let kept = null;
  try {
    kept = localStorage.getItem('creditcast.language');
  } catch {
    // Nothing is kept where the browser forbids it.
  }
  return [...named, kept, ...navigator.languages].filter(Boolean);
}

/** What stands in the page beside the results, and the languages to choose from. */
function label(language, choose) {
  document.documentElement.lang = language;
  document.title = tr('Creditcast: what creative work costs in credits');
  document.getElementById('promise').textContent = tr('Know what your creative work costs in credits before you buy the plan.');
  document.getElementById('canvas').setAttribute('aria-label', tr('Creditcast: describe your work and see what it costs'));
  document.getElementById('canvas-help').textContent =
    tr('Tab leads from control to control, the arrow keys change what has the focus. The results stand below as text.');
  if (!document.documentElement.classList.contains('plain')) return;
  document.getElementById('languages').replaceChildren(...Object.entries(LANGUAGES).map(([id, name]) =>
    element('button', name, { type: 'button', lang: id, 'aria-pressed': String(id === language), onclick: () => choose(id) })));
}

/** Tells how many device pixels the canvas has, and how far the page is pinched once the fingers rest. */
function watchPixels(host, zoom) {
  const percent = () => Math.round((visualViewport?.scale ?? 1) * 100);
  const observer = new ResizeObserver(([{ devicePixelContentBoxSize: [box] }]) => {
    host.pixels = [box.inlineSize, box.blockSize];
    zoom(percent());
  });
  try {
    observer.observe(document.getElementById('canvas'), { box: 'device-pixel-content-box' });
  } catch {
    // Then the canvas's size times the pixel ratio has to do.
  }
  let resting = 0;
  visualViewport?.addEventListener('resize', () => {
    clearTimeout(resting);
    resting = setTimeout(() => zoom(percent()), 200);
  });
}

/** Fetches the table of a language; without it the page speaks English. */
async function speak(language) {
  try {
    setWords(language === 'en' ? {} : await get(`text/${language}.json`, 'json'));
    return language;
  } catch (error) {
    console.warn(error);
    setWords({});
    return 'en';
  }
}

/** The visitor's day, as it is written in catalogs. */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

/** A file dropped anywhere on the page is taken; the browser does not open it instead. */
function takeDrops(take) {
  const files = (event) => event.dataTransfer?.types.includes('Files');
  addEventListener('dragover', (event) => files(event) && event.preventDefault());
  addEventListener('drop', (event) => {
    if (!files(event)) return;
    event.preventDefault();
    if (event.dataTransfer.files.length > 0) take(event.dataTransfer.files[0]);
  });
}

async function start() {
  const speaking = speak(languageOf(wantedLanguages()));
  const { createProgram } = await import('./program.mjs');
  const host = { bytes: new Uint8Array() };
  // Where the page is one file, it brings all that would be fetched later.
  const program = createProgram(host, globalThis.creditcast?.rest);
  program.catch(() => {});
  if (!has.wasm) {
    document.getElementById('canvas').getContext = () => null; // too slow to draw with
    // The page's head asked for the module before anyone could tell; taken and dropped, it is neither read on nor missed.
    fetch('app.wasm').then(({ body }) => body.cancel()).catch(() => {});
  }
  const fonts = ['Regular', 'SemiBold'].map((weight) => get(`fonts/Inter-${weight}.ttf`).catch(() => new Uint8Array()));
  const index = await get('data.json', 'json');
  const fetched = new Map();
  const bytes = (url) => {
    if (!fetched.has(url)) fetched.set(url, get(url).catch((error) => { fetched.delete(url); throw error; }));
    return fetched.get(url);
  };
  const startId = document.documentElement.dataset.start;
  const files = (work) => Promise.all([work.catalog && bytes(work.catalog), work.text ?? bytes(work.file)]);
  const beginning = speaking.then(() => begin(index, startId)); // it may have something to say
  const loading = beginning.then(files);
  loading.catch(() => {});

  const { app, rest } = await program;
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const kinds = ['regular', 'semibold', 'index', 'catalog', 'scenario', 'trouble', 'style', 'dark', 'coarse', 'start', 'words', 'covered',
    'language', 'calm', 'contrast', 'edit', 'reply', 'paths', 'tell', 'embedded', 'pictures', 'typed', 'zoom', 'today', 'brought',
    'catalog_wanted', 'own_scenario', 'platforms', 'look', 'again'];
  const send = (kind, bytes) => {
    host.bytes = typeof bytes === 'string' ? encoder.encode(bytes) : bytes;
    app._app_message(kinds.indexOf(kind), host.bytes.length);
  };
  const flag = (kind, on) => app._app_message(kinds.indexOf(kind), on ? 1 : 0);
  let shown; // what was handed over last
  let quiet = false; // what comes from the address is no edit
  let again; // what is to be done once more where a file did not come
  let lacking = false; // a catalog that was asked for did not come
  const show = async (work, loaded = files(work)) => {
    try {
      const [catalog, scenario] = await loaded;
      again = undefined;
      shown = work;
      if (catalog) {
        engine.catalog(decoder.decode(catalog));
        send('catalog', catalog);
      }
      send(work.from === 'example' ? 'scenario' : 'own_scenario', scenario);
    } catch (error) {
      console.warn(error);
      again = quiet ? () => quietly(work) : () => show(work);
      send('trouble', tr('A file of this page could not be fetched.'));
    }
  };
  // Workers begin when the first answer is drawn and the program is complete: until then everything else is in a greater hurry.
  const drawn = new Promise((resolve) => { host.drawn = resolve; });
  const engine = createEngine({
    begin: drawn,
    create: globalThis.creditcast?.worker,
    wasm: globalThis.creditcast?.wasm,
    hear: ({ ticket, last, done, wanted, kind, text: said }) => send('reply', `${ticket} ${last ? 1 : 0} ${done} ${wanted} ${kind}\n${said}`),
  });
  Object.assign(host, engine.host);
  // A page that frames this one, or a test, may say before how far answers are to be refined.
  const paths = globalThis.creditcast?.paths ?? (has.wasm ? 0 : PLAIN_PATHS);
  if (paths) app._app_message(kinds.indexOf('paths'), paths);
  let latest = 0;
  host.mirror = (lines) => mirror(lines, (asked) => (asked === 'again' ? flag('again', true) : send('look', asked)));
  host.catalogs = async () => {
    lacking = false;
    // One that does not come is said of its platform alone.
    await Promise.all(index.catalogs.map(({ file }) => bytes(file).then((catalog) => send('catalog', catalog), (error) => {
      lacking = true;
      console.warn(error);
    })));
    flag('platforms', true);
  };
  host.again = () => again?.();
  addEventListener('online', () => {
    if (again || lacking) flag('again', true);
  });
  host.want = (id) => {
    const turn = ++latest;
    const work = example(index, id);
    const loaded = files(work);
    // Of two quick choices the later one counts, whichever comes first.
    loaded.catch(() => {}).then(() => { if (turn === latest) show(work, loaded); });
  };

  let answered = '';
  host.told = (words) => { answered = words; };
  const tell = (what) => {
    answered = '';
    send('tell', what);
    return answered;
  };
  const panels = () => import('./panels.mjs');
  const page = { send, flag, tell, host, index, bytes, show, ask: engine.ask, askText: engine.askText, open: (panel) => host.open(panel) };
  host.open = async (panel, given) => (await panels()).openPanel(panel, page, given);
  takeDrops((file) => host.open('catalog', file));
  host.copy = async (words) => (await panels()).copyText(words, page);
  const keep = keeper(() => tell('scenario'));
  host.changed = () => quiet || keep();
  const quietly = async (work) => {
    const loaded = files(work);
    await loaded.catch(() => {});
    quiet = true;
    await show(work, loaded);
    quiet = false;
  };
  /** What cannot be shown is said, and the start example stands in its place. */
  const refuse = async (from, words, lines = []) => {
    if (from === 'kept') forget();
    if (from === 'link' || from === 'kept') quietly(example(index, startId));
    (await panels()).sayRefused(from, words, lines, page);
  };
  host.refused = (lines) => refuse(shown.from, '', lines.split('\n').filter(Boolean));
  host.startOver = () => {
    forget();
    history.replaceState(history.state, '', location.pathname + location.search);
    quietly(example(index, startId));
  };
  addEventListener('hashchange', async () => {
    const work = await begin(index, startId);
    await quietly(work);
    if (work.refused) refuse('', work.refused);
  });
  document.getElementById('canvas').addEventListener('contextmenu', (event) => event.preventDefault());

  const [regular, semibold] = await Promise.all(fonts);
  send('regular', regular);
  send('semibold', semibold);
  send('index', [
    ...index.catalogs.map(({ id, name }) => `platform\t${id}\t${name}`),
    ...index.scenarios.map(({ id, name, platform }) => `scenario\t${id}\t${name}\t${platform}`),
    ...index.presets.map(({ id, name, needs }) => `preset\t${id}\t${name}\t${needs.join(',')}`),
  ].join('\n'));
  for (const [kind, query] of Object.entries({
    dark: '(prefers-color-scheme: dark)', coarse: '(pointer: coarse)', calm: '(prefers-reduced-motion: reduce)',
    contrast: '(prefers-contrast: more)',
  })) {
    const wish = matchMedia(query);
    flag(kind, wish.matches);
    wish.addEventListener('change', () => flag(kind, wish.matches));
  }
  const say = (language) => {
    send('words', wordLines());
    send('style', numberStyle(language));
    send('language', language);
    label(language, host.speak);
  };
  host.speak = async (language) => {
    try {
      localStorage.setItem('creditcast.language', language);
    } catch {
      // Then it lasts until the page is left.
    }
    // What the address asked for is overruled by now.
    const address = new URL(location.href);
    address.searchParams.delete('lang');
    history.replaceState(history.state, '', address);
    forgetTold();
    say(await speak(language));
  };
  host.focus = showFocus;
  host.typing = (line) => showTyping(line, (typed) => send('typed', typed));
  host.form = (lines) => showForm(lines, (edit) => send('edit', edit));
  const language = await speaking;
  if (!has.wasm) plain(tr('This browser has no WebAssembly, so the page computes more slowly, and shows its results without pictures.'));
  else if (!has.webgl) plain(tr('This browser has no WebGL 2, so the page shows its results without pictures.'));
  say(language);
  flag('embedded', embedded);
  watchPixels(host, (percent) => app._app_message(kinds.indexOf('zoom'), percent));
  send('today', today());
  flag('start', true);
  const first = await beginning;
  await show(first, loading);
  if (first.refused) refuse('', first.refused);
  requestAnimationFrame(() => requestAnimationFrame(() => {
    performance.mark('creditcast: first answer');
    // What of it does not come now is fetched when it is called.
    rest().catch((error) => console.warn(error)).then(host.drawn);
  }));
}

start().catch((error) => {
  console.error(error);
  plain(has.wasm ? tr('The page could not start. Please load it again.')
    : tr('This browser has no WebAssembly, which the page computes with. A current browser shows it.'));
});
