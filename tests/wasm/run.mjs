// The package as it would be published, build/npm, against the program: equal bytes, types that say what comes back, and that it
// loads wherever it is said to load. Node's own modules, TypeScript and the browser.
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { launch } from '../browser/browser.mjs';
import { serve } from '../support/serve.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const npm = path.join(root, 'build/npm');
const program = path.join(root, 'build/native/creditcast');
const scratch = mkdtempSync(path.join(tmpdir(), 'creditcast-wasm-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const read = (file) => readFileSync(path.join(root, file), 'utf8');
const list = (folder) => readdirSync(path.join(root, folder)).filter((name) => name.endsWith('.json')).sort();

let passed = 0;
let failed = 0;
async function test(name, body) {
  try {
    await body();
    passed += 1;
  } catch (error) {
    failed += 1;
    console.log(`not ok ${name}\n${String(error.stack ?? error).split('\n').slice(0, 12).join('\n')}`);
  }
}

/** The program's answer, in a folder of its own so that files have the names given; errors are an answer too. */
async function byProgram(verb, args, cwd = root) {
  const run = promisify(execFile)(program, [verb, ...args, '--format', 'json'], { cwd, maxBuffer: 1 << 28 });
  const { stdout, stderr } = await run.catch((error) => {
    if (error.code !== 1) throw error;
    return error;
  });
  return stdout || stderr;
}

/** As assert.equal, of texts too long to be shown. */
function sameText(mine, theirs) {
  if (mine === theirs) return;
  let at = 0;
  while (mine[at] === theirs[at]) at += 1;
  const line = mine.slice(0, at).split('\n').length;
  assert.fail(`texts differ in line ${line}:\n${mine.slice(Math.max(0, at - 60), at + 60)}\n---\n${theirs.slice(Math.max(0, at - 60), at + 60)}`);
}

// Every instance made from here on, so that memory can be looked at from outside, and calls be made to fail as a defect would.
const memories = [];
let trap = false;
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (module, imports) => {
  const { exports } = await instantiate(module, imports);
  memories.push(Object.values(exports).find((thing) => thing instanceof WebAssembly.Memory));
  const trapping = (run) => (...args) => {
    if (trap) throw new WebAssembly.RuntimeError('unreachable');
    return run(...args);
  };
  return { exports: Object.fromEntries(Object.entries(exports).map(([name, thing]) => [name, typeof thing === 'function' ? trapping(thing) : thing])) };
};

const creditcast = await import(pathToFileURL(path.join(npm, 'index.mjs')).href);
const { createEstimator, CreditcastError } = creditcast;

const scenarios = list('public/scenarios').map((name) => ({ name, text: read(`public/scenarios/${name}`) }));
const texts = list('public/catalogs').map((name) => read(`public/catalogs/${name}`));
// As the program names the ones it brings along.
const catalogs = list('public/catalogs').map((name, i) => ({ name: `${name} (built in)`, text: texts[i] }));
const estimator = await createEstimator({ catalogs });
const example = scenarios.find(({ name }) => name === 'imagineart-agency-example.json');
// Work that takes its time: the example itself is computed exactly, in one step.
const lookbook = scenarios.find(({ name }) => name === 'imagineart-lookbook.json');

// ---------------------------------------------------------------------------------------------- the same bytes

const CALLS = [
  ['estimate', {}],
  ['simulate', { seed: 7 }],
  ['forecast', { paths: 200 }],
  ['compare', { paths: 20 }],
];
const results = [];
for (const file of scenarios) {
  for (const [verb, options] of CALLS) {
    await test(`${verb} of ${file.name}: the program's bytes`, async () => {
      const args = [file.name, ...Object.entries(options).flatMap(([key, value]) => [`--${key}`, String(value)])];
      const mine = await estimator.raw(verb, { files: [file], options });
      results.push([verb, mine]);
      sameText(mine, await byProgram(verb, args, path.join(root, 'public/scenarios')));
      assert.equal(JSON.parse(mine).schema, `creditcast/${verb}@1`);
    });
  }
}

await test('compare over all platforms: the program\'s bytes', async () => {
  const file = scenarios.find(({ name }) => name === 'imagineart-lookbook.json');
  const mine = await estimator.raw('compare', { files: [file], options: { platforms: 'all', paths: 20 } });
  results.push(['compare', mine]);
  sameText(mine, await byProgram('compare', [file.name, '--platforms', 'all', '--paths', '20'], path.join(root, 'public/scenarios')));
});

await test('trace: the program\'s bytes', async () => {
  const trace = path.join(scratch, 'trace.ndjson');
  await byProgram('simulate', [example.name, '--seed', '7', '--trace', trace], path.join(root, 'public/scenarios'));
  const mine = await estimator.raw('trace', { files: [example], options: { seed: 7 } });
  sameText(mine, readFileSync(trace, 'utf8'));
  const entries = await estimator.trace(example, { seed: 7 });
  assert.equal(entries.length, mine.trimEnd().split('\n').length);
  results.push(['trace', JSON.stringify(entries.slice(0, 200))]);
});

await test('platforms, all and each: the program\'s bytes', async () => {
  for (const id of [undefined, ...texts.map((text) => JSON.parse(text).id)]) {
    const mine = await estimator.raw('platforms', { options: id ? { id } : {} });
    results.push(['platforms', mine]);
    sameText(mine, await byProgram('platforms', id ? [id] : []));
  }
});

await test('ledger: the program\'s bytes', async () => {
  const examples = JSON.parse(read('tests/ledger/examples.json'));
  assert.ok(examples.length > 0);
  for (const [i, { file }] of examples.entries()) {
    const one = { name: `ledger-${i}.json`, text: JSON.stringify(file) };
    writeFileSync(path.join(scratch, one.name), one.text);
    const mine = await estimator.raw('ledger', { files: [one] });
    results.push(['ledger', mine]);
    sameText(mine, await byProgram('ledger', [one.name], scratch));
  }
});

await test('calibrate: the program\'s bytes, on a platform and in place of a scenario', async () => {
  const usage = { name: 'studio.csv', text: read('tests/cli/usage/studio.csv') };
  const file = path.join(root, 'tests/cli/usage/studio.csv');
  const shipped = path.join(root, 'public/scenarios', example.name);
  const onPlatform = await estimator.raw('calibrate', { files: [usage], options: { platform: 'imagineart' } });
  sameText(onPlatform, await byProgram('calibrate', [file, '--platform', 'imagineart']));
  const onScenario = await estimator.raw('calibrate', { files: [usage, example] });
  sameText(onScenario, await byProgram('calibrate', [file, '--scenario', shipped]));
  results.push(['calibrate', onPlatform], ['calibrate', onScenario]);
  assert.deepEqual(await estimator.calibrate(usage.text, { platform: 'imagineart' }), JSON.parse(onPlatform));
  assert.deepEqual(await estimator.calibrate(usage, { scenario: example }), JSON.parse(onScenario));
  const { scenario } = await estimator.calibrate(usage, { platform: 'imagineart', columns: { user: null } });
  assert.deepEqual(scenario.owners ?? [], []);
  assert.ok((await estimator.estimate(scenario)).credits_per_month > 0);
});

await test('replay: the program\'s bytes, of its own result and of the program\'s', async () => {
  for (const [verb, options] of CALLS) {
    const text = await estimator.raw(verb, { files: [example], options });
    const file = { name: `${verb}-result.json`, text };
    writeFileSync(path.join(scratch, file.name), text);
    const mine = await estimator.raw('replay', { files: [file] });
    results.push(['replay', mine]);
    sameText(mine, await byProgram('replay', [file.name], scratch));
    assert.equal((await estimator.replay(JSON.parse(text))).same, true);
  }
});

await test('check of all that is shipped: the program\'s bytes', async () => {
  const mine = await estimator.raw('check', { files: scenarios });
  results.push(['check', mine]);
  sameText(mine, await byProgram('check', scenarios.map(({ name }) => name), path.join(root, 'public/scenarios')));
});

const bad = path.join(root, 'tests/bad');
const broken = list('tests/bad').map((name) => ({ name, text: new Uint8Array(readFileSync(path.join(bad, name))) }));
for (const file of broken) {
  await test(`check of ${file.name}: the program's bytes`, async () => {
    sameText(await estimator.raw('check', { files: [file] }), await byProgram('check', [file.name], bad));
  });
}

await test('errors of the call: the program\'s bytes', async () => {
  const options = { plan: 'ultimat', habit: 'none' };
  const mine = await estimator.raw('estimate', { files: [example], options });
  const theirs = await byProgram('estimate', [example.name, '--plan', 'ultimat', '--habit', 'none'], path.join(root, 'public/scenarios'));
  assert.deepEqual(JSON.parse(mine).errors.map(({ what }) => what), JSON.parse(theirs).errors.map(({ what }) => what));
});

// ---------------------------------------------------------------------------------------------- methods

await test('methods give what raw gives, from objects as from text', async () => {
  const object = JSON.parse(example.text);
  for (const [verb, options] of CALLS) {
    const expected = JSON.parse(await estimator.raw(verb, { files: [example], options }));
    for (const input of [example, example.text, object, new TextEncoder().encode(example.text)]) {
      assert.deepEqual(await estimator[verb](input, options), expected);
    }
  }
  assert.equal((await estimator.estimate(object)).credits_per_month, 62040);
});

await test('check answers what is right and what is wrong, with places', async () => {
  assert.equal((await estimator.check(example, texts[0])).ok, true);
  const answer = await estimator.check('{"schema": "creditcast/scenario@1",\n "id": "x", "plam": 1}');
  assert.equal(answer.ok, false);
  const { line, column, allowed } = answer.errors.find(({ code }) => code === 'unknown_key');
  assert.deepEqual([line, column], [2, 13]);
  assert.match(allowed, /plan/);
});

await test('asked for words, errors tell how they are put together', async () => {
  const telling = await createEstimator({ catalogs: texts, words: true });
  const filled = (words) => (typeof words === 'string' ? words : words[0].replace(/\{(\d)\}/g, (_, at) => filled(words[Number(at) + 1])));
  const wrong = { ...JSON.parse(example.text), months: 0, term: 'moth', plam: 1 };
  for (const verb of ['estimate', 'forecast', 'compare']) {
    const { errors } = await telling[verb](wrong).then(() => null, (reason) => reason);
    for (const { what, allowed, words } of errors) assert.deepEqual(words.map(filled), [what, allowed]);
    assert.ok(errors.some(({ words: [what] }) => Array.isArray(what) && what.length > 1), verb);
    const plain = await estimator[verb](wrong).then(() => null, (reason) => reason);
    assert.deepEqual(errors.map(({ words, ...rest }) => rest), plain.errors);
  }
  telling.dispose();
});

await test('a wrong input is a typed error with all that is wrong', async () => {
  const wrong = { ...JSON.parse(example.text), months: 0, term: 'moth' };
  for (const verb of ['estimate', 'simulate', 'trace', 'forecast', 'compare']) {
    const error = await estimator[verb](wrong).then(() => null, (reason) => reason);
    assert.ok(error instanceof CreditcastError && error instanceof Error, verb);
    assert.equal(error.name, 'CreditcastError');
    assert.ok(error.errors.length >= 2, verb);
    assert.ok(error.errors.every(({ code, pointer }) => code && typeof pointer === 'string'));
    assert.match(error.message, /\/(months|term): .*\(and \d+ more\)/);
  }
  await assert.rejects(estimator.ledger({}), CreditcastError);
  await assert.rejects(estimator.replay({}), CreditcastError);
  await assert.rejects(estimator.platforms({ id: 'imaginart' }), /did you mean/);
  await assert.rejects(estimator.forecast(example, { paths: 0 }), CreditcastError);
  await assert.rejects(estimator.forecast(example, { path: 3 }), CreditcastError);
});

await test('what is no input at all is a TypeError', async () => {
  for (const input of [undefined, null, 7, true]) await assert.rejects(estimator.estimate(input), TypeError);
  await assert.rejects(estimator.raw('habit'), TypeError);
});

await test('a wrong catalog is refused at once', async () => {
  await assert.rejects(createEstimator({ catalog: '{' }), CreditcastError);
  await assert.rejects(createEstimator({ catalog: { ...JSON.parse(texts[0]), currency: 7 } }), CreditcastError);
  await assert.rejects(createEstimator({ catalog: example }), CreditcastError);
});

await test('texts that are no Unicode do not derail what follows', async () => {
  const text = example.text.replace(/"name": "[^"]*"/, '"name": "a\ud800b"');
  assert.notEqual(text, example.text);
  assert.ok((await estimator.estimate(text)).credits_per_month > 0);
  assert.equal((await estimator.check({ ...JSON.parse(example.text), name: 'a\ud800b' })).ok, false);
});

await test('forecast tells its progress and lets the event loop go on', async () => {
  let turns = 0;
  const timer = setInterval(() => { turns += 1; }, 1);
  const seen = [];
  const result = await estimator.forecast(lookbook, { paths: 3000, seed: 3, method: 'events', onProgress: (progress) => seen.push(progress) });
  clearInterval(timer);
  assert.ok(seen.length > 3 && turns > 0, `${seen.length} steps, ${turns} turns`);
  assert.ok(seen.every(({ done, paths }, i) => paths === 3000 && done > (seen[i - 1]?.done ?? 0)));
  assert.equal(seen.at(-1).done, 3000);
  assert.deepEqual(result, JSON.parse(await estimator.raw('forecast', { files: [lookbook], options: { paths: 3000, seed: 3, method: 'events' } })));
});

await test('forecast ends by its signal, before, while it runs, and by an exception of the caller', async () => {
  const late = new AbortController();
  const started = performance.now();
  await assert.rejects(
    estimator.forecast(lookbook, { paths: 1_000_000, method: 'events', signal: late.signal, onProgress: () => late.abort() }),
    { name: 'AbortError' },
  );
  assert.ok(performance.now() - started < 5000);
  await assert.rejects(estimator.forecast(example, { signal: AbortSignal.abort(new RangeError('no more')) }), RangeError);
  await assert.rejects(estimator.forecast(example, { onProgress() { throw new SyntaxError('mine'); } }), SyntaxError);
  assert.equal((await estimator.forecast(lookbook, { paths: 10 })).paths, 10);
});

await test('two estimators side by side, and forecasts of one interleaved', async () => {
  const other = await createEstimator({ catalog: texts[list('public/catalogs').indexOf('imagineart.json')] });
  const options = [1, 2, 3, 4].map((seed) => ({ seed, paths: 300 }));
  const digests = await Promise.all(options.map(async (one, i) => (await (i % 2 ? other : estimator).forecast(example, one)).digest));
  assert.equal(new Set(digests).size, 4);
  for (const [i, one] of options.entries()) {
    assert.equal(JSON.parse(await estimator.raw('forecast', { files: [example], options: one })).digest, digests[i]);
  }
  await assert.rejects(other.estimate(scenarios.find(({ name }) => name.startsWith('fittins'))), CreditcastError);
  other.dispose();
  await assert.rejects(other.estimate(example), /disposed/);
  assert.ok(await estimator.estimate(example));
});

await test('dispose ends a forecast that runs', async () => {
  const other = await createEstimator({ catalogs: texts });
  const running = other.forecast(lookbook, { paths: 1_000_000, method: 'events', onProgress: () => other.dispose() });
  await assert.rejects(running, /disposed/);
});

await test('after a trap the estimator goes on with a new instance; what ran on the old one ends', async () => {
  const other = await createEstimator({ catalogs: texts });
  const before = memories.length;
  const running = other.forecast(lookbook, { paths: 1_000_000, method: 'events' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  trap = true;
  await assert.rejects(other.estimate(example), /creditcast: the module failed: unreachable/);
  trap = false;
  await assert.rejects(running, /failed/);
  assert.equal((await other.estimate(example)).credits_per_month, 62040);
  assert.equal(memories.length, before + 1);
  other.dispose();
});

await test('memory does not grow with use', async () => {
  const before = memories.length;
  const other = await createEstimator({ catalogs: texts });
  assert.equal(memories.length, before + 1);
  const size = () => memories.at(-1).buffer.byteLength;
  const use = async (times) => {
    for (let i = 0; i < times; i += 1) await other.estimate(example);
    for (let i = 0; i < times / 20; i += 1) {
      await other.check(broken[i % broken.length]);
      await assert.rejects(other.forecast(example, { paths: 500, onProgress() { throw new Error('enough'); } }));
      await other.forecast(example, { paths: 20 });
    }
  };
  await use(20);
  const warm = size();
  await use(200);
  assert.equal(size(), warm);
  other.dispose();
});

await test('100 MB are refused quickly, as by the program, and do not stay', async () => {
  const name = 'zeros.json';
  writeFileSync(path.join(scratch, name), Buffer.alloc(100 << 20));
  const text = '\0'.repeat(100 << 20);
  const theirs = await byProgram('estimate', [name], scratch);
  const other = await createEstimator({ catalogs: texts });
  const started = performance.now();
  const mine = await other.raw('estimate', { files: [{ name, text }] });
  const spent = performance.now() - started;
  sameText(mine, theirs);
  assert.equal(JSON.parse(mine).errors[0].code, 'too_large');
  assert.ok(spent < 3000, `${spent} ms`);
  await assert.rejects(other.estimate({ schema: 'creditcast/scenario@1', id: text }), CreditcastError);
  await assert.rejects(createEstimator({ catalog: text }), CreditcastError);
  assert.ok(memories.at(-1).buffer.byteLength < 150 << 20);
  assert.ok(await other.estimate(example));
});

// ---------------------------------------------------------------------------------------------- the package

await test('it loads from another folder, by its name, and from given bytes or address', async () => {
  const modules = path.join(scratch, 'app/node_modules');
  mkdirSync(modules, { recursive: true });
  cpSync(npm, path.join(modules, 'creditcast'), { recursive: true });
  const file = path.join(scratch, 'app/main.mjs');
  writeFileSync(file, `
    import { readFile } from 'node:fs/promises';
    import { createRequire } from 'node:module';
    import { createEstimator } from 'creditcast';
    const require = createRequire(import.meta.url);
    const catalog = require('creditcast/catalogs/imagineart.json');
    const scenario = await readFile(process.argv[2], 'utf8');
    const bytes = await readFile(require.resolve('creditcast/creditcast.wasm'));
    const ways = [{}, { wasmBinary: bytes }, { wasmBinary: await WebAssembly.compile(bytes) },
                  { wasmUrl: new URL('./node_modules/creditcast/creditcast.wasm', import.meta.url) },
                  { wasmUrl: require.resolve('creditcast/creditcast.wasm') }];
    for (const way of ways) {
      const estimator = await createEstimator({ catalog, ...way });
      console.log((await estimator.estimate(scenario)).credits_per_month);
    }
    require('creditcast/schema/scenario.schema.json');
    const lost = createEstimator({ wasmUrl: new URL('./none.wasm', import.meta.url) });
    console.log(await lost.then(() => 'loaded', (error) => error.code));
  `);
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [file, path.join(root, 'public/scenarios', example.name)], { cwd: tmpdir() });
  assert.equal(stdout, `${'62040\n'.repeat(5)}ENOENT\n`, stderr);
});

await test('the package holds what it names, and nothing else', () => {
  const manifest = JSON.parse(readFileSync(path.join(npm, 'package.json'), 'utf8'));
  const targets = Object.values(manifest.exports).flatMap((target) => (typeof target === 'string' ? [target] : Object.values(target)));
  for (const target of targets) {
    if (!target.includes('*')) assert.ok(existsSync(path.join(npm, target)), target);
  }
  assert.match(read('core/include/creditcast/version.hpp'), new RegExp(`"${manifest.version.replaceAll('.', '\\.')}"`));
  assert.match(read('CMakeLists.txt'), new RegExp(`VERSION ${manifest.version.replaceAll('.', '\\.')}`));
  for (const folder of ['catalogs', 'schema']) {
    assert.deepEqual(readdirSync(path.join(npm, folder)).sort(), list(`public/${folder}`));
    for (const name of list(`public/${folder}`)) assert.equal(readFileSync(path.join(npm, folder, name), 'utf8'), read(`public/${folder}/${name}`));
  }
  const wanted = ['LICENSE', 'README.md', 'catalogs', 'creditcast-simd.wasm', 'creditcast.js', 'creditcast.wasm', 'index.d.ts', 'index.mjs', 'package.json', 'schema'];
  assert.deepEqual(readdirSync(npm).sort(), wanted);
});

await test('npm packs all of it', () => {
  const { stdout, stderr, status } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline'], { cwd: npm, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  const packed = JSON.parse(stdout)[0].files.map((file) => file.path);
  const all = [...readdirSync(npm).filter((name) => name.includes('.') || name === 'LICENSE'), ...['catalogs', 'schema'].flatMap((folder) => list(`public/${folder}`).map((name) => `${folder}/${name}`))];
  assert.deepEqual(packed.sort(), all.sort());
});

await test('nothing of it makes code from text, or knows the machine that built it', () => {
  for (const name of ['creditcast.js', 'index.mjs']) {
    assert.doesNotMatch(readFileSync(path.join(npm, name), 'utf8'), /\beval\s*\(|\bnew Function\b|\bFunction\s*\(|require\(/);
  }
  const wasm = readFileSync(path.join(npm, 'creditcast.wasm')).toString('latin1');
  assert.ok(!wasm.includes(root), 'a path of this machine stands in the module');
});

const kib = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;
await test('it stays small', () => {
  const sizes = {};
  for (const name of ['creditcast.wasm', 'creditcast.js', 'index.mjs']) {
    const bytes = readFileSync(path.join(npm, name));
    sizes[name] = gzipSync(bytes, { level: 9 }).length;
    console.log(`${name}: ${kib(bytes.length)}, gzip ${kib(sizes[name])}, brotli ${kib(brotliCompressSync(bytes).length)}`);
  }
  // As small as it is today with a little room, calibration, traces and both engines included; 150,000 is what it should come down to.
  assert.ok(sizes['creditcast.wasm'] <= 350_000, `wasm: ${sizes['creditcast.wasm']} bytes gzipped`);
  assert.ok(sizes['creditcast.js'] + sizes['index.mjs'] <= 20_000, 'JS');
});

// ---------------------------------------------------------------------------------------------- types

await test('the types declare every method and every export there is', () => {
  const types = readFileSync(path.join(npm, 'index.d.ts'), 'utf8');
  const body = /export interface Estimator \{([\s\S]*?)\n\}/.exec(types)[1];
  assert.deepEqual([...new Set([...body.matchAll(/^ {2}(\w+)\(/gm)].map(([, name]) => name))].sort(), Object.keys(estimator).sort());
  assert.deepEqual([...types.matchAll(/^export (?:declare )?(?:function|class|const) (\w+)/gm)].map(([, name]) => name).sort(), Object.keys(creditcast).sort());
});

await test('results and uses of it pass the type checker; wrong ones do not', () => {
  const folder = path.join(scratch, 'typed');
  mkdirSync(path.join(folder, 'node_modules'), { recursive: true });
  cpSync(npm, path.join(folder, 'node_modules/creditcast'), { recursive: true });
  // Results as literals: a key too many, too few or of another type is an error.
  const name = { trace: 'TraceEntry[]' };
  const type = (verb) => name[verb] ?? `${verb[0].toUpperCase()}${verb.slice(1)}Result`;
  assert.deepEqual([...new Set(results.map(([verb]) => verb))].sort(), ['calibrate', 'check', 'compare', 'estimate', 'forecast', 'ledger', 'platforms', 'replay', 'simulate', 'trace']);
  const once = new Map(results.map(([verb, text]) => [`${verb} ${text.length}`, [verb, text]]));
  const cut = (text) => JSON.stringify(JSON.parse(text), (key, value) => (Array.isArray(value) && value.length > 12 ? value.slice(0, 12) : value));
  const literals = [...once.values()].map(([verb, text], i) => `export const r${i}: t.${type(verb)} = ${cut(text)};`);
  writeFileSync(path.join(folder, 'results.ts'), `import type * as t from 'creditcast';\n${literals.join('\n')}\n`);
  cpSync(path.join(here, 'example.ts'), path.join(folder, 'example.ts'));
  const options = { strict: true, noEmit: true, target: 'es2022', skipLibCheck: false, noUncheckedIndexedAccess: true, types: [], lib: ['es2022', 'dom'] };
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const check = (files, more) => {
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { ...options, ...more }, files }));
    return spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
  };
  for (const more of [{ module: 'nodenext', moduleResolution: 'nodenext' }, { module: 'esnext', moduleResolution: 'bundler' }]) {
    writeFileSync(path.join(folder, 'package.json'), '{"type": "module"}');
    const { stdout, status } = check(['results.ts', 'example.ts'], more);
    assert.equal(status, 0, stdout);
  }
  writeFileSync(path.join(folder, 'wrong.ts'), `import { createEstimator, type EstimateResult } from 'creditcast';
const estimator = await createEstimator();
estimator.estimate(7);
estimator.forecast({ schema: '', id: '', plan: '', streams: [] }, { path: 7 });
(null as unknown as EstimateResult).credits;
estimator.estimates;
`);
  const { stdout } = check(['wrong.ts'], { module: 'nodenext', moduleResolution: 'nodenext' });
  assert.deepEqual([...stdout.matchAll(/wrong\.ts\((\d+)/g)].map(([, line]) => Number(line)), [3, 4, 5, 6], stdout);
});

// ---------------------------------------------------------------------------------------------- a browser

await test('in Chromium under a strict policy: the program\'s digest, in a page and in a worker', async () => {
  const site = path.join(scratch, 'site');
  mkdirSync(site);
  cpSync(npm, path.join(site, 'creditcast'), { recursive: true });
  writeFileSync(path.join(site, 'scenario.json'), example.text);
  writeFileSync(path.join(site, 'index.html'), '<!doctype html><meta charset="utf-8"><title>creditcast</title><script type="module" src="page.js"></script>');
  writeFileSync(path.join(site, 'run.js'), `
    import { createEstimator } from './creditcast/index.mjs';
    const text = async (url) => (await fetch(url)).text();
    export async function run() {
      const estimator = await createEstimator({ catalog: await text('./creditcast/catalogs/imagineart.json') });
      let steps = 0;
      const { digest } = await estimator.forecast(await text('./scenario.json'), { paths: 200, onProgress: () => { steps += 1; } });
      return { digest, steps };
    }`);
  writeFileSync(path.join(site, 'worker.js'), "import { run } from './run.js'; run().then(postMessage, (error) => postMessage(String(error)));");
  writeFileSync(path.join(site, 'page.js'), `
    import { run } from './run.js';
    const inWorker = new Promise((resolve) => { new Worker('./worker.js', { type: 'module' }).onmessage = ({ data }) => resolve(data); });
    const [page, worker] = await Promise.all([run().catch(String), inWorker]);
    let eval_ = 'allowed';
    try { new Function(''); } catch { eval_ = 'refused'; }
    globalThis.answer = { page, worker, eval_ };`);
  const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
  const { digest } = JSON.parse(await byProgram('forecast', [example.name, '--paths', '200'], path.join(root, 'public/scenarios')));
  const server = await serve(site, 0, { headers: { 'content-security-policy': policy } });
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const troubles = [];
    page.on('console', (message) => { if (message.type() === 'error' && !message.text().includes('favicon')) troubles.push(message.text()); });
    page.on('pageerror', (error) => troubles.push(error.message));
    await page.goto(server.url);
    await page.waitForFunction(() => globalThis.answer, undefined, { timeout: 60_000 });
    const answer = await page.evaluate(() => globalThis.answer);
    assert.equal(answer.eval_, 'refused');
    assert.equal(answer.page.digest, digest, JSON.stringify(answer));
    assert.equal(answer.worker.digest, digest, JSON.stringify(answer));
    assert.deepEqual(troubles.filter((text) => !/favicon|unsafe-eval|404/.test(text)), []);
  } finally {
    await browser.close();
    await server.close();
  }
});

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || passed === 0 ? 1 : 0);
