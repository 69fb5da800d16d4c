// The page within another one: an <iframe> with a link that holds the work.
import { button, element, openDialog } from './dialogs.mjs';
import { Refused, addressOf, pack } from './links.mjs';
import { copy } from './share.mjs';
import { tr } from './words.mjs';

const attribute = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** The HTML for another page. Nothing of it runs there: the frame needs no access to the page around it. */
export const snippetFor = (link, title) =>
  `<iframe src="${attribute(link)}" title="${attribute(title)}" width="100%" height="720" style="border: 0" loading="lazy" allow="clipboard-write"></iframe>`;

export async function open(page) {
  let link;
  try {
    link = addressOf(await pack(page.tell('scenario')), '&embed');
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    openDialog({ id: 'embed', title: tr('Embed in a page'), body: element('p', error.message, { class: 'warning' }) });
    return;
  }
  const title = tr('What this work costs in credits');
  const field = element('textarea', snippetFor(link, title), { readonly: true, rows: 6, spellcheck: 'false', 'aria-label': tr('HTML to embed') });
  openDialog({
    id: 'embed',
    title: tr('Embed in a page'),
    body: [
      element('p', tr('This HTML shows the answer, the plans and the sliders of your work as they stand now. Visitors may move the sliders; your work here does not change.')),
      field,
      element('div', [
        button(tr('Copy HTML'), () => copy(field.value, field), 'accent'),
        element('a', tr('See how it looks'), { href: link, target: '_blank', rel: 'noopener', class: 'button' }),
      ], { class: 'row after' }),
    ],
  });
}
