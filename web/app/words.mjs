// What the page says in HTML, in the visitor's language: the same tables as the canvas, with the English text as the key.
let table = {};

/** The languages there are, each by its own name; beside English each has a table in public/text/. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' };

/** The first language of those wanted that there is; English otherwise. */
export const languageOf = (wanted) => wanted.map((tag) => tag.toLowerCase().split('-')[0]).find((tag) => Object.hasOwn(LANGUAGES, tag)) ?? 'en';

/** Takes a table {English: translation}. */
export function setWords(words) {
  table = words;
}

/** The text in the visitor's language; "{0} of {1}" takes the parts. */
export const tr = (english, parts = []) => (table[english] ?? english).replace(/\{(\d)\}/g, (place, index) => parts[index] ?? place);

/** What the module says, from its `words`: a text as it stands, or a pattern with its parts behind it. */
export const said = (words) => (typeof words === 'string' ? words : tr(words[0], words.slice(1).map(said)));

/** One of the module's errors as a sentence. */
export function saidError({ line, words: [what, allowed] }) {
  const wrong = line > 0 ? tr('line {0}: {1}', [String(line), said(what)]) : said(what);
  return [wrong, said(allowed)].filter(Boolean).join('; ');
}

/** The table as the program takes it, see web/views/words.hpp. */
export const wordLines = () => Object.entries(table).map((pair) => pair.join('\t')).join('\n');

/** How numbers are written in a language, as the program takes it: in the visitor's own region where that speaks it. */
export function numberStyle(language) {
  const locale = navigator.languages.find((tag) => tag.toLowerCase().split('-')[0] === language) ?? language;
  const parts = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' }).formatToParts(1234567.8);
  const of = (type, otherwise) => parts.find((part) => part.type === type)?.value ?? otherwise;
  const place = (type) => parts.findIndex((part) => part.type === type);
  return [of('group', ','), of('decimal', '.'), place('currency') > place('integer') ? 'after' : 'before'].join('\t');
}
