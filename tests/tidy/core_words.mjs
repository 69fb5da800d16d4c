// What the core says to people, found in its sources: the patterns of Words. English literals all, so that the check of the
// translations knows each of them.

/** Calls that are given words beside those with a Code in them. */
const SPEAKING = /(?:\bWords(?:\s+\w+)?|\bword|\breport_?\.(?:reference|ids|at_most)|\bbad_date)\s*$/;
const unescaped = (literal) => literal.slice(1, -1).replace(/\\(.)/g, '$1');
/** Words have letters; JSON, pointers and keys are the same in every language. */
const isLanguage = (text) => /[A-Za-z]{2}/.test(text.replace(/\{\d\}/g, '')) && !/^[/"[]|^https?:/.test(text);

export function* coreWords(source) {
  const frames = [{ speaks: false, brace: false }];
  const token = /R"\([\s\S]*?\)"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])+'|((?:"(?:\\.|[^"\\\n])*"\s*)+)|\bCode::\w+|[([{]|[)\]}]/g;
  for (let found = token.exec(source); found; found = token.exec(source)) {
    const [text, literals] = found;
    const frame = frames.at(-1);
    if (literals) {
      if (/#include\s*$/.test(source.slice(0, found.index).slice(-12))) continue;
      const words = [...literals.matchAll(/"(?:\\.|[^"\\\n])*"/g)].map(([one]) => unescaped(one)).join('');
      let at = frames.length - 1;
      while (at > 0 && frames[at].brace && !frames[at].speaks) at -= 1;
      const told = frames[at].speaks === 'words' || (frames[at].speaks === 'error' && words.includes(' '));
      if ((told || /\{\d\}/.test(words)) && isLanguage(words)) yield words;
    } else if (text.startsWith('Code::')) {
      frame.speaks ||= 'error';
    } else if ('([{'.includes(text)) {
      const before = source.slice(Math.max(0, found.index - 60), found.index);
      frames.push({ speaks: text !== '[' && SPEAKING.test(before) ? 'words' : false, brace: text === '{' });
    } else if (')]}'.includes(text)) {
      frames.pop();
    }
  }
  for (const [, sentence] of source.matchAll(/^ERROR\(\w+, "((?:\\.|[^"\\])*)"\)/gm)) yield unescaped(`"${sentence}"`);
}
