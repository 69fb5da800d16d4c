// Takes results out of the page, as files.
import { button, element, openDialog } from './dialogs.mjs';
import { tr } from './words.mjs';

/** Hands the visitor a file. */
export function save(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  element('a', '', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** One cell of CSV after RFC 4180; what a spreadsheet would take for a formula gets an apostrophe, as in the program's CSV. */
export function csvCell(text) {
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The plans side by side, as the page shows them. */
function plansAsShown() {
  const rows = [...document.querySelectorAll('#answer table tr')];
  return rows.map((row) => [...row.cells].map((cell) => csvCell(cell.textContent)).join(',') + '\r\n').join('');
}

export function open() {
  openDialog({
    id: 'export',
    title: tr('Export'),
    body: [
      element('div', [button(tr('Plan table (CSV)'), () => save('creditcast-plans.csv', 'text/csv', plansAsShown()))], { class: 'row' }),
    ],
  });
}
