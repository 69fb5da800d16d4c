// Workload B1 timed: our engines beside what a user would write instead, and beside the floor (README.md says what they are).
//   node tests/bench/run.mjs [--short] [--only PART,PART] [--no-scaling]
// First every way must give the same year: means, deviations and run-out shares within four standard errors of each other, or nothing is
// timed. Then the ways are timed in turn, several times over, and medians count. Node's own modules only.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const out = path.join(root, 'build/bench');

// ---------------------------------------------------------------------------------------------- arguments
const args = process.argv.slice(2);
const usage = (what) => {
  console.error(`bench: ${what}\nusage: node tests/bench/run.mjs [--short] [--only PART,PART] [--no-scaling]`);
  process.exit(2);
};
let short = false;
let scaling = true;
let only = [];
for (let i = 0; i < args.length; i += 1) {
  if (args[i] === '--short') short = true;
  else if (args[i] === '--no-scaling') scaling = false;
  else if (args[i] === '--only' && args[i + 1]) only = args[(i += 1)].split(',');
  else usage(`there is no option ${args[i]}`);
}

/** What a run may cost; `--short` ends within a minute. */
const plan = short
  ? { repeats: 3, seconds: 0.15, check: { peer: 10_000, simpy: 250, fast: 20_000, events: 1_000 }, cell: 0.4, cells: 1 }
  : { repeats: 7, seconds: 1, check: { peer: 100_000, simpy: 2_000, fast: 200_000, events: 20_000 }, cell: 20, cells: 3 };

// ---------------------------------------------------------------------------------------------- B1
const B1 = { expectation: 189_760.01, deviation: 9_996.04 };
const files = { scenario: path.join(here, 'b1.json'), catalog: path.join(here, 'b1-catalog.json') };
const texts = { scenario: readFileSync(files.scenario, 'utf8'), catalog: readFileSync(files.catalog, 'utf8') };

const program = path.join(root, 'build/native/creditcast');
const python = process.env.PYTHON ?? (existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3');

const now = () => performance.now() / 1000;
const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

class NotAvailable extends Error {}

function run(command, commandArgs) {
  const begin = now();
  const done = spawnSync(command, commandArgs, { encoding: 'utf8', maxBuffer: 1 << 28 });
  const seconds = now() - begin;
  if (done.error) throw new NotAvailable(done.error.code === 'ENOENT' ? `${command} is missing` : done.error.message);
  return { ...done, seconds };
}

// ---------------------------------------------------------------------------------------------- the peers
/** A program that times itself and answers with one line of JSON. */
const peer = (id, label, command, file, more = {}) => ({
  id,
  label,
  check: plan.check.peer,
  ...more,
  ask(paths, seed) {
    if (!existsSync(path.join(root, file))) throw new NotAvailable(`${file} is not built`);
    const { status, signal, stdout, stderr, seconds } = run(command ?? path.join(root, file), [...(command ? [path.join(root, file)] : []), String(paths), String(seed)]);
    if (status !== 0) throw new NotAvailable(stderr.trim().split('\n').pop() || signal || `exit ${status}`);
    return { ...JSON.parse(stdout), wall: seconds };
  },
});

// ---------------------------------------------------------------------------------------------- our engines
/** The figures of a forecast that the peers have too. A request is paid or blocked, so what we call spend is theirs without the blocked. */
function figuresOf(result) {
  const { spend } = result.total;
  const exact = result.method === 'exact';
  const deviation = spend?.standard_deviation ?? (exact || !spend ? undefined : spend.standard_error * Math.sqrt(result.paths));
  return {
    exact,
    method: result.method,
    paths: result.paths,
    // An exact result need not have the year's total; months always add up to its mean.
    spent_mean: spend?.mean ?? result.months.reduce((sum, month) => sum + month.spend.mean, 0),
    spent_sd: deviation,
    run_out_share: result.run_out.probability,
  };
}

/** The answer of the program, and what the whole call took. */
function ask(verb, options, { scenario = files.scenario, catalog = files.catalog } = {}) {
  if (!existsSync(program)) throw new NotAvailable('build/native/creditcast is not built');
  const { status, signal, stdout, stderr, seconds } = run(program, [verb, scenario, '--catalog', catalog, '--format', 'json', ...options]);
  let answer;
  try {
    answer = JSON.parse(stdout || stderr); // errors go to the second
  } catch {
    throw new NotAvailable(stderr.trim().split('\n')[0] || signal || `exit ${status}`);
  }
  if (status !== 0 || answer.ok === false) throw new NotAvailable(answer.errors?.[0]?.what ?? `exit ${status}`);
  return { answer, seconds };
}

const forecastOptions = (method, paths, seed, threads) => [
  ...['--method', method, '--paths', String(paths), '--seed', String(seed)],
  ...['--threads', String(threads)],
];

/** The program. It does not time itself, so what a call of one path takes (of an estimate, where there are no paths) is taken off. */
const native = (method, threads) => ({
  id: `native-${method}-${threads}`,
  label: `creditcast, ${method}, native${threads > 1 ? `, ${threads} threads` : ''}`,
  ours: true,
  fixed: method === 'exact',
  check: method === 'events' ? plan.check.events : plan.check.fast,
  ask(paths, seed) {
    const start = method === 'exact' ? ask('estimate', []) : ask('forecast', forecastOptions(method, 1, seed, threads));
    const { answer, seconds } = ask('forecast', forecastOptions(method, paths, seed, threads));
    return { ...figuresOf(answer), seconds: Math.max(seconds - start.seconds, 0), start: start.seconds, wall: seconds };
  },
});

/** The module, in this very process; one instance for each catalog. */
const estimators = new Map();
async function inModule(catalog, call) {
  const file = path.join(root, 'build/npm/index.mjs');
  if (!existsSync(file)) throw new NotAvailable('build/npm is not built');
  const { createEstimator, CreditcastError } = await import(pathToFileURL(file));
  if (!estimators.has(catalog)) estimators.set(catalog, await createEstimator({ catalog }));
  try {
    const begin = now();
    const answer = await call(estimators.get(catalog));
    return { answer, seconds: now() - begin };
  } catch (error) {
    if (!(error instanceof CreditcastError)) throw error;
    throw new NotAvailable(error.message);
  }
}
const forecastInModule = (method, paths, seed, scenario = texts.scenario, catalog = texts.catalog) =>
  inModule(catalog, (estimator) => estimator.forecast(scenario, { method, paths, seed }));
const estimateInModule = (scenario = texts.scenario, catalog = texts.catalog) => inModule(catalog, (estimator) => estimator.estimate(scenario));
const wasm = (method) => ({
  id: `wasm-${method}`,
  label: `creditcast, ${method}, WASM`,
  ours: true,
  fixed: method === 'exact',
  check: method === 'events' ? plan.check.events : plan.check.fast,
  async ask(paths, seed) {
    const start = method === 'exact' ? await estimateInModule() : await forecastInModule(method, 1, seed);
    const { answer, seconds } = await forecastInModule(method, paths, seed);
    return { ...figuresOf(answer), seconds: Math.max(seconds - start.seconds, 0), start: start.seconds, wall: seconds };
  },
});

const node = process.execPath;
const ways = [
  peer('floor', 'floor: a number, an entry, three balances', null, 'build/native/tests/bench/creditcast_bench_floor', { check: plan.check.fast }),
  peer('floor-wasm', 'the floor through WASM', node, 'build/wasm/tests/bench/creditcast_bench_floor.js', { check: plan.check.fast }),
  native('sample', 1),
  native('sample', 2),
  wasm('sample'),
  native('events', 1),
  native('events', 2),
  wasm('events'),
  native('exact', 1),
  wasm('exact'),
  peer('cpp', 'C++ event loop', null, 'build/native/tests/bench/creditcast_bench_event_loop'),
  peer('cpp-wasm', 'C++ event loop through WASM', node, 'build/wasm/tests/bench/creditcast_bench_event_loop.js'),
  peer('js', 'JavaScript event loop', node, 'tests/bench/event_loop.mjs'),
  peer('numpy', 'NumPy, vectorised over paths', python, 'tests/bench/numpy_vectorised.py'),
  peer('simpy', 'SimPy process model', python, 'tests/bench/simpy_model.py', { check: plan.check.simpy }),
]
  // Each with random numbers of its own.
  .map((way, i) => ({ ...way, seed: i + 1 }))
  .filter(({ id }) => only.length === 0 || only.some((part) => id.includes(part)));

// ---------------------------------------------------------------------------------------------- tables
function table(head, rows, left = 1) {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) => row.map((cell, column) => (column < left ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ').trimEnd();
  console.log([line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n'));
}
const digits = (value, count) => (value === undefined ? '-' : value.toLocaleString('en-US', { minimumFractionDigits: count, maximumFractionDigits: count }));
const micros = (seconds) => (seconds === undefined ? '-' : digits(seconds * 1e6, seconds < 1e-5 ? 2 : seconds < 1e-3 ? 1 : 0));
const ratio = (value) => (value === undefined || !Number.isFinite(value) ? '-' : digits(value, value < 10 ? 2 : value < 100 ? 1 : 0));

const csv = (name, head, rows) => {
  mkdirSync(out, { recursive: true });
  const quote = (cell) => (/[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell ?? ''));
  writeFileSync(path.join(out, name), [head, ...rows].map((row) => `${row.map(quote).join(',')}\n`).join(''));
};

// ---------------------------------------------------------------------------------------------- do they agree?
const FOUR = 4;
/** The figures that two ways may share, and the standard error of each. */
const shared = [
  ['mean of a year\'s demand', 'mean', ({ sd, paths }) => sd / Math.sqrt(paths)],
  ['deviation of a year\'s demand', 'sd', ({ sd, paths }) => sd / Math.sqrt(2 * paths)],
  ['mean of a year\'s spend', 'spent_mean', ({ spent_sd: sd = B1.deviation, paths }) => sd / Math.sqrt(paths)],
  ['deviation of a year\'s spend', 'spent_sd', ({ spent_sd: sd, paths }) => sd / Math.sqrt(2 * paths)],
  // One run more of either kind, so that a share of 0 has an error too.
  ['share of years that run out', 'run_out_share', ({ run_out_share: share, paths }) => {
    const p = (share * paths + 1) / (paths + 2);
    return Math.sqrt((p * (1 - p)) / paths);
  }],
];

function disagreements(answers) {
  const found = [];
  let compared = 0;
  const compare = (what, a, b, far, error) => {
    compared += 1;
    // What is exact on both sides may still differ in its last printed digit.
    if (!(Math.abs(far) <= FOUR * error + 1e-6 * Math.max(1, Math.abs(a[1])))) {
      found.push(`${what}: ${a[0]} ${digits(a[1], 4)}, ${b[0]} ${digits(b[1], 4)}, ${digits(Math.abs(far) / error, 1)} standard errors apart`);
    }
  };
  for (const [what, key, error] of shared) {
    const have = answers.filter(({ figures }) => Number.isFinite(figures[key]));
    const errorOf = (figures) => (figures.exact ? 0 : error(figures));
    for (const [i, a] of have.entries()) {
      if (key === 'mean') compare(what, [a.way.label, a.figures.mean], ['by arithmetic', B1.expectation], a.figures.mean - B1.expectation, errorOf(a.figures));
      if (key === 'sd') compare(what, [a.way.label, a.figures.sd], ['by arithmetic', B1.deviation], a.figures.sd - B1.deviation, errorOf(a.figures));
      for (const b of have.slice(i + 1)) {
        compare(what, [a.way.label, a.figures[key]], [b.way.label, b.figures[key]], a.figures[key] - b.figures[key], Math.hypot(errorOf(a.figures), errorOf(b.figures)));
      }
    }
  }
  return { found, compared };
}

console.log('Workload B1, a studio year (tests/bench/b1.json)\n');
const [load] = loadavg();
if (load > 0.5 * cpus().length) console.log(`This machine is busy (load ${digits(load, 1)} on ${cpus().length} processors): take no ratio of this run for the real one.\n`);
const answers = [];
const missing = new Map();
for (const way of ways) {
  try {
    const figures = await way.ask(way.check, way.seed);
    const each = figures.seconds / way.check;
    answers.push({ way, figures, each });
  } catch (error) {
    if (!(error instanceof NotAvailable)) throw error;
    missing.set(way.id, error.message);
  }
}
let expectation;
try {
  expectation = ask('estimate', []).answer;
} catch (error) {
  if (!(error instanceof NotAvailable)) throw error;
}

table(
  ['way', 'path-years', 'demand', 'deviation', 'spend', 'deviation', 'run out'],
  ways.map((way) => {
    const figures = answers.find((answer) => answer.way === way)?.figures;
    if (!figures) return [way.label, `not available: ${missing.get(way.id)}`, '', '', '', '', ''];
    return [
      way.label,
      figures.exact ? 'exact' : digits(figures.paths, 0),
      digits(figures.mean, 0), digits(figures.sd, 0), digits(figures.spent_mean, 0), digits(figures.spent_sd, 0),
      `${digits(100 * figures.run_out_share, 2)} %`,
    ];
  }).map((row) => (row[1].startsWith('not') ? row.map((cell, i) => (i === 1 ? '-' : cell)) : row)),
);
for (const way of ways.filter(({ id }) => missing.has(id))) console.log(`not available: ${way.label}: ${missing.get(way.id)}`);

const { found, compared } = disagreements(answers);
const estimated = expectation && 12 * expectation.credits_per_month;
if (estimated && !(Math.abs(estimated - B1.expectation) < 0.01)) found.push(`the estimate of a year is ${digits(estimated, 4)}, not ${digits(B1.expectation, 2)}`);
if (found.length || answers.length === 0) {
  console.error(`\nThey do not agree, so nothing is timed:\n${found.map((line) => `- ${line}`).join('\n')}`);
  process.exit(1);
}
console.log(`All ${compared} comparisons are within ${FOUR} standard errors.\n`);

// ---------------------------------------------------------------------------------------------- how long do they take?
const timings = new Map(answers.map(({ way, each }) => [
  way,
  { paths: way.fixed ? way.check : Math.max(100, Math.min(5_000_000, Math.round(plan.seconds / Math.max(each, 1e-8)))), seconds: [], starts: [] },
]));
for (let repeat = 0; repeat < plan.repeats; repeat += 1) {
  for (const [way, timing] of timings) {
    const { seconds, start } = await way.ask(timing.paths, way.seed + 100 * (repeat + 1));
    timing.seconds.push(seconds);
    if (start !== undefined) timing.starts.push(start);
  }
}

const result = (id) => {
  const [, timing] = [...timings].find(([way]) => way.id === id) ?? [];
  return timing && median(timing.seconds) / timing.paths;
};
const floor = result('floor');
const floorWasm = result('floor-wasm');
const rows = [...timings].filter(([way]) => !way.fixed);
table(
  ['way', 'path-years', 'µs each', 'from', 'to', 'x floor', 'start, ms'],
  rows.map(([way, { paths, seconds, starts }]) => [
    way.label,
    digits(paths, 0),
    micros(median(seconds) / paths), micros(Math.min(...seconds) / paths), micros(Math.max(...seconds) / paths),
    ratio(median(seconds) / paths / floor),
    starts.length ? digits(median(starts) * 1e3, 1) : '',
  ]),
);
console.log(`Medians of ${plan.repeats} runs in turn. Of ours the start (the same call with one path) is taken off and stands beside.\n`);

const exact = [...timings].filter(([way]) => way.fixed);
if (exact.length) {
  const sampled = { 'native-exact-1': result('native-sample-1'), 'wasm-exact': result('wasm-sample') };
  table(
    ['way', 'ms', 'as many sampled path-years'],
    exact.map(([way, { seconds }]) => [way.label, digits(median(seconds) * 1e3, 2), sampled[way.id] ? digits(median(seconds) / sampled[way.id], 0) : '-']),
  );
  console.log('The whole answer; the start (an estimate of the same scenario) is taken off.\n');
}

// Ours to each peer: how many times as long the peer takes.
const ours = rows.filter(([way]) => way.ours);
const peers = ['js', 'numpy', 'simpy', 'cpp', 'cpp-wasm'].filter((id) => result(id) !== undefined);
if (ours.length && peers.length) {
  table(
    ['the peer takes so many times as long as', ...peers],
    ours.map(([way]) => [way.label, ...peers.map((id) => ratio(result(id) / result(way.id)))]),
  );
  const wasmRatio = result('wasm-sample') / result('native-sample-1');
  if (Number.isFinite(wasmRatio)) console.log(`sample: WASM takes ${ratio(wasmRatio)} x native${floorWasm ? `; the floor ${ratio(floorWasm / floor)} x` : ''}`);
  console.log('');
}

csv(
  'b1.csv',
  ['way', 'label', 'repeat', 'path_years', 'seconds', 'microseconds_per_path_year', 'start_seconds', 'times_floor_of_medians'],
  [...timings].flatMap(([way, { paths, seconds, starts }]) =>
    seconds.map((one, i) => [way.id, way.label, i + 1, way.fixed ? '' : paths, one.toFixed(6), way.fixed ? '' : ((one / paths) * 1e6).toFixed(6), starts[i]?.toFixed(6) ?? '', way.fixed || !floor ? '' : (median(seconds) / paths / floor).toFixed(4)]),
  ),
);

// ---------------------------------------------------------------------------------------------- what does the cost grow with?
/** B1 with something else; its pack grows with its months, so that it runs dry no sooner. */
function variant({ months = 12, streams = 1, plans = 1 }) {
  const scenario = JSON.parse(texts.scenario);
  const catalog = JSON.parse(texts.catalog);
  scenario.months = months;
  const [stream] = scenario.streams;
  scenario.streams = Array.from({ length: streams }, (_, i) => ({ ...stream, id: `projects-${i + 1}`, rate: { ...stream.rate, poisson: stream.rate.poisson / streams } }));
  const own = catalog.plans[scenario.plan];
  const of = (monthly) => {
    const copy = structuredClone(own);
    copy.grants.monthly.value = monthly;
    copy.grants.bought.value = Math.round((copy.grants.bought.value * months) / 12);
    return copy;
  };
  catalog.plans = { [scenario.plan]: of(15_000) };
  // The eight of the catalog first, then those between them.
  for (let i = 0, grants = [...Array(32).keys()].map((k) => 12_000 + 1_000 * (k % 8) + 250 * (k >> 3)).filter((grant) => grant !== 15_000); i + 1 < plans; i += 1) {
    catalog.plans[`monthly-${grants[i]}`] = { ...of(grants[i]), name: `${grants[i]} a month (benchmark)` };
  }
  const name = path.join(out, `b1-${months}-months-${streams}-streams-${plans}-plans`);
  mkdirSync(out, { recursive: true });
  const made = { scenario: `${name}.json`, catalog: `${name}-catalog.json` };
  writeFileSync(made.scenario, JSON.stringify(scenario));
  writeFileSync(made.catalog, JSON.stringify(catalog));
  return made;
}

const textOf = (made) => [readFileSync(made.scenario, 'utf8'), readFileSync(made.catalog, 'utf8')];

const compare = (paths, made) => ask('compare', ['--paths', String(paths), '--seed', '1', '--threads', '1'], made);
const compareInModule = (paths, made) => {
  const [scenario, catalog] = textOf(made);
  return inModule(catalog, (estimator) => estimator.compare(scenario, { paths, seed: 1 }));
};
const engines = [
  { id: 'native-exact-1', label: 'exact', exact: true, forecast: (paths, made) => ask('forecast', forecastOptions('exact', paths, 1, 1), made), estimate: (made) => ask('estimate', [], made) },
  { id: 'native-sample-1', label: 'sample', forecast: (paths, made) => ask('forecast', forecastOptions('sample', paths, 1, 1), made), compare },
  { id: 'wasm-exact', label: 'exact, WASM', exact: true, forecast: (paths, made) => forecastInModule('exact', paths, 1, ...textOf(made)), estimate: (made) => estimateInModule(...textOf(made)) },
  { id: 'wasm-sample', label: 'sample, WASM', forecast: (paths, made) => forecastInModule('sample', paths, 1, ...textOf(made)), compare: compareInModule },
].filter(({ id }) => answers.some(({ way }) => way.id === id));

/** Seconds without the start; or why there are none. */
async function cell(call, start, predicted) {
  if (predicted > plan.cell) return { why: 'too long' };
  try {
    const times = [];
    const starts = [];
    for (let i = 0; i < plan.cells; i += 1) {
      starts.push((await start()).seconds);
      times.push((await call()).seconds);
    }
    return { seconds: Math.max(median(times) - median(starts), 0), start: median(starts) };
  } catch (error) {
    if (!(error instanceof NotAvailable)) throw error;
    return { why: 'not available' };
  }
}

if (scaling && engines.length) {
  // As many paths as take a moment, and a power of ten.
  const moment = short ? 0.1 : 0.5;
  const sampled = result('native-sample-1') ?? result('wasm-sample') ?? 1e-6;
  const most = 10 ** Math.max(2, Math.min(5, Math.floor(Math.log10(moment / sampled))));
  const sweeps = [
    { of: 'paths', values: [1e3, 1e4, 1e5, 1e6, 1e7], paths: (value) => value, made: () => files },
    { of: 'plans', values: [1, 2, 4, 8, 16, 32], made: (plans) => variant({ plans }), compares: true },
    { of: 'months', values: [1, 3, 6, 12, 24, 60], made: (months) => variant({ months }) },
    { of: 'streams', values: [1, 2, 4, 8], made: (streams) => variant({ streams }) },
  ];
  const lines = [];
  const cells = [];
  const net = new Map();
  for (const { of, values, made, compares = false, paths: pathsOf = () => most } of sweeps) {
    const last = new Map();
    for (const value of values) {
      const row = [of, digits(value, 0)];
      const input = made(value);
      const paths = pathsOf(value);
      for (const engine of engines) {
        const call = compares ? engine.compare : engine.forecast;
        if (!call || (of === 'paths' && engine.exact)) {
          row.push('');
          continue;
        }
        const before = last.get(engine);
        const start = () => (engine.exact ? engine.estimate(input) : call(1, input));
        const { seconds, start: started, why } = await cell(() => call(paths, input), start, before ? before.seconds * (value / before.value) : 0);
        last.set(engine, { value, seconds: seconds ?? Infinity });
        net.set(`${of} ${value} ${engine.id}`, seconds);
        row.push(seconds === undefined ? why : digits(seconds * 1e3, 1));
        cells.push([of, value, engine.id, engine.exact ? '' : paths, seconds?.toFixed(6) ?? '', started?.toFixed(6) ?? '']);
      }
      lines.push(row);
    }
  }
  table(['cost against', '', ...engines.map(({ label }) => `${label}, ms`)], lines);
  console.log(`One thread, without the start. Plans: a comparison. Plans, months and streams: ${digits(most, 0)} paths; streams share the projects of\nB1, and a longer year has a larger pack. "too long": over ${plan.cell} s, judged by the value before.`);
  for (const engine of engines.filter((one) => one.compare)) {
    const times = net.get(`plans 8 ${engine.id}`) / net.get(`plans 1 ${engine.id}`);
    if (Number.isFinite(times)) console.log(`Eight plans cost ${ratio(times)} x one plan (${engine.label}).`);
  }
  csv('scaling.csv', ['against', 'value', 'way', 'paths', 'seconds', 'start_seconds'], cells);
}
console.log(`\nWritten: ${path.relative(process.cwd(), out) || out}/b1.csv${scaling && engines.length ? ', scaling.csv' : ''}`);
