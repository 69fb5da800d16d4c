// What the build lays down is whole, and can be served and fetched as it is: build/native, build/site, build/npm.
// Node's own modules only. Closes with `N passed, N failed`.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

import { serve } from '../support/serve.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
process.chdir(root);
const has = (folder, ending) => existsSync(folder) && readdirSync(folder).some((name) => name.endsWith(ending));
const bytes = (file) => readFileSync(file);

const cases = [];
const test = (name, body, wanted = true) => wanted && cases.push([name, body]);

/** The advance of each character, read from the font's cmap (format 4) and hmtx; enough of TrueType for a check. */
function advances(font, text) {
  const tables = {};
  for (let i = 0; i < font.readUInt16BE(4); i += 1) tables[font.toString('latin1', 12 + 16 * i, 16 + 16 * i)] = font.readUInt32BE(20 + 16 * i);
  let table = 0;
  for (let i = 0; i < font.readUInt16BE(tables.cmap + 2) && !table; i += 1) {
    const at = tables.cmap + font.readUInt32BE(tables.cmap + 8 + 8 * i);
    if (font.readUInt16BE(at) === 4) table = at;
  }
  const segments = font.readUInt16BE(table + 6) / 2;
  const metrics = font.readUInt16BE(tables.hhea + 34);
  return [...text].map((character) => {
    const code = character.codePointAt(0);
    for (let i = 0; i < segments; i += 1) {
      const start = font.readUInt16BE(table + 16 + 2 * segments + 2 * i);
      if (code > font.readUInt16BE(table + 14 + 2 * i) || code < start) continue;
      const at = table + 16 + 6 * segments + 2 * i;
      const shift = font.readUInt16BE(at);
      const delta = font.readUInt16BE(table + 16 + 4 * segments + 2 * i);
      const glyph = ((shift ? font.readUInt16BE(at + shift + 2 * (code - start)) : code) + delta) & 0xffff;
      return font.readUInt16BE(tables.hmtx + 4 * Math.min(glyph, metrics - 1));
    }
    return undefined;
  });
}

test('the program starts and answers --help', () => {
  const { status, stdout } = spawnSync('build/native/creditcast', ['--help'], { encoding: 'utf8' });
  assert.equal(status, 0);
  assert.match(stdout, /forecast/);
}, has('native', '.cpp'));

test('the fonts are TrueType, with every digit equally wide, and small', () => {
  let size = 0;
  for (const weight of ['Regular', 'SemiBold']) {
    const font = bytes(`build/site/fonts/Inter-${weight}.ttf`);
    assert.equal(font.readUInt32BE(0), 0x00010000, 'glyf outlines');
    const widths = advances(font, '0123456789');
    assert.equal(new Set(widths).size, 1, `${weight}: ${widths}`);
    assert.notEqual(advances(font, 'i')[0], advances(font, 'W')[0]);
    for (const sign of ['é', '€', '–', '→', '−', '×', '≤', '…']) assert.ok(advances(font, sign)[0] > 0, `${weight} has ${sign}`);
    size += brotliCompressSync(font).length;
  }
  assert.ok(size < 40_000, `${size} bytes of brotli`);
});

test('the site holds public/ as it is', () => {
  const walk = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]);
  const files = walk('public');
  assert.ok(files.length > 0);
  for (const file of files) assert.ok(bytes(file).equals(bytes(file.replace(/^public/, 'build/site'))), file);
}, existsSync('public'));

test('the site lists its catalogs and scenarios', () => {
  for (const folder of ['catalogs', 'scenarios'].filter((name) => has(`public/${name}`, '.json'))) {
    const names = readdirSync(`public/${folder}`).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5)).sort();
    assert.deepEqual(JSON.parse(bytes(`build/site/${folder}/index.json`)), names);
  }
  for (const { file, needs } of JSON.parse(bytes('build/site/data.json')).presets) {
    const said = [...bytes(`public/${file}`).toString().matchAll(/"capability": *"([^"]+)"/g)].map(([, id]) => id);
    assert.deepEqual(needs, [...new Set(said)], file);
  }
}, existsSync('public'));

test('the package is whole, and its program needs no eval', () => {
  for (const file of readdirSync('wasm').filter((name) => /\.(mjs|js|d\.ts|d\.mts)$|^package\.json$/.test(name))) {
    assert.ok(bytes(`wasm/${file}`).equals(bytes(`build/npm/${file}`)), file);
  }
  assert.ok(existsSync('build/npm/LICENSE'));
  assert.doesNotMatch(bytes('build/npm/creditcast.js').toString(), /\beval\(|new Function\b/);
  assert.ok(WebAssembly.validate(bytes('build/npm/creditcast.wasm')));
  assert.ok(bytes('build/npm/creditcast.wasm').equals(bytes('build/site/module/creditcast.wasm')), 'the page has the same one');
}, has('wasm', '.cpp'));

test('the page is whole, and its program needs no eval', () => {
  assert.ok(existsSync('build/site/index.html'));
  assert.doesNotMatch(bytes('build/site/app.js').toString(), /\beval\(|new Function\b/);
  for (const part of ['app', 'rest']) assert.ok(WebAssembly.validate(bytes(`build/site/${part}.wasm`)), part);
  for (const program of ['app', 'creditcast']) assert.match(bytes(`build/site/plain/${program}.mjs`).toString('latin1'), /^function instantiate\([^]*\nexport default instantiate;\n$/);
}, has('web/app', '.cpp'));

test('the server gives each file its type, and nothing from outside', async () => {
  const server = await serve('build/site');
  const get = (target, method = 'GET') => new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: server.port, path: target, method }, (response) => {
      let body = '';
      response.on('data', (chunk) => { body += chunk; }).on('end', () => resolve({ status: response.statusCode, type: response.headers['content-type'], body }));
    }).on('error', reject).end();
  });
  try {
    assert.equal((await get('/fonts/Inter-Regular.ttf')).type, 'font/ttf');
    assert.equal((await get('/fonts')).status, 301);
    assert.equal((await get('/nothing')).status, 404);
    assert.equal((await get('/', 'POST')).status, 405);
    assert.equal((await get('/%')).status, 400);
    for (const target of ['/../native/build.ninja', '/..%2fnative/build.ninja', '/fonts/..%2f..%2fnative/build.ninja']) {
      assert.notEqual((await get(target)).status, 200, target);
    }
    for (const [file, type] of [['index.html', /^text\/html/], ['app.wasm', /^application\/wasm$/], ['app.js', /^text\/javascript/]]) {
      if (existsSync(`build/site/${file}`)) assert.match((await get(`/${file}`)).type, type, file);
    }
  } finally {
    await server.close();
  }
});

test('a second install finds everything in place', () => {
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync('.ci/install', { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  assert.equal(stdout, '');
  assert.ok(Date.now() - started < 5000);
});

let passed = 0;
let failed = 0;
for (const [name, body] of cases) {
  try {
    await body();
    passed += 1;
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}\n${error.stack}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
