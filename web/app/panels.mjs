// The page's dialogs by name, each fetched when it is first opened, and the short words that stand over the page.
import { element, notice, openDialog, setCover } from './dialogs.mjs';
import { tr } from './words.mjs';

const PANELS = {
  catalog: () => import('./catalog_dialog.mjs'),
  share: () => import('./share.mjs'),
  embed: () => import('./embed.mjs'),
  export_results: () => import('./export.mjs'),
  import_usage: () => import('./usage.mjs'),
};

/** Opens one; `page` is what loader.js gives: the program's answers, and ways to tell it something. */
export async function openPanel(id, page, given) {
  setCover((over) => page.flag('covered', over));
  try {
    const { open } = await PANELS[id]();
    await open(page, given);
  } catch (error) {
    console.warn(error);
    notice(tr('This could not be opened. Please load the page again.'));
  }
}

/** A number of the canvas, exactly. */
export async function copyText(words, page) {
  setCover((over) => page.flag('covered', over));
  try {
    await navigator.clipboard.writeText(words);
    notice(tr('Copied: {0}', [words]));
  } catch {
    const { open } = await import('./copied.mjs');
    open(words);
  }
}

/** Why something is not what is shown; `lines` are the errors of a scenario that does not fit. */
export function sayRefused(from, words, lines, page) {
  setCover((over) => page.flag('covered', over));
  const titles = {
    kept: tr('Your last work could not be opened'),
    example: tr('This example could not be opened'),
    file: tr('The file could not be opened'),
  };
  const more = lines.length - 20;
  openDialog({
    id: 'refused',
    title: titles[from] ?? tr('This link could not be opened'),
    body: [
      element('p', words || tr('It does not fit this version of the page:')),
      lines.length > 0 ? element('ul', lines.slice(0, 20).map((line) => element('li', line))) : null,
      more > 0 ? element('p', tr('and {0} more', [String(more)])) : null,
      from === 'file' ? null : element('p', tr('An example is shown instead.')),
    ].filter(Boolean),
    actions: [{ label: tr('Close'), accent: true }],
  });
}
