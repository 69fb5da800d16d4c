// What the page says in HTML, in the visitor's language: the same tables as the canvas, with the English text as the key.
let table = {};

/** The languages there are a table for, beside English: public/text/. */
export const LANGUAGES = ['de'];

/** The visitor's language among those there are; English otherwise. */
export const languageOf = (wanted) =>
  wanted.map((tag) => tag.toLowerCase().split('-')[0]).find((tag) => tag === 'en' || LANGUAGES.includes(tag)) ?? 'en';

/** Takes a table {English: translation}. */
export function setWords(words) {
  table = words;
}

/** The text in the visitor's language; "{0} of {1}" takes the parts. */
export const tr = (english, parts = []) => (table[english] ?? english).replace(/\{(\d)\}/g, (place, index) => parts[index] ?? place);

/** The table as the program takes it, see web/views/words.hpp. */
export const wordLines = () => Object.entries(table).map((pair) => pair.join('\t')).join('\n');
