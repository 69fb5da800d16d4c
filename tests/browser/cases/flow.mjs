// How the page computes: what is sent before the first answer, whose numbers it shows, that nothing stands in the hand's way, and that it
// does all that from one file without a network too.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { DESK, figure, framesIn, settled } from '../browser.mjs';

const FIRST_SLIDER = { left: 48, right: 360, y: 142 };
const ANSWERED = 'creditcast: first answer';

const packed = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
const answered = (page) => page.waitForFunction((name) => performance.getEntriesByName(name).length > 0, ANSWERED, { timeout: 60_000 });

/** What the page shows, by its HTML: figures and each plan's money, as decimals. */
const shown = (page) => page.evaluate(() => Object.fromEntries([...document.querySelectorAll('[data-testid][data-value]')]
  .map((element) => [element.dataset.testid, element.dataset.value])));

/** Each plan's money is the program's. */
function samePlans(compared, says) {
  for (const plan of compared.plans) {
    if (!plan.has_work) continue;
    const name = `plan ${plan.plan}/${plan.term}${plan.pack && `/${plan.pack}`}`;
    assert.ok(name in says, `${name} is not among ${Object.keys(says).join(', ')}`);
    assert.equal(says[name] === '' ? null : Number(says[name]), plan.money_per_month?.mean ?? null, name);
  }
}

export default ({ test, visit, browser, server, root, site, index }) => {
  const program = (...args) => {
    const run = spawnSync(path.join(root, 'build/native/creditcast'), [...args, '--format', 'json'], { maxBuffer: 1 << 28 });
    assert.equal(run.status, 0, String(run.stderr));
    return JSON.parse(run.stdout);
  };

  test('little is sent before the first answer', () =>
    visit({ ...DESK, paths: 0 }, async (page) => {
      await answered(page);
      const files = await page.evaluate((name) => {
        const by = performance.getEntriesByName(name)[0].startTime;
        return performance.getEntriesByType('resource').filter(({ startTime }) => startTime < by).map((entry) => new URL(entry.name).pathname.slice(1));
      }, ANSWERED);
      const sizes = Object.fromEntries(['index.html', ...new Set(files)].map((file) => [file, packed(readFileSync(path.join(site, file)))]));
      const sum = Object.values(sizes).reduce((all, size) => all + size, 0);
      const fonts = Object.entries(sizes).filter(([file]) => file.endsWith('.ttf')).reduce((all, [, size]) => all + size, 0);
      assert.ok(sizes['app.wasm'] > 0 && fonts > 0, Object.keys(sizes).join(' '));
      assert.ok(!('module/index.mjs' in sizes), 'the engine is not needed for the first answer');
      assert.ok(!('rest.wasm' in sizes), 'nor is the rest of the program');
      assert.ok(sum <= 320_000, `${sum} bytes: ${JSON.stringify(sizes)}`);
      assert.ok(fonts <= 40 * 1024, `${fonts} bytes of type`);
    }));

  test('the program of the page is small', () => {
    const size = packed(readFileSync(path.join(site, 'app.wasm')));
    assert.ok(size <= 250_000, `${size} bytes`);
  });

  /** Whether a part of the program was called before it was there: then the page stood still for it. */
  const stoodStill = (page) => page.evaluate(() => performance.getEntriesByType('resource')
    .some(({ name, initiatorType }) => name.endsWith('/rest.wasm') && initiatorType === 'xmlhttprequest'));

  test('what is called before it has come is fetched at once', async () => {
    const prepare = () => {
      const get = window.fetch;
      window.fetch = (address, ...more) => (String(address).endsWith('/rest.wasm') ? new Promise(() => {}) : get(address, ...more));
    };
    await visit({ ...DESK, paths: 0, prepare }, async (page) => {
      await answered(page);
      assert.equal(await stoodStill(page), false);
      await page.mouse.click((FIRST_SLIDER.left + FIRST_SLIDER.right) / 2, FIRST_SLIDER.y);
      await page.waitForFunction(() => localStorage.length > 0); // what was set is kept
      assert.equal(await stoodStill(page), true);
    });
  });

  for (const { id, file } of index.scenarios) {
    test(`numbers are the program's: ${id}`, () =>
      visit({ ...DESK, hash: `#scenario=${id}`, paths: 100 }, async (page) => {
        await settled(page);
        const forecast = program('forecast', path.join(root, 'public', file), '--paths', '100');
        const compared = program('compare', path.join(root, 'public', file), '--paths', '100');
        const estimate = program('estimate', path.join(root, 'public', file));
        const says = await shown(page);
        assert.equal(Number(says.credits), estimate.credits_per_month);
        if (says.money) assert.equal(Number(says.money), forecast.money_per_month.mean);
        if ('run-out' in says) assert.equal(Number(says['run-out']), forecast.run_out.probability);
        if ('wasted' in says) assert.equal(Number(says.wasted), forecast.typical_month.expired.mean);
        samePlans(compared, says);
        assert.equal(await stoodStill(page), false);
      }));
  }

  test('the next change cancels what is under way, and the page rests when nothing is left to do', () =>
    visit({ ...DESK, paths: 4_000 }, async (page) => {
      await answered(page);
      const middle = (FIRST_SLIDER.left + FIRST_SLIDER.right) / 2;
      await page.mouse.click(middle, FIRST_SLIDER.y);
      await page.mouse.click(middle + 60, FIRST_SLIDER.y);
      await page.waitForTimeout(500);
      await settled(page, 300_000);
      assert.ok((await figure(page, 'credits')) > 0);
      await page.waitForTimeout(500);
      assert.equal(await framesIn(page, 5000), 0);
    }));

  test('while a slider is dragged, no task of ours is long', () =>
    visit({ ...DESK, paths: 2_000 }, async (page) => {
      await settled(page, 300_000);
      assert.ok(Object.keys(await shown(page)).filter((name) => name.startsWith('plan ')).length >= 8);
      // Time in a frame or in hearing a worker, less that in WebGL, which is the machine's.
      await page.evaluate(() => {
        let gl = 0;
        const { prototype } = WebGL2RenderingContext;
        for (const name of Object.getOwnPropertyNames(prototype)) {
          const { value } = Object.getOwnPropertyDescriptor(prototype, name);
          if (typeof value !== 'function') continue;
          prototype[name] = function (...args) {
            const before = performance.now();
            try {
              return value.apply(this, args);
            } finally {
              gl += performance.now() - before;
            }
          };
        }
        globalThis.tasks = [];
        const timed = (call) => function (...args) {
          gl = 0;
          const before = performance.now();
          try {
            return call.apply(this, args);
          } finally {
            globalThis.tasks.push(performance.now() - before - gl);
          }
        };
        const request = window.requestAnimationFrame;
        window.requestAnimationFrame = (call) => request.call(window, timed(call));
      });
      const longest = [];
      // A machine that has other things to do may lengthen any one of them.
      for (let i = 0; i < 5; ++i) {
        await page.evaluate(() => { globalThis.tasks.length = 0; });
        const middle = (FIRST_SLIDER.left + FIRST_SLIDER.right) / 2;
        await page.mouse.move(middle, FIRST_SLIDER.y);
        await page.mouse.down();
        for (let step = 0; step < 40; ++step) {
          await page.mouse.move(middle + 60 * Math.sin(step / 4), FIRST_SLIDER.y);
          await page.waitForTimeout(20);
        }
        await page.mouse.up();
        const tasks = await page.evaluate(() => globalThis.tasks);
        assert.ok(tasks.length > 10, `${tasks.length} frames`);
        longest.push(Math.max(...tasks));
        if (longest.at(-1) <= 50) return;
      }
      assert.fail(`the longest task took ${longest.map((ms) => ms.toFixed(0)).join(', ')} ms`);
    }));

  test('where no worker can start, the page says so and keeps to expected values', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    try {
      const page = await context.newPage();
      await page.addInitScript(() => {
        globalThis.Worker = class {
          constructor() {
            throw new Error('not here');
          }
        };
      });
      await page.goto(server.url);
      await settled(page);
      assert.ok((await figure(page, 'credits')) > 0);
      assert.match(await page.textContent('#results'), /Only expected values are shown/);
    } finally {
      await context.close();
    }
  });

  test('one file does it all from disk, without a network', async () => {
    const file = path.join(site, 'creditcast.html');
    assert.ok(existsSync(file), 'no creditcast.html in build/site');
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, offline: true });
    try {
      const page = await context.newPage();
      const troubles = [];
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type()) && !/GPU stall|swiftshader/i.test(message.text())) troubles.push(message.text());
      });
      page.on('pageerror', (error) => troubles.push(error.message));
      page.on('request', (request) => {
        if (!/^(file|data|blob):/.test(request.url()) || /^file:.*(?<!creditcast\.html)$/.test(request.url())) troubles.push(request.url());
      });
      await page.addInitScript(() => { globalThis.creditcast = { paths: 100 }; });
      await page.goto(pathToFileURL(file).href);
      await settled(page);
      const scenario = path.join(root, 'public/scenarios', `${await page.getAttribute('html', 'data-start')}.json`);
      const compared = program('compare', scenario, '--paths', '100');
      const says = await shown(page);
      samePlans(compared, says);
      assert.deepEqual(troubles, []);
    } finally {
      await context.close();
    }
  });
};
