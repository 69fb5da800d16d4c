// What the page begins with, and what it keeps for the next visit: a link in the address, else the last work in this browser, else an
// example.
import { Refused, unpack } from './links.mjs';
import { tr } from './words.mjs';

const KEY = 'creditcast.work';
const VERSION = 1;
const MOST_KEPT = 1 << 20; // characters
const WAIT_MS = 500;

/** What the part of the address behind the # asks for. */
const asked = () => new URLSearchParams(location.hash.slice(1));
export const embedded = asked().has('embed');

/** Storage may be full, closed or missing: then nothing is kept, and nothing breaks. */
function storage(use) {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}

function keptText() {
  try {
    const { version, scenario } = JSON.parse(storage((kept) => kept.getItem(KEY)) ?? '{}');
    return version === VERSION && typeof scenario === 'string' ? scenario : null;
  } catch {
    return null;
  }
}

export const forget = () => storage((kept) => kept.removeItem(KEY));

/** A scenario's text with the catalog it stands on: a file of this site, or its own. */
function work(from, text, index) {
  let scenario;
  try {
    scenario = JSON.parse(text);
  } catch {
    throw new Refused(tr('It is not a scenario: its text is not JSON.'));
  }
  const catalog = index.catalogs.find(({ id }) => id === scenario?.platform)?.file;
  return { from, text, catalog };
}

/** An example of this site; the first one where there is none of that name. */
export function example(index, id) {
  const found = [...index.scenarios, ...index.presets].find((scenario) => scenario.id === id) ?? index.scenarios[0];
  if (!found) throw new Error('there is no scenario to show');
  return { from: 'example', file: found.file, catalog: index.catalogs.find((catalog) => catalog.id === found.platform)?.file };
}

/**
 * What to begin with: { from: 'link' | 'kept' | 'example', text or file, catalog: file, refused: why a link is not what is shown }.
 */
export async function begin(index, start) {
  const wanted = asked();
  let refused;
  if (wanted.has('s')) {
    try {
      return work('link', await unpack(wanted.get('s')), index);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused = error.message;
    }
  } else if (wanted.has('scenario')) {
    return example(index, wanted.get('scenario'));
  } else if (!embedded) {
    const text = keptText();
    try {
      if (text !== null) return work('kept', text, index);
    } catch {
      forget();
    }
  }
  return { ...example(index, start), refused };
}

/** Keeps the work in this browser once it rests; `text()` gives it. The address then no longer says what is shown. */
export function keeper(text) {
  let waiting = 0;
  const keep = () => {
    waiting = 0;
    const scenario = text();
    if (!scenario || scenario.length > MOST_KEPT) return;
    storage((kept) => kept.setItem(KEY, JSON.stringify({ version: VERSION, scenario })));
  };
  addEventListener('pagehide', () => {
    if (waiting) keep();
  });
  return () => {
    if (embedded) return;
    if (/^#(s|scenario)=/.test(location.hash)) history.replaceState(history.state, '', location.pathname + location.search);
    clearTimeout(waiting);
    waiting = setTimeout(keep, WAIT_MS);
  };
}
