// Runs every suite there is, two at a time, and closes with one line `N passed, N failed` over all of them.
//   node tests/run.mjs [PART OF A SUITE'S NAME ...]      runs only the suites so named
// A suite is a doctest program in build/ (table below), or a script tests/NAME/run.mjs, which prints `N passed, N failed` as its
// last line; tests/bench is none, `make bench` runs it. Full output goes to build/test-logs/; a failing suite shows the end of its
// own. Node's own modules only.
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const tests = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(tests);
const logs = path.join(root, 'build/test-logs');
const MINUTES = 60_000;

/** A doctest program; `sources` is the folder it is made of: where that is empty, there is no such suite yet. */
const doctest = (name, program, sources, more = {}) => ({
  name,
  wanted: has(path.join(tests, sources), '.cpp'),
  file: path.join(root, program),
  command: program.endsWith('.js') ? process.execPath : path.join(root, program),
  args: [...(program.endsWith('.js') ? [path.join(root, program)] : []), '--no-colors=true', '--duration=false'],
  count: countDoctest,
  ...more,
});

const suites = [
  doctest('unit g++ -O0', 'build/debug/tests/creditcast_unit_tests', 'unit'),
  doctest('unit g++ -O3', 'build/native/tests/creditcast_unit_tests', 'unit'),
  doctest('unit clang -O2', 'build/clang/tests/creditcast_unit_tests', 'unit'),
  doctest('unit sanitized', 'build/sanitize/tests/creditcast_unit_tests', 'unit'),
  doctest('unit WASM in Node', 'build/wasm/tests/creditcast_unit_tests.js', 'unit'),
  doctest('property g++ -O3', 'build/native/tests/creditcast_property_tests', 'property'),
  doctest('views g++ -O3', 'build/native/tests/web_views_tests', 'views'),
  doctest('views sanitized', 'build/sanitize/tests/web_views_tests', 'views'),
  ...readdirSync(tests, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'bench' && existsSync(path.join(tests, entry.name, 'run.mjs')))
    .map(({ name }) => ({
      name,
      wanted: true,
      file: path.join(tests, name, 'run.mjs'),
      command: process.execPath,
      args: [path.join(tests, name, 'run.mjs')],
      count: countScript,
      alone: name === 'browser', // a real browser is timed by what else the machine does
      limit: name === 'browser' ? 40 * MINUTES : undefined, // it draws every picture without a graphics card
    })),
];

function has(folder, ending) {
  return existsSync(folder) && readdirSync(folder).some((name) => name.endsWith(ending));
}

/** doctest's own summary, by test case. A crash prints none, which counts as nothing run. */
function countDoctest(output) {
  const line = [...output.matchAll(/^\[doctest\] test cases:\s*\d+ \|\s*(\d+) passed \|\s*(\d+) failed/gm)].pop();
  return line && { passed: Number(line[1]), failed: Number(line[2]) };
}

function countScript(output) {
  const line = /(?:^|\n)(\d+) passed, (\d+) failed\s*$/.exec(output);
  return line && { passed: Number(line[1]), failed: Number(line[2]) };
}

// Each suite leads a process group of its own, so that a late one ends with all that it started; so must an interrupted run.
const running = new Set();
const kill = (child) => {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has just ended.
  }
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    running.forEach(kill);
    process.exit(130);
  });
}

async function run(suite) {
  const started = Date.now();
  const result = { suite, passed: 0, failed: 0, trouble: '', output: '', seconds: 0 };
  if (!existsSync(suite.file)) {
    result.trouble = `${path.relative(root, suite.file)} is not built`;
  } else {
    const log = createWriteStream(path.join(logs, `${suite.name.replace(/[^\w.+-]+/g, '_')}.log`));
    const child = spawn(suite.command, suite.args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    running.add(child);
    const chunks = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        chunks.push(chunk);
        log.write(chunk);
      });
    }
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      kill(child);
    }, suite.limit ?? 15 * MINUTES);
    const [code, signal] = await new Promise((resolve) => {
      child.on('error', (error) => resolve([String(error), null]));
      child.on('close', (...ended) => resolve(ended));
    });
    clearTimeout(timer);
    running.delete(child);
    log.end();
    result.output = Buffer.concat(chunks).toString();
    const counted = suite.count(result.output);
    if (late) result.trouble = 'took too long';
    else if (signal) result.trouble = `ended by ${signal}`;
    else if (!counted) result.trouble = `gave no count (exit ${code})`;
    else if (counted.passed + counted.failed === 0) result.trouble = 'ran no test';
    else if (code !== 0 && counted.failed === 0) result.trouble = `exit ${code}, though nothing failed`;
    if (counted) Object.assign(result, counted);
  }
  // A suite that broke is one failure more than it counted itself.
  if (result.trouble) result.failed += 1;
  result.seconds = (Date.now() - started) / 1000;
  report(result);
  return result;
}

function report({ suite, passed, failed, trouble, output, seconds }) {
  const state = failed ? 'FAILED' : 'ok';
  console.log(`${state.padEnd(7)}${suite.name.padEnd(22)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(1).padStart(7)} s${trouble ? `  ${trouble}` : ''}`);
  if (failed && output) {
    const lines = output.trimEnd().split('\n');
    const names = [...new Set([...output.matchAll(/^TEST CASE: +(.*)$|^(?:not ok|FAILED?):? +(.*)$/gm)].map((match) => (match[1] ?? match[2]).trim()))];
    for (const name of names.slice(0, 40)) console.log(`       - ${name}`);
    console.log(lines.slice(-60).map((line) => `       | ${line}`).join('\n'));
  }
}

const asked = process.argv.slice(2);
const chosen = suites.filter((suite) => suite.wanted && (asked.length === 0 || asked.some((part) => suite.name.includes(part))));
rmSync(logs, { recursive: true, force: true });
mkdirSync(logs, { recursive: true });

const results = [];
const queue = chosen.filter((suite) => !suite.alone);
await Promise.all([0, 1].map(async () => {
  while (queue.length) results.push(await run(queue.shift()));
}));
for (const suite of chosen.filter((suite) => suite.alone)) results.push(await run(suite));

const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
const broken = results.filter((result) => result.failed);
if (broken.length) console.log(`\nfailed: ${broken.map((result) => result.suite.name).join(', ')} (full output in build/test-logs/)`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || passed === 0 ? 1 : 0);
