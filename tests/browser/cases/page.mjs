// The page as a whole: it answers by itself, follows mouse, finger and keyboard, rests, and does without what a browser may lack.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DESK, PHONE, drag, figure, framesIn, rest, settled, text } from '../browser.mjs';

/** The first slider of the work rail lies here at 1440 x 900, see web/views/page.cpp. */
const FIRST_SLIDER = { left: 48, right: 360, y: 142 };

/** Adds its tests to those of ../run.mjs. */
export default ({ test, visit, browser, server, root, pictures, index }) => {
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
      const role = () => page.evaluate(() =>
        document.getElementById(document.getElementById('canvas').getAttribute('aria-activedescendant'))?.getAttribute('role'));
      await page.focus('#canvas');
      for (let i = 0; i < 20 && (await role()) !== 'slider'; ++i) {
        await page.keyboard.press('Tab', { delay: 30 });
        await page.waitForTimeout(60);
      }
      assert.equal(await role(), 'slider');
      await page.keyboard.press('ArrowRight', { delay: 30 });
      await page.waitForFunction((was) => Number(document.querySelector('[data-testid="credits"]').dataset.value) > was, before);
      await settled(page);
      await rest(page);
      await page.screenshot({ path: path.join(pictures, 'keyboard-1440x900.png') });
    }));

  test('a chart tells what is under the mouse, and rests when the mouse does', () =>
    visit(DESK, async (page) => {
      const charts = { x: 400, y: 418, width: 660, height: 482 };  // what is worked out last may still make the page longer
      await settled(page);
      await rest(page, 600);
      const before = await page.screenshot({ clip: charts });
      await page.mouse.move(700, 520);  // the months
      await rest(page);
      const pointed = await page.screenshot({ clip: charts, path: path.join(pictures, 'chart-1440x900.png') });
      assert.ok(!pointed.equals(before), 'nothing is told');
      await page.mouse.move(2, 890);
      await rest(page);
      assert.ok((await page.screenshot({ clip: charts })).equals(before), 'something stays');
      await page.mouse.move(700, 520);
      await rest(page, 1000);
      assert.equal(await framesIn(page, 1500), 0);
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
      globalThis.creditcast = { paths: 1000 };
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
};
