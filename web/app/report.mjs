// The printable report: what was asked, what was put in, the answer, and what it rests on. Shown, printed, or saved as one HTML file.
import { element, openDialog } from './dialogs.mjs';
import { fileName, resultOf, save } from './export.mjs';
import { takePictures } from './pictures.mjs';
import { tr } from './words.mjs';

/** Pictures are drawn for paper: at the width of a desk, on white. */
const PICTURE_WIDTH = 1440;
const language = () => document.documentElement.lang || 'en';
const number = (value) => (typeof value === 'number' ? value.toLocaleString(language(), { maximumFractionDigits: 6 }) : '');

const table = (heads, rows) => {
  const made = element('table', [
    element('thead', [element('tr', heads.map((head) => element('th', head, { scope: 'col' })))]),
    element('tbody', rows.map((row) => element('tr', row.map((cell, i) => (i === 0 ? element('th', cell, { scope: 'row' }) : element('td', cell)))))),
  ]);
  return element('div', [made], { class: 'scroll' });
};

/** The program's lines (web/app/work_lines.hpp) by their kind. */
function linesOf(lines) {
  const rows = lines.split('\n').map((line) => line.split('\t'));
  return (kind) => rows.filter(([first]) => first === kind).map(([, ...rest]) => rest);
}

/** The work as tables. */
function workParts(of) {
  const items = of('item').map(([group, title, action, choice, credits]) => [[group, title].filter(Boolean).join(', '), [action, choice].filter(Boolean).join(', '), credits]);
  const zero = of('zero').map(([words]) => element('li', words));
  return [
    table([tr('Work'), tr('How often')], of('stream')),
    table([tr('Step'), tr('Made with'), tr('A month')], items),
    ...(zero.length > 0 ? [element('h3', tr('When credits run out')), element('ul', zero)] : []),
  ];
}

/** The report as elements; `result` is the forecast that the program would write. */
function reportOf(page, result) {
  const { name, description, platform } = result.request.scenario;
  const platformName = page.index.catalogs.find(({ id }) => id === platform)?.name ?? platform;
  const of = linesOf(page.tell('work'));
  const answer = document.getElementById('answer').cloneNode(true);
  answer.removeAttribute('id');
  for (const marked of answer.querySelectorAll('[data-testid]')) marked.removeAttribute('data-testid');
  const pictures = takePictures(page, { width: PICTURE_WIDTH, dark: false }).map(({ title, canvas, width }) => {
    canvas.dataset.width = Math.round(width);
    canvas.style.width = `${Math.round(width)}px`;
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', title);
    return element('figure', [canvas, element('figcaption', title)]);
  });
  const today = new Date().toLocaleDateString(language(), { dateStyle: 'long' });
  const method = { exact: tr('computed exactly'), sample: tr('drawn at random'), events: tr('walked event by event') }[result.method] ?? result.method;
  return element('article', [
    element('h1', name || 'Creditcast'),
    element('p', tr('What this work costs on {0}, and which plan fits it. Computed on {1}.', [platformName, today])),
    description ? element('p', description) : null,
    answer,
    element('h2', tr('The work')),
    ...workParts(of),
    element('h2', tr('Pictures')),
    element('div', pictures, { class: 'pictures' }),
    element('h2', tr('What the answer rests on')),
    table([tr('Figure'), tr('Value'), tr('Where it comes from'), tr('Source')], of('figure')),
    element('h2', tr('How it was computed')),
    table([tr('What'), tr('Value')], [
      [tr('Method'), method], [tr('Simulated futures'), result.method === 'exact' ? '–' : number(result.paths)], [tr('Seed'), String(result.seed)],
      [tr('Version'), result.version], [tr('Digest of the inputs'), result.inputs_digest], [tr('Digest of the result'), result.digest],
    ]),
    element('p', tr('Anyone with these inputs and this seed gets these numbers, to the last digit.')),
  ], { class: 'report' });
}

/** One file that needs nothing else: its style within it, its pictures as data. What is text stays text. */
function fileOf(report) {
  // A document that is shown nowhere: it fetches nothing, and this page's own rules do not hold for it.
  const alone = document.implementation.createHTMLDocument('');
  const copy = alone.importNode(report, true);
  const drawn = report.querySelectorAll('canvas');
  copy.querySelectorAll('canvas').forEach((canvas, i) => {
    const image = alone.createElement('img');
    image.setAttribute('src', drawn[i].toDataURL('image/png'));
    image.setAttribute('alt', canvas.getAttribute('aria-label'));
    image.setAttribute('width', canvas.dataset.width);
    canvas.replaceWith(image);
  });
  alone.documentElement.lang = language();
  alone.title = report.querySelector('h1').textContent;
  alone.body.append(copy);
  const style = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText)
    .filter((rule) => /^(\.report|:root|@page)/.test(rule)).join('\n');
  const more = `:root { color-scheme: light; } body { max-width: 960px; margin: 24px auto; padding: 0 16px; font: 14px/20px Inter, system-ui, sans-serif; color: var(--strong); background: var(--card); }`;
  const charset = alone.createElement('meta');
  charset.setAttribute('charset', 'utf-8');
  alone.head.prepend(charset);
  return `<!doctype html>\n${alone.documentElement.outerHTML.replace('</head>', `<style>\n${style}\n${more}\n</style></head>`)}\n`;
}

export async function open(page) {
  const running = new AbortController();
  const body = element('div', tr('Computing …'), { role: 'status' });
  const { closed } = openDialog({
    id: 'report',
    title: tr('Report'),
    wide: true,
    body,
    actions: [
      { label: tr('Save as HTML'), run: async () => {
        const report = body.querySelector('.report');
        if (report) save(`${fileName(report.querySelector('h1').textContent)}-report.html`, 'text/html', fileOf(report));
        return true;
      } },
      { label: tr('Print'), accent: true, run: () => {
        if (body.querySelector('.report')) print();
        return true;
      } },
    ],
  });
  closed.then(() => running.abort());
  try {
    const { result } = await resultOf(page, 'forecast', running.signal);
    body.removeAttribute('role');
    body.replaceChildren(reportOf(page, result));
  } catch (error) {
    if (!running.signal.aborted) body.textContent = tr('This could not be computed: {0}', [error.message]);
  }
}
