// One input, one answer: every shipped scenario through every verb that takes one, by three compilations of the program and by
// both builds of the module under Node and the module as JavaScript, compared to the byte. A result's text holds its digest, so the digests are equal with it.
//   node tests/digest/run.mjs [PART OF A SCENARIO'S NAME ...]
// Node's own modules only.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const from = (...parts) => path.join(root, ...parts);
const texts = (folder) => readdirSync(from(folder)).filter((name) => name.endsWith('.json')).sort()
  .map((name) => ({ name: `${folder}/${name}`, text: readFileSync(from(folder, name), 'utf8') }));

// ---------------------------------------------------------------------------------------------- who answers
const program = (name, file) => ({
  name,
  file: from(file),
  answer: (verb, scenario, options) => new Promise((resolve) => {
    const flags = Object.entries(options).flatMap(([key, value]) => [`--${key}`, String(value)]);
    const child = spawn(from(file), [verb, scenario.name, ...flags, '--format', 'json'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => resolve(String(error)));
    child.on('close', () => resolve(Buffer.concat(chunks).toString()));
  }),
});
const builds = [
  program('g++ -O3', 'build/native/creditcast'),
  program('g++ -O0', 'build/debug/creditcast'),
  program('clang -O2', 'build/clang/creditcast'),
  { name: 'WASM in Node', file: from('build/npm/creditcast.wasm') },
  { name: 'WASM with vectors', file: from('build/npm/creditcast-simd.wasm') },
  { name: 'JavaScript in place of WASM', file: from('build/site/plain/creditcast.mjs') },
];
const absent = builds.filter(({ file }) => !existsSync(file));
if (absent.length > 0) {
  for (const { name, file } of absent) console.log(`FAILED ${name}: ${path.relative(root, file)} is not built`);
  console.log(`0 passed, ${absent.length} failed`);
  process.exit(1);
}
const entry = pathToFileURL(from('build/npm/index.mjs')).href;
const catalogs = texts('public/catalogs');
const { createEstimator } = await import(entry);
for (const module of builds.slice(3, 5)) {
  const estimator = await createEstimator({ catalogs, wasmBinary: readFileSync(module.file) });
  module.answer = (verb, scenario, options) => estimator.raw(verb, { files: [scenario], options }).catch(String);
}
const plain = new Worker(new URL('plain.mjs', import.meta.url), { workerData: { program: pathToFileURL(builds[5].file).href, entry, catalogs } });
let before = Promise.resolve();
builds[5].answer = (verb, scenario, options) => {
  const answer = before.then(async () => {
    plain.postMessage({ verb, scenario, options });
    return (await once(plain, 'message'))[0];
  });
  before = answer;
  return answer;
};

// ---------------------------------------------------------------------------------------------- what is asked
const calls = [
  ['estimate', {}],
  ['simulate', { seed: 5 }],
  ['forecast', { paths: 100, seed: 2 }],
  ['forecast', { paths: 60, seed: 2, method: 'events' }],
  ['compare', { paths: 10 }],
];
const asked = process.argv.slice(2);
const scenarios = texts('public/scenarios').filter(({ name }) => asked.length === 0 || asked.some((part) => name.includes(part)));
const jobs = scenarios.flatMap((scenario) => calls.map(([verb, options]) => ({ scenario, verb, options })));

let passed = 0;
let failed = 0;
async function work() {
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    const { scenario, verb, options } = job;
    const answers = [];
    for (const { answer } of builds) answers.push(await answer(verb, scenario, options));
    const trouble = [];
    if (!/^\{\n  "schema": "creditcast\/\w+@1",\n/.test(answers[0]) || answers[0].includes('"ok": false')) trouble.push(`${builds[0].name} answers ${answers[0].slice(0, 300)}`);
    for (const [i, text] of answers.entries()) {
      if (text === answers[0]) continue;
      const [first, other] = [answers[0].split('\n'), text.split('\n')];
      // The digest at the top differs with everything below it; the first line that says what differs comes after it.
      const at = other.findIndex((line, n) => line !== first[n] && !/^  "(inputs_)?digest"/.test(line));
      trouble.push(`${builds[i].name}, line ${at + 1}: ${String(other[at]).trim().slice(0, 200)}\n    ${builds[0].name}: ${String(first[at]).trim().slice(0, 200)}`);
    }
    if (trouble.length === 0) {
      passed += 1;
    } else {
      failed += 1;
      console.log(`FAILED ${verb} ${scenario.name}`);
      for (const line of trouble) console.log(`  ${line}`);
    }
  }
}
await Promise.all([work(), work()]);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
