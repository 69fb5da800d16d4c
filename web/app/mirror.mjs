// The program's results as HTML beside the canvas (the lines of web/views/mirror.hpp), and what of them is read out when they change.
import { element, patch } from './elements.mjs';
import { tr } from './words.mjs';

let ask = () => {};
const results = document.getElementById('results');
const answer = document.getElementById('answer');

/** A part of the results under a heading; nothing where it holds nothing. */
const part = (title, content, className) =>
  content.length > 0 ? element('section', [element('h2', title), ...content], { class: className }) : null;

// The roles are a table's own; said once more, they stay where a narrow page lays its cells out as a list.
function table(title, caption, titles, rows) {
  if (rows.length === 0) return null;
  const head = element('tr', titles.map((title) => element('th', title, { scope: 'col', role: 'columnheader' })), { role: 'row' });
  for (const { cells } of rows) [...cells].forEach((cell, i) => cell.setAttribute('data-title', titles[i]));
  return element('section', [element('h2', title), element('table', [
    element('caption', caption), element('thead', [head], { role: 'rowgroup' }), element('tbody', rows, { role: 'rowgroup' }),
  ], { role: 'table' })], { class: 'table' });
}

const row = (heading, cells, attributes) => element('tr', [
  element('th', heading, { scope: 'row', role: 'rowheader' }), ...cells.map((cell) => element('td', cell, { role: 'cell' })),
], { role: 'row', ...attributes });

const MARKS = { chosen: () => tr('chosen'), recommended: () => tr('recommended'), assumed: () => tr('assumed') };

function planRow(id, [name, term, value, money, runsOut, blocked, wasted, piece, marks]) {
  const marked = marks.trim().split(' ').filter(Boolean);
  const heading = [document.createTextNode([name, term].filter(Boolean).join(', '))];
  for (const mark of marked) heading.push(document.createTextNode(' '), element('span', MARKS[mark](), { class: `mark ${mark}` }));
  const cells = [money, runsOut, blocked || tr('nothing blocked'), wasted || tr('nothing lost'), piece];
  return row(heading, cells, { 'data-testid': `plan ${id}`, 'data-value': value, class: marks.trim() });
}

function monthRow([spent, low, high, money, runsShort, lost, blocked], name) {
  return row(name, [spent, tr('{0} to {1}', [low, high]), money || tr('no price'), runsShort, lost, blocked], { 'data-testid': 'month' });
}

// What a button asks for stands in it: an element that patch() gives another meaning keeps its listeners.
const asking = (what, words, testid) => element('button', words, { type: 'button', 'data-ask': what, 'data-testid': testid });
answer.addEventListener('click', ({ target }) => target.dataset.ask && ask(target.dataset.ask));

/** A closer look: its table with what is to be said of it, or a button that asks for it. */
function lookPart([id, title, words, button], of) {
  const own = (kind) => of[kind].filter(([whose]) => whose === id).map(([, ...cells]) => cells);
  const [head] = own('head');
  const rows = own('row').map(([heading, ...cells]) => row(heading, cells, { 'data-testid': `row ${id}` }));
  const notes = own('note').map(([note]) => element('li', note));
  const more = [notes.length > 0 && element('ul', notes), button && asking(id, button, `ask ${id}`)].filter(Boolean);
  const made = rows.length > 0 ? table(title, words, head, rows) : part(title, [words && element('p', words), ...more.splice(0)].filter(Boolean));
  made?.append(...more);
  made?.setAttribute('data-testid', `look ${id}`);
  made?.firstChild.setAttribute('tabindex', '-1'); // see show()
  return made;
}

/** The comparison across platforms, or, as long as nobody has asked for it, a button that does. */
function platformsPart([verdict] = [], rows, again) {
  if (verdict === undefined) return null;
  const title = tr('The same work on other platforms');
  if (!verdict) return part(title, [asking('platforms', tr('Compare the platforms'), 'platforms')], 'platforms');
  const made = table(title, verdict, [tr('Platform'), tr('Plan to take'), tr('Money a month'), tr('In 8 of 10 cases'), tr('Runs short in'), tr('A finished piece'), tr('What to know')],
    rows.map(([id, name, mark, value, plan, money, likely, runsOut, piece, notes]) => {
      const heading = [document.createTextNode(name)];
      if (mark) heading.push(document.createTextNode(' '), element('span', MARKS[mark](), { class: `mark ${mark}` }));
      return row(heading, [plan || '–', money, likely || '–', runsOut, piece, notes || '–'], { 'data-testid': `platform ${id}`, 'data-value': value, class: mark });
    }));
  if (again) made?.append(again);
  return made;
}

/** A figure with its badge, its reason and its source; a link only where the source has an address on the web. */
function figureLine([is, badge, label, why, source, url]) {
  const place = /^https?:\/\//.test(url) ? element('a', source, { href: url, target: '_blank', rel: 'noopener noreferrer' }) : source && element('span', source);
  return element('li', [
    element('span', badge, { class: `mark ${is}` }), document.createTextNode(` ${label} `),
    why || source ? element('small', [why ? document.createTextNode(`${why} `) : null, place || null].filter(Boolean)) : null,
  ].filter(Boolean), { 'data-testid': 'rests-on', 'data-is': is });
}

/** Of each kind the lines' fields. */
function read(lines) {
  const of = { state: [], error: [], again: [], text: [], figure: [], advice: [], month: [], runout: [], plan: [], platforms: [], platform: [], look: [], head: [], row: [], note: [], figures: [] };
  for (const line of lines.split('\n')) {
    const [kind, ...fields] = line.split('\t');
    of[kind]?.push(fields);
  }
  return of;
}

function sections(of) {
  const again = (what) => (of.again.some(([whose]) => whose === what) ? asking('again', tr('Try again'), `again ${what}`) : null);
  const text = (id) => of.text.filter(([name]) => name === id).map(([, words]) => element('p', words, { 'data-testid': id }));
  const figures = of.figure.map(([id, value, shown, words]) =>
    element('div', [element('dt', shown, { 'data-testid': id, 'data-value': value }), element('dd', words)]));
  const [first, ...others] = figures;
  return [
    ...of.error.map(([words, where], i) => element('p', [
      document.createTextNode(where ? `${words} (${where})` : words), i === 0 ? again('trouble') : null,
    ], { 'data-testid': 'error', class: 'error' })),
    ...text('notice'),
    ...text('nothing'),
    ...text('scenario'),
    part(of.text.find(([id]) => id === 'title')?.[1] ?? '', first
      ? [element('dl', [first]), ...text('shortfall'), ...text('reserve'), element('dl', others), ...text('made')]
      : [], 'answer'),
    ...of.advice.map(([title, words, given]) =>
      element('section', [element('h2', title), element('p', words)], { class: `advice ${given}`, 'data-testid': 'advice' })),
    table(
      tr('Plans'),
      tr('Plans side by side'),
      [tr('Plan'), tr('Money a month'), tr('Runs short in'), tr('Blocked a month'), tr('Lost a month'), tr('A finished piece')],
      of.plan.map(([id, ...fields]) => planRow(id, fields)),
    ),
    platformsPart(of.platforms[0], of.platform, again('platforms')),
    ...of.look.map((look) => lookPart(look, of)),
    table(
      tr('Months'),
      tr('What each month takes'),
      [tr('Month'), tr('Credits spent'), tr('In 8 of 10 futures'), tr('Money'), tr('Chance to run short'), tr('Credits lost'),
        tr('Requests blocked')],
      of.month.map(([name, ...fields]) => monthRow(fields, name)),
    ),
    part(tr('When credits run out'), of.runout.length > 0 ? [element('ul', of.runout.map(([words]) => element('li', words)))] : [], 'runout'),
    part(tr('What this rests on'), [
      of.figures.length > 0 && element('ul', of.figures.map(figureLine)),
      ...text('rests'),
    ].filter(Boolean), 'rests'),
  ].filter(Boolean);
}

// What is read out: not each frame of a drag but where it ends, and of the answer the sentences that are new.
const QUIET_MS = 1000;
const READ_OUT = ['credits', 'money', 'run-out'];
let told = null;
let waiting = 0;

function sentences(of) {
  const said = of.error.map(([words], i) => [`error ${i}`, words]);
  const title = of.text.find(([id]) => id === 'title')?.[1];
  for (const [id, , shown, words] of of.figure) {
    if (READ_OUT.includes(id)) said.push([id, [id === 'credits' ? title : '', shown, words].filter(Boolean).join(' ')]);
  }
  for (const [title] of of.advice) said.push(['advice', `${title}.`]);
  return new Map(said);
}

function tell(of) {
  const now = sentences(of);
  const fresh = [...now].filter(([id, words]) => told && told.get(id) !== words).map(([, words]) => words);
  told = now;
  if (fresh.length > 0) document.getElementById('told').textContent = fresh.join(' ');
}

/** Where the button of a look is gone that was pressed, the look's heading has the focus, from which the answer is read on. */
function show(of) {
  const pressed = answer.contains(document.activeElement) && document.activeElement.dataset.ask;
  patch(answer, element('div', sections(of), { id: 'answer' }));
  if (!pressed || answer.contains(document.activeElement)) return;
  answer.querySelector(`[data-testid="look ${pressed}"] h2`)?.focus();
}

/** Takes the program's lines; `asks` has a closer look computed, by its name. */
export function mirror(lines, asks) {
  ask = asks;
  const of = read(lines);
  const settled = of.state[0]?.[0] === 'settled';
  clearTimeout(waiting);
  // Until they rest, results are shown only where they stand alone.
  if (settled || document.documentElement.classList.contains('plain')) show(of);
  if (settled) waiting = setTimeout(() => tell(of), told ? QUIET_MS : 0);
  results.dataset.state = settled ? 'settled' : 'busy';
}

/** After a change of language everything reads differently; only what changes from then on is news. */
export function forgetTold() {
  told = null;
}
