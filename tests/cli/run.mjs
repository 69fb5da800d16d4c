// The program as a user calls it: one case a file in cases/, its calls run by a shell, all that comes back compared.
//   node tests/cli/run.mjs [PART OF A CASE'S NAME ...]     UPDATE=1 writes what the program says now into the cases
//
// A case:
//   # why it is there; lines of remarks at the top
//   $ creditcast estimate $FILES/small.json | head -3       one or more lines, run together by bash with pipefail
//   exit 0                                                  of the last call
//   --- stdout
//   ...                                                     as it stands, up to the next line of this kind
//   --- stderr
//   ...
// A part that is not there is empty. The calls run in the top folder of the project, where `creditcast` is build/native's
// (CREDITCAST names another), $FILES is tests/cli/files, $TMP a fresh folder (what is said of it stands as $TMP).
// Node's own modules only.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const program = path.resolve(root, process.env.CREDITCAST ?? 'build/native/creditcast');
const update = process.env.UPDATE === '1';
const PARTS = ['stdout', 'stderr'];
const LIMIT = 120_000; // milliseconds a case may take

function read(file) {
  const test = { remarks: [], calls: [], exit: 0, stdout: '', stderr: '' };
  let part;
  for (const line of readFileSync(file, 'utf8').replace(/\n$/, '').split('\n')) {
    const title = /^--- (\w+)$/.exec(line)?.[1];
    if (PARTS.includes(title)) part = title;
    else if (part) test[part] += `${line}\n`;
    else if (line.startsWith('$ ')) test.calls.push(line.slice(2));
    else if (/^exit \d+$/.test(line)) test.exit = Number(line.slice(5));
    else if (line.startsWith('#') || line === '') test.remarks.push(line);
    else throw new Error(`${file}: what is "${line}"?`);
  }
  return test;
}

function write({ remarks, calls, exit, stdout, stderr }) {
  const parts = PARTS.map((name, i) => [name, [stdout, stderr][i]]).filter(([, text]) => text);
  return [...remarks, ...calls.map((call) => `$ ${call}`), `exit ${exit}`].join('\n') + '\n' + parts.map(([name, text]) => `--- ${name}\n${text}`).join('');
}

async function call(test) {
  const tmp = mkdtempSync(path.join(tmpdir(), 'creditcast-cli-'));
  const bin = path.join(tmp, '.bin');
  symlinkSync(path.dirname(program), bin);
  const { HOME, PATH } = process.env;
  const env = { HOME, PATH: `${bin}:${PATH}`, LC_ALL: 'C', TMP: tmp, FILES: 'tests/cli/files' };
  const child = spawn('/bin/bash', ['-o', 'pipefail', '-c', test.calls.join('\n')], { cwd: root, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), LIMIT);
  const chunks = { stdout: [], stderr: [] };
  for (const name of PARTS) child[name].on('data', (chunk) => chunks[name].push(chunk));
  const [code, signal] = await new Promise((resolve) => child.on('close', (...ended) => resolve(ended)));
  clearTimeout(timer);
  rmSync(tmp, { recursive: true, force: true });
  const got = { exit: signal ?? code };
  for (const name of PARTS) {
    got[name] = Buffer.concat(chunks[name]).toString().replaceAll(tmp, '$TMP');
    if (got[name] && !got[name].endsWith('\n')) got[name] += '\\ no line end\n';
  }
  return got;
}

/** The first line in which two texts part. */
function difference(wanted, got) {
  const [left, right] = [wanted.split('\n'), got.split('\n')];
  const at = left.findIndex((line, i) => line !== right[i]);
  const i = at < 0 ? left.length - 1 : at;
  return `line ${i + 1}\n    wanted: ${left[i]}\n    got:    ${right[i]}`;
}

if (!existsSync(program)) {
  console.log(`${path.relative(root, program)} is not built\n0 passed, 1 failed`);
  process.exit(1);
}
const asked = process.argv.slice(2);
const names = readdirSync(path.join(here, 'cases')).filter((name) => name.endsWith('.test')).sort();
const queue = names.filter((name) => asked.length === 0 || asked.some((part) => name.includes(part)));
let passed = 0;
let failed = 0;
async function work() {
  for (let name = queue.shift(); name; name = queue.shift()) {
    const file = path.join(here, 'cases', name);
    const test = read(file);
    const got = await call(test);
    const wrong = ['exit', ...PARTS].filter((part) => test[part] !== got[part]);
    if (wrong.length === 0) {
      passed += 1;
    } else if (update && typeof got.exit === 'number') {
      writeFileSync(file, write({ ...test, ...got }));
      console.log(`written ${name}: ${wrong.join(', ')}`);
      passed += 1;
    } else {
      failed += 1;
      console.log(`FAILED ${name}`);
      for (const part of wrong) console.log(`  ${part}: ${part === 'exit' ? `wanted ${test.exit}, got ${got.exit}` : difference(test[part], got[part])}`);
      if (!wrong.includes('stderr') && got.stderr) console.log(`  it said: ${got.stderr.slice(0, 500)}`);
    }
  }
}
await Promise.all([work(), work()]);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
