// The page in Chromium, over http: it answers, a value changes by mouse and by finger and the result follows, and it looks as the
// screenshots in build/screenshots/ show. Fails on anything in the console and on any request to another origin.
//   node tests/browser/run.mjs [PART OF A TEST'S NAME ...]
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../support/serve.mjs';
import { figure, launch, open, rest, settled, text } from './browser.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const site = process.env.CREDITCAST_SITE ?? path.join(root, 'build/site');
const pictures = path.join(root, 'build/screenshots');
const index = existsSync(path.join(site, 'data.json')) ? JSON.parse(readFileSync(path.join(site, 'data.json'), 'utf8')) : null;
if (!index || !existsSync(path.join(site, 'app.wasm'))) {
  console.error('no page in build/site: make wasm builds it');
  console.log('0 passed, 1 failed');
  process.exit(1);
}
mkdirSync(pictures, { recursive: true });

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 360, height: 800, touch: true, ratio: 2 };
const tests = [];
const test = (name, body) => tests.push({ name, body });

/** Opens the page for one test; whatever it had to complain about fails the test. */
async function visit(look, body) {
  const { page, context, troubles, sent } = await open(browser, server.url, look);
  try {
    await body(page, sent);
    assert.deepEqual(troubles, []);
  } finally {
    await context.close();
  }
}

/** The first slider of the work rail lies here at 1440 x 900, see web/views/page.cpp. */
const FIRST_SLIDER = { left: 48, right: 360, y: 142 };

async function drag(page, from, to) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let i = 1; i <= 8; ++i) {
    await page.mouse.move(from.x + ((to.x - from.x) * i) / 8, from.y + ((to.y - from.y) * i) / 8);
    await page.waitForTimeout(20);
  }
}

/** How many frames the page asks for meanwhile. */
const framesIn = (page, ms) =>
  page.evaluate((wait) => new Promise((resolve) => {
    let count = 0;
    const original = window.requestAnimationFrame;
    window.requestAnimationFrame = (callback) => {
      ++count;
      return original.call(window, callback);
    };
    setTimeout(() => {
      window.requestAnimationFrame = original;
      resolve(count);
    }, wait);
  }), ms);

for (const [name, look] of Object.entries({
  'wide': DESK,
  'medium': { width: 1024, height: 768 },
  'narrow': { width: 360, height: 800, touch: true },
})) {
  for (const dark of [false, true]) {
    test(`answers by itself, ${name}, ${dark ? 'dark' : 'light'}`, () =>
      visit({ ...look, dark }, async (page) => {
        await settled(page);
        assert.ok((await figure(page, 'credits')) > 0);
        assert.ok((await page.locator('[data-testid^="plan "]').count()) > 1);
        await rest(page);
        const file = path.join(pictures, `page-${look.width}x${look.height}-${dark ? 'dark' : 'light'}.png`);
        const bytes = await page.screenshot({ path: file });
        assert.ok(bytes.length > 20_000, 'the picture is empty');
      }));
  }
}

test('a slider moved by mouse changes the result while the button is down', () =>
  visit(DESK, async (page) => {
    await settled(page);
    const before = await figure(page, 'credits');
    const middle = (FIRST_SLIDER.left + FIRST_SLIDER.right) / 2;
    await drag(page, { x: middle, y: FIRST_SLIDER.y }, { x: FIRST_SLIDER.right - 10, y: FIRST_SLIDER.y });
    await settled(page);  // the button is still down
    const during = await figure(page, 'credits');
    assert.ok(during > before * 1.1, `${before} credits before, ${during} while dragging`);
    await page.screenshot({ path: path.join(pictures, 'dragging-1440x900.png') });
    await page.mouse.up();
    await drag(page, { x: FIRST_SLIDER.right - 10, y: FIRST_SLIDER.y }, { x: FIRST_SLIDER.left, y: FIRST_SLIDER.y });
    await page.mouse.up();
    await settled(page);
    assert.ok((await figure(page, 'credits')) < before);
  }));

test('a finger scrolls the page and does not change it', () =>
  visit(PHONE, async (page) => {
    await settled(page);
    const before = await figure(page, 'credits');
    const canvas = await page.context().newCDPSession(page);
    const finger = (type, y) =>
      canvas.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x: 180, y }] });
    await finger('touchStart', 700);
    for (let y = 680; y >= 120; y -= 40) {
      await finger('touchMove', y);
      await page.waitForTimeout(16);
    }
    await finger('touchEnd', 120);
    await rest(page, 800);
    assert.equal(await figure(page, 'credits'), before);
    await page.screenshot({ path: path.join(pictures, 'scrolled-360x800.png') });
  }));

test('the keyboard alone reaches a slider and moves it', () =>
  visit(DESK, async (page) => {
    await settled(page);
    const before = await figure(page, 'credits');
    await page.focus('#canvas');
    for (let i = 0; i < 20; ++i) {
      await page.keyboard.press('Tab', { delay: 30 });
      await page.waitForTimeout(60);
      await page.keyboard.press('ArrowRight', { delay: 30 });
      await page.waitForTimeout(60);
      await settled(page);
      if ((await figure(page, 'credits')) !== before) break;
    }
    assert.notEqual(await figure(page, 'credits'), before);
    await rest(page);
    await page.screenshot({ path: path.join(pictures, 'keyboard-1440x900.png') });
  }));

test('a chart tells what is under the mouse, and rests when the mouse does', () =>
  visit(DESK, async (page) => {
    await settled(page);
    await rest(page, 600);
    const before = await page.screenshot();
    await page.mouse.move(700, 520);  // the months
    await rest(page);
    const pointed = await page.screenshot({ path: path.join(pictures, 'chart-1440x900.png') });
    assert.ok(!pointed.equals(before), 'nothing is told');
    assert.equal(await framesIn(page, 1500), 0);
    await page.mouse.move(2, 890);
    await rest(page);
    assert.ok((await page.screenshot()).equals(before), 'something stays');
  }));

test('every shipped scenario answers', async () => {
  for (const { id, name } of index.scenarios) {
    await visit({ ...DESK, hash: `#scenario=${id}` }, async (page) => {
      await page.waitForSelector('[data-testid="credits"]', { state: 'attached', timeout: 60_000 });
      assert.ok((await text(page, 'scenario')).startsWith(name), id);
      assert.ok((await figure(page, 'credits')) >= 0, id);
    });
  }
});

test('nothing is drawn while nothing changes', () =>
  visit(DESK, async (page) => {
    await settled(page);
    await rest(page, 1000);
    assert.equal(await framesIn(page, 3000), 0);
  }));

test('the results stand as HTML where WebGL 2 is missing', async () => {
  const context = await browser.newContext({ viewport: DESK });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
      return kind === 'webgl2' ? null : original.call(this, kind, ...rest);
    };
  });
  await page.goto(server.url);
  await settled(page);
  assert.ok(await page.isVisible('#results'));
  assert.ok(await page.isVisible('table'));
  assert.match(await page.innerText('#notice'), /WebGL/);
  await page.screenshot({ path: path.join(pictures, 'without-webgl.png') });
  await context.close();
});

test('a sentence stands there where WebAssembly is missing', async () => {
  const context = await browser.newContext({ viewport: DESK });
  const page = await context.newPage();
  await page.addInitScript(() => delete window.WebAssembly);
  await page.goto(server.url);
  await page.waitForSelector('#notice:not([hidden])');
  assert.match(await page.innerText('#notice'), /WebAssembly/);
  await context.close();
});

test('the module gives the bytes of the program, with vector instructions and without', () =>
  visit(DESK, async (page) => {
    await settled(page);
    const file = (name) => ({ name, text: readFileSync(path.join(root, name), 'utf8') });
    for (const [scenario, catalog, method] of [
      ['tests/bench/b1.json', 'tests/bench/b1-catalog.json', 'sample'],
      ['public/scenarios/fittins-naive-habits.json', 'public/catalogs/fittins.json', 'sample'],
      ['public/scenarios/imagineart-team-caps.json', 'public/catalogs/imagineart.json', 'events'],
    ]) {
      const args = ['forecast', scenario, '--catalog', catalog, '--method', method, '--paths', '300', '--format', 'json'];
      const program = spawnSync(path.join(root, 'build/native/creditcast'), args, { cwd: root, encoding: 'utf8' });
      assert.equal(program.status, 0, program.stderr);
      for (const wasm of ['creditcast.wasm', 'creditcast-simd.wasm']) {
        const answer = await page.evaluate(
          async ({ scenario, catalog, method, wasm }) => {
            const { createEstimator } = await import('/module/index.mjs');
            const estimator = await createEstimator({ catalog, wasmUrl: `/module/${wasm}` });
            return estimator.raw('forecast', { files: [scenario], options: { method, paths: 300 } });
          },
          { scenario: file(scenario), catalog: file(catalog), method, wasm },
        );
        assert.equal(answer, program.stdout, `${scenario} by ${wasm}`);
      }
    }
  }));

const chosen = process.argv.slice(2);
const server = await serve(site);
const browser = await launch();
let passed = 0, failed = 0;
for (const { name, body } of tests) {
  if (chosen.length > 0 && !chosen.some((part) => name.includes(part))) continue;
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
