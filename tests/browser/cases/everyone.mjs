// The page for everyone: the results as HTML, checked by axe-core, without WebGL 2, without WebAssembly, in another language.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DESK, PHONE, figure, rest, settled } from '../browser.mjs';

const WITHOUT = {
  webgl: () => {
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
      return kind === 'webgl2' ? null : original.call(this, kind, ...rest);
    };
  },
  wasm: () => delete window.WebAssembly,
};

/** Adds its tests to those of ../run.mjs. */
export default ({ test, visit, browser, server, root, pictures }) => {
  const axe = readFileSync(path.join(root, 'tests/node_modules/axe-core/axe.min.js'), 'utf8');
  const german = JSON.parse(readFileSync(path.join(root, 'public/text/de.json'), 'utf8'));

  /** What axe-core finds, each rule with the elements it names. */
  async function findings(page) {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }

  /** A page without something that browsers usually have. */
  async function lacking(what, look, body) {
    const { path: at = '', ...options } = look;
    const context = await browser.newContext({ locale: 'en-GB', ...options });
    const page = await context.newPage();
    await page.addInitScript(() => { globalThis.creditcast = { paths: 1000 }; });
    await page.addInitScript(WITHOUT[what]);
    await page.goto(server.url + at);
    try {
      await body(page);
    } finally {
      await context.close();
    }
  }

  for (const colorScheme of ['light', 'dark']) {
    test(`axe-core finds nothing, ${colorScheme}`, () =>
      visit({ ...DESK, dark: colorScheme === 'dark' }, async (page) => {
        await settled(page);
        assert.deepEqual(await findings(page), []);
        const canvas = page.locator('#canvas');
        assert.equal(await canvas.getAttribute('role'), 'application');
        assert.match(await canvas.getAttribute('aria-label'), /Creditcast/);
        const described = await canvas.getAttribute('aria-describedby');
        assert.ok((await page.textContent(`#${described}`)).length > 20);
      }));

    for (const [name, viewport] of Object.entries({ desk: DESK, phone: { width: 360, height: 800 } })) {
      test(`axe-core finds nothing without WebGL 2, ${name}, ${colorScheme}`, () =>
        lacking('webgl', { viewport, colorScheme }, async (page) => {
          await settled(page);
          assert.deepEqual(await findings(page), []);
          const { scrolls, width } = await page.evaluate(() => ({ scrolls: document.documentElement.scrollWidth, width: innerWidth }));
          assert.ok(scrolls <= width, `${scrolls} px wide on ${width}`);
          await page.screenshot({ path: path.join(pictures, `plain-${viewport.width}-${colorScheme}.png`), fullPage: true });
        }));
    }
  }

  test('the results are headed, captioned, and each column and row says what it is', () =>
    visit(DESK, async (page) => {
      await settled(page);
      assert.deepEqual(await page.locator('#results caption').allTextContents(), ['Plans side by side', 'What is left at the end of the day, in credits',
        'What each plan costs where half as much is asked, or twice as much', 'What each month takes']);
      assert.equal(await page.locator('#results h1').count(), 1);
      assert.ok((await page.locator('#results h2').count()) >= 5);
      assert.equal(await page.locator('[data-testid="month"]').count(), 12);
      assert.equal(await page.locator('#results thead th:not([scope="col"]), #results tbody th:not([scope="row"])').count(), 0);
      assert.match(await page.locator('.runout li').first().textContent(), /^Within 360 days the credits run out in \d+ % of futures\.$/);
      assert.match(await page.locator('.rests').textContent(), /yours Upscale: 40.*Published figures: \d+, read by \d+ \w+ 20\d\d\./);
    }));

  test('what changes is read out once the hand rests, and only the sentences that are new', () =>
    visit(DESK, async (page) => {
      await settled(page);
      await rest(page, 500);
      await page.evaluate(() => {
        window.heard = [];
        new MutationObserver(() => window.heard.push(document.getElementById('told').textContent))
          .observe(document.getElementById('told'), { childList: true, characterData: true, subtree: true });
      });
      assert.equal(await page.textContent('#told'), '');
      await page.mouse.move(200, 142);
      await page.mouse.down();
      for (let x = 200; x <= 340; x += 10) {
        await page.mouse.move(x, 142);
        await page.waitForTimeout(60);
      }
      assert.deepEqual(await page.evaluate(() => window.heard), [], 'spoken while dragging');
      await page.mouse.up();
      await settled(page);
      await page.waitForFunction(() => window.heard.length > 0);
      await rest(page, 1500);
      const heard = await page.evaluate(() => window.heard);
      assert.equal(heard.length, 1, heard.join(' | '));
      assert.match(heard[0], /^Your work needs [\d,]+ credits a month/);
    }));

  test('without WebGL 2 a form chooses and sets, and the results follow', () =>
    lacking('webgl', { viewport: DESK }, async (page) => {
      await settled(page);
      const before = await figure(page, 'credits');
      await page.fill('#set-rate-0', '4');
      await page.waitForFunction((old) => Number(document.querySelector('[data-testid="credits"]').dataset.value) > old * 1.5, before);
      await page.selectOption('#choose-plan', 'standard/month');
      await page.waitForSelector('tr.chosen[data-testid="plan standard/month"]');
      assert.equal(await page.inputValue('#set-rate-0'), '4');
      await page.selectOption('#choose-platform', 'fittins');
      await page.waitForFunction(() => /Fittins/.test(document.querySelector('[data-testid="scenario"]')?.textContent));
      assert.equal(await page.inputValue('#choose-platform'), 'fittins');
    }));

  test('the page speaks German to those who do, in numbers too, and keeps the language that is chosen', () =>
    lacking('webgl', { viewport: DESK, locale: 'de-DE' }, async (page) => {
      await settled(page);
      assert.equal(await page.getAttribute('html', 'lang'), 'de');
      assert.match(await page.textContent('[data-testid="credits"]'), /^13\.\d{3} Credits$/);
      assert.match(await page.textContent('[data-testid="money"]'), /^50\u00a0\$$/);
      await page.click('#languages [lang="en"]');
      await page.waitForSelector('html[lang="en"]');
      await page.waitForFunction(() => /^13,\d{3} credits$/.test(document.querySelector('[data-testid="credits"]').textContent));
      await page.reload();
      await settled(page);
      assert.equal(await page.getAttribute('html', 'lang'), 'en');
      await page.goto(`${server.url}?lang=de`);
      await settled(page);
      assert.equal(await page.getAttribute('html', 'lang'), 'de', 'the address wins');
    }));

  test('in German no English word of the table is left in the HTML', () =>
    lacking('webgl', { viewport: DESK, locale: 'de-DE' }, async (page) => {
      await settled(page);
      const words = await page.evaluate(() => {
        const texts = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) if (!walker.currentNode.parentElement.closest('noscript, script')) texts.push(walker.currentNode.data);
        return texts;
      });
      const same = (pattern) => new RegExp(`^${pattern.replace(/[.*+?^$|()[\]\\]/g, '\\$&').replace(/\{\d\}/g, '.+')}$`);
      const english = Object.entries(german).filter(([key, value]) => key !== value && /[a-z]{2}/i.test(key.replace(/\{\d\}/g, '')));
      const left = words.filter((text) => english.some(([key]) => same(key).test(text.trim())));
      // A German sentence may well be built like an English pattern; what it must not be is one that is not German as well.
      const translated = Object.values(german).map(same);
      assert.deepEqual(left.filter((text) => !translated.some((pattern) => pattern.test(text.trim()))), []);
    }));

  test('without WebAssembly the same numbers stand there as text, in the visitor\'s language', async () => {
    const context = await browser.newContext({ viewport: DESK, locale: 'de-DE' });
    const page = await context.newPage();
    const said = [];
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && said.push(message.text()));
    await page.addInitScript(() => { globalThis.creditcast = { paths: 50 }; });
    await page.addInitScript(WITHOUT.wasm);
    await page.route('**/worker.mjs', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `delete globalThis.WebAssembly;\n${await response.text()}` });
    });
    await page.goto(server.url);
    await settled(page);
    assert.match(await page.innerText('#notice'), /fehlt WebAssembly/);
    assert.ok(await page.isVisible('table'));
    assert.deepEqual(await findings(page), []);
    const { stdout } = spawnSync(path.join(root, 'build/native/creditcast'),
      ['forecast', path.join(root, 'public/scenarios/imagineart-lookbook.json'), '--paths', '50', '--format', 'json']);
    const forecast = JSON.parse(stdout);
    assert.equal(await figure(page, 'money'), forecast.money_per_month.mean);
    assert.equal(await figure(page, 'run-out'), forecast.run_out.probability);
    assert.equal(await figure(page, 'wasted'), forecast.typical_month.expired.mean);
    // The form answers too.
    const before = await page.innerText('[data-testid=credits]');
    await page.locator('#inputs input').first().fill('3');
    await page.locator('#inputs input').first().blur();
    await page.waitForFunction((was) => document.querySelector('[data-testid=credits]').innerText !== was, before);
    // Whether what was preloaded is missed the browser says some seconds after the page is there.
    await page.waitForTimeout(6_000);
    assert.deepEqual(said, []);
    await context.close();
  });

  /** What a screen reader is told to have the focus. */
  const focused = (page) =>
    page.evaluate(() => {
      const place = document.getElementById(document.getElementById('canvas').getAttribute('aria-activedescendant'));
      return place && { role: place.getAttribute('role'), label: place.getAttribute('aria-label'), value: place.getAttribute('aria-valuetext') };
    });
  const inCanvas = (page) => page.evaluate(() => document.activeElement?.id === 'canvas');

  test('Tab goes through the whole canvas, says what it is on, and leaves; Shift+Tab comes back', () =>
    visit(DESK, async (page) => {
      await settled(page);
      await page.keyboard.press('Tab');
      assert.ok(await inCanvas(page), 'Tab does not reach the canvas');
      const there = [];
      while (there.length < 300 && (await inCanvas(page))) {
        // Where the page has just grown below, a frame later than the key.
        await page.waitForFunction(() =>
          document.getElementById(document.getElementById('canvas').getAttribute('aria-activedescendant'))?.getAttribute('aria-label'));
        there.push(await focused(page));
        await page.keyboard.press('Tab');
      }
      assert.ok(there.length > 30 && there.length < 300, `${there.length} stops`);
      assert.deepEqual(there.filter((stop) => !stop?.label), []);
      const looks = there.find(({ role, label }) => role === 'slider' && label === 'Looks');
      assert.match(looks?.value ?? '', /a day$/);
      await page.focus('#canvas');
      await page.keyboard.press('Shift+Tab');
      assert.ok(await inCanvas(page));
    }));

  test('a slider that has the focus says its new value when the keys move it', () =>
    visit(DESK, async (page) => {
      await settled(page);
      await page.focus('#canvas');
      for (let i = 0; i < 60 && (await focused(page))?.role !== 'slider'; ++i) await page.keyboard.press('Tab');
      const before = await focused(page);
      await page.keyboard.press('ArrowRight');
      await rest(page);
      const after = await focused(page);
      assert.equal(after.label, before.label);
      assert.notEqual(after.value, before.value);
      await page.screenshot({ path: path.join(pictures, 'focus-1440x900.png') });
    }));

  test('a tap on a number brings a numeric field in the very tap, which takes what is typed and pasted', () =>
    visit({ width: 360, height: 800, touch: true, ratio: 2 }, async (page) => {
      await settled(page);
      const before = await figure(page, 'credits');
      await page.focus('#canvas');
      for (let i = 0; i < 60; ++i) {
        await page.keyboard.press('Tab');
        const { role, label } = (await focused(page)) ?? {};
        if (role === 'button' && /^Looks: type a number/.test(label)) break;
      }
      await page.keyboard.press('Enter');
      const field = page.locator('#typing');
      await field.waitFor();
      assert.equal(await field.getAttribute('inputmode'), 'decimal');
      assert.match(await field.getAttribute('aria-label'), /Looks/);
      await page.keyboard.press('Control+A');
      await page.keyboard.insertText('5');  // as a paste comes
      await page.waitForFunction((old) => Number(document.querySelector('[data-testid="credits"]').dataset.value) > old * 2, before);
      await page.screenshot({ path: path.join(pictures, 'typing-360x800.png') });
      assert.deepEqual(await findings(page), []);
      await page.keyboard.press('Enter');
      await field.waitFor({ state: 'detached' });
      assert.ok(await inCanvas(page));
    }));

  test('the canvas has a pixel for each of the screen\'s, at every zoom and ratio', async () => {
    for (const ratio of [0.8, 1, 1.25, 1.5, 2, 3]) {
      // Zoom makes the window smaller in CSS pixels and the ratio larger.
      await visit({ width: 1023, height: 767, ratio }, async (page) => {
        await settled(page);
        await rest(page);
        const { width, height, across, down } = await page.evaluate(() => {
          const canvas = document.getElementById('canvas');
          const box = canvas.getBoundingClientRect();
          return { across: canvas.width, down: canvas.height, width: box.width * devicePixelRatio, height: box.height * devicePixelRatio };
        });
        assert.ok(Math.abs(across - width) <= 1 && Math.abs(down - height) <= 1, `${across} x ${down} for ${width} x ${height} at ${ratio}`);
      });
    }
  });

  test('two fingers pinch the page, which is then drawn as finely as it is shown', () =>
    visit({ ...PHONE, ratio: 1 }, async (page) => {
      await settled(page);
      const before = await figure(page, 'credits');
      assert.equal(await page.evaluate(() => document.getElementById('canvas').width), 360);
      const session = await page.context().newCDPSession(page);
      await session.send('Input.synthesizePinchGesture', { x: 180, y: 500, scaleFactor: 2, relativeSpeed: 800 });
      await page.waitForFunction(() => visualViewport.scale > 1.5);
      await page.waitForFunction(() => document.getElementById('canvas').width > 500);
      assert.equal(await figure(page, 'credits'), before);
    }));

  test('where motion is unwelcome a flick ends with the finger', () =>
    visit({ ...PHONE, calm: true }, async (page) => {
      await settled(page);
      const session = await page.context().newCDPSession(page);
      const finger = (type, y) => session.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x: 350, y }] });
      await finger('touchStart', 700);
      for (let y = 680; y >= 300; y -= 40) await finger('touchMove', y);
      await page.waitForTimeout(100);
      await finger('touchEnd', 300);
      await rest(page, 200);
      const there = await page.screenshot();
      await rest(page, 600);
      assert.ok((await page.screenshot()).equals(there), 'the page moves on by itself');
    }));

  for (const [name, look] of Object.entries({ wide: DESK, medium: { width: 1024, height: 768 }, narrow: { width: 360, height: 800, touch: true } })) {
    test(`speaks German on the canvas too, ${name}`, () =>
      visit({ ...look, locale: 'de-DE' }, async (page) => {
        await settled(page);
        assert.equal(await page.getAttribute('html', 'lang'), 'de');
        await page.focus('#canvas');
        const said = [];
        for (let i = 0; i < 12; ++i) {
          await page.keyboard.press('Tab');
          said.push((await focused(page))?.label ?? '');
        }
        // What the work calls its own things is not translated.
        const named = readFileSync(path.join(root, 'public/scenarios/imagineart-lookbook.json'), 'utf8');
        const english = Object.keys(german).filter((key) => german[key] !== key && !named.includes(JSON.stringify(key)));
        assert.deepEqual(said.filter((label) => english.includes(label)), []);
        await page.screenshot({ path: path.join(pictures, `german-${look.width}x${look.height}.png`) });
      }));
  }
};
