// Takes work and results out of the page, as files.
import { compareCsv, forecastCsv } from './csv.mjs';
import { button, element, notice, openDialog } from './dialogs.mjs';
import { takePictures, pngOf } from './pictures.mjs';
import { saidError, tr } from './words.mjs';

/** Hands the visitor a file. */
export function save(name, type, content) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  element('a', '', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A text as part of a file's name. */
export const fileName = (text) => text.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'creditcast';

/** The result of a verb, parsed; the program's errors as an exception. */
export async function resultOf(page, verb, signal) {
  const text = await page.askText(verb, page.tell('scenario pretty'), {}, signal);
  const result = JSON.parse(text);
  if (result.ok === false) throw new Error(saidError(result.errors[0]));
  return { text, result };
}

export function saveScenario(page) {
  const text = page.tell('scenario pretty');
  save(`${fileName(JSON.parse(text).id)}.json`, 'application/json', text);
}

export function open(page) {
  const running = new AbortController();
  const name = fileName(JSON.parse(page.tell('scenario')).id);
  /** A button that computes, says so meanwhile, and saves. */
  const computed = (label, file, type, verb, format) => {
    const made = button(label, async () => {
      made.disabled = true;
      made.textContent = tr('Computing …');
      try {
        const { text, result } = await resultOf(page, verb, running.signal);
        save(file, type, format(text, result));
      } catch (error) {
        if (!running.signal.aborted) notice(tr('This could not be computed: {0}', [error.message]));
      }
      made.textContent = label;
      made.disabled = false;
    });
    return made;
  };
  const group = (title, buttons) => [element('h3', title), element('div', buttons, { class: 'row' })];
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const pictures = takePictures(page, { width: innerWidth, dark });
  const whole = (text) => text;
  const { closed } = openDialog({
    id: 'export',
    title: tr('Export'),
    body: [
      ...group(tr('Report'), [button(tr('Printable report'), async () => (await import('./report.mjs')).open(page), 'accent')]),
      ...group(tr('Your work'), [button(tr('Scenario (JSON)'), () => saveScenario(page))]),
      ...group(tr('Forecast of the chosen plan'), [
        computed('JSON', `${name}-forecast.json`, 'application/json', 'forecast', whole),
        computed('CSV', `${name}-forecast.csv`, 'text/csv', 'forecast', (text, result) => forecastCsv(result)),
      ]),
      ...group(tr('Plans side by side'), [
        computed('JSON', `${name}-plans.json`, 'application/json', 'compare', whole),
        computed('CSV', `${name}-plans.csv`, 'text/csv', 'compare', (text, result) => compareCsv(result)),
      ]),
      ...(pictures.length > 0
        ? group(tr('Pictures (PNG)'), pictures.map(({ title, canvas }) =>
            button(title, async () => save(`${name}-${fileName(title)}.png`, 'image/png', await pngOf(canvas)))))
        : []),
    ],
  });
  closed.then(() => running.abort());
}
