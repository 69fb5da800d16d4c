// The page in Chromium, over http: what it answers, by mouse, by finger and by keyboard, and how it looks: build/screenshots/. Fails on
// anything in the console and on any request to another origin. The tests stand in cases/, a file for each part of the page.
//   node tests/browser/run.mjs [PART OF A FILE'S OR A TEST'S NAME ...]
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../support/serve.mjs';
import { launch, open } from './browser.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, '../..');
const site = process.env.CREDITCAST_SITE ?? path.join(root, 'build/site');
const pictures = path.join(root, 'build/screenshots');
const index = existsSync(path.join(site, 'data.json')) ? JSON.parse(readFileSync(path.join(site, 'data.json'), 'utf8')) : null;
if (!index || !existsSync(path.join(site, 'app.wasm'))) {
  console.error('no page in build/site: make wasm builds it');
  console.log('0 passed, 1 failed');
  process.exit(1);
}
mkdirSync(pictures, { recursive: true });

const server = await serve(site);
const browser = await launch();

/** Opens the page for one test; whatever it had to complain about fails the test. `body` gets the page and the addresses it asked for. */
async function visit(look, body) {
  const { page, context, troubles, sent } = await open(browser, server.url, look);
  try {
    await body(page, sent);
    assert.deepEqual(troubles, []);
  } finally {
    await context.close();
  }
}

const tests = [];
for (const file of readdirSync(path.join(here, 'cases')).sort()) {
  const { default: add } = await import(`./cases/${file}`);
  const test = (name, body) => tests.push({ file, name, body });
  add({ test, visit, browser, server, root, site, pictures, index });
}

const chosen = process.argv.slice(2);
let passed = 0, failed = 0;
for (const { file, name, body } of tests) {
  if (chosen.length > 0 && !chosen.some((part) => name.includes(part) || file.includes(part))) continue;
  const started = Date.now();
  try {
    await body();
    ++passed;
    console.log(`ok      ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  } catch (error) {
    ++failed;
    console.log(`FAILED  ${name}\n${String(error.stack ?? error).replace(/^/gm, '        ')}`);
  }
}
await browser.close();
await server.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
