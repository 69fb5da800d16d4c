// The page's dialogs by name, each fetched when it is first opened.
import { notice, setCover } from './dialogs.mjs';
import { tr } from './words.mjs';

const PANELS = {
  catalog: () => import('./catalog_dialog.mjs'),
  export_results: () => import('./export.mjs'),
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
