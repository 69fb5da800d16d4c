// What a scenario says beyond rates and phases, on the canvas and in the form; a price where none is published; the closer looks as HTML; the
// colours of the visitor's system.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DESK, PHONE, rest, settled } from '../browser.mjs';

const noWebgl = () => {
  const original = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
    return kind === 'webgl2' ? null : original.call(this, kind, ...more);
  };
};

export default ({ test, visit, browser, server, root, pictures }) => {
  const axe = readFileSync(path.join(root, 'tests/node_modules/axe-core/axe.min.js'), 'utf8');
  async function findings(page) {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }
  const focused = (page) => page.evaluate(() => {
    const id = document.getElementById('canvas').getAttribute('aria-activedescendant');
    return (id && document.getElementById(id)?.getAttribute('aria-label')) || '';
  });
  async function reach(page, label) {
    for (let i = 0; i < 150; ++i) {
      await page.keyboard.press('Tab');
      if ((await focused(page)).includes(label)) return;
    }
    assert.fail(`Tab does not lead to ${label}`);
  }
  const press = async (page, key) => {
    await page.keyboard.press(key, { delay: 20 });
    await rest(page);
  };
  /** The page without WebGL 2, whose form is all there is to set with. */
  async function plain(look, body) {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 1600 }, ...look });
    const page = await context.newPage();
    await page.addInitScript(() => { globalThis.creditcast = { paths: 200 }; });
    await page.addInitScript(noWebgl);
    await page.goto(server.url);
    try {
      await settled(page);
      await body(page);
    } finally {
      await context.close();
    }
  }

  test('describe: a plan to come and days off are set by keys, and undone', () =>
    visit({ ...DESK, height: 1200, paths: 200 }, async (page) => {
      await settled(page);
      const money = () => page.locator('[data-testid="month"] td:nth-of-type(3)').allTextContents();
      assert.equal(new Set(await money()).size, 1);
      await page.focus('#canvas');
      await reach(page, 'Plan later on');
      await press(page, 'Enter');
      await reach(page, '+ Change of plan');
      await press(page, 'Enter');
      await settled(page);
      await rest(page);
      assert.ok(new Set(await money()).size > 1, 'from the second month on another plan is paid');
      await page.screenshot({ path: path.join(pictures, 'describe-later-1440x1200.png') });
      await page.keyboard.press('Control+z');
      await rest(page);
      await settled(page);
      assert.equal(new Set(await money()).size, 1);
    }));

  /** The work as this browser keeps it, once that is what it is to be. */
  const kept = (page, is) => page.waitForFunction((wanted) => {
    const { scenario } = JSON.parse(localStorage.getItem('creditcast.work') ?? '{}');
    const { calendar, plan_changes: changes = [] } = JSON.parse(scenario ?? '{}');
    return JSON.stringify({ holidays: calendar?.holidays ?? [], changes: changes.map(({ month, plan, term }) => [month, plan, term]) }) === wanted;
  }, JSON.stringify({ holidays: [], changes: [], ...is }), { timeout: 20_000 });

  test('describe: days off and a plan to come are set by mouse', () =>
    visit({ ...DESK, height: 1200, paths: 200 }, async (page) => {
      await settled(page);
      // Where things lie at 1440 x 1200 from the rail's left edge on, see web/views/people.cpp and time_card.cpp.
      const click = async (x, y) => {
        await page.mouse.click(x, y);
        await rest(page);
      };
      await click(100, 758);  // plan later on
      await click(90, 784);  // one change
      await kept(page, { changes: [[1, 'creator', 'month']] });
      await click(325, 784);  // after so many months
      await click(248, 856);  // one more
      await click(248, 856);
      await click(700, 1190);
      await kept(page, { changes: [[3, 'creator', 'month']] });
      await click(310, 810);  // its plan
      await click(160, 881);
      await kept(page, { changes: [[3, 'standard', 'month']] });
      await page.screenshot({ path: path.join(pictures, 'later-mouse-1440x1200.png') });
      await settled(page);
      const money = await page.locator('[data-testid="month"] td:nth-of-type(3)').allTextContents();
      assert.notEqual(money[2], money[3]);
      await click(360, 784);  // away with it
      await kept(page, {});

      await click(100, 475);  // looking ahead
      await click(326, 535);  // by calendar
      await click(100, 655);  // days off
      await click(70, 680);  // one of them
      await kept(page, { holidays: ['2027-01-01'] });
      await click(300, 681);
      await page.keyboard.press('Control+A');
      await page.keyboard.type('2027-05-03');
      await page.keyboard.press('Enter');
      await kept(page, { holidays: ['2027-05-03'] });
      await click(70, 712);  // one more
      await kept(page, { holidays: ['2027-05-03', '2027-05-04'] });
      await page.screenshot({ path: path.join(pictures, 'days-off-mouse-1440x1200.png') });
      await click(360, 683);
      await kept(page, { holidays: ['2027-05-04'] });
      await settled(page);
    }));

  test('describe: days off and a plan to come are set by finger', async () => {
    for (const look of [{}, { locale: 'de-DE', dark: true }]) {
      await visit({ ...PHONE, paths: 200, ...look }, async (page) => {
        await settled(page);
        const german = Boolean(look.locale);
        // What the keyboard comes to from above stands at the lower edge: a row of 40 px, 16 px from it.
        const ROW = 764;
        const bring = async (words, or) => {
          await page.focus('#canvas');
          await reach(page, german ? or : words);
          await rest(page);
        };
        const tap = async (x, y = ROW) => {
          await page.touchscreen.tap(x, y);
          await rest(page);
        };
        await bring('Plan later on', 'Tarif später');
        await tap(100);
        await bring('+ Change of plan', '+ Tarifwechsel');
        await tap(80);
        await kept(page, { changes: [[1, 'creator', 'month']] });
        await bring('+ Change of plan', '+ Tarifwechsel');
        // Its row of months and its row of plans lie above.
        await tap(265, ROW - 89);
        await page.waitForSelector('#typing');
        assert.equal(await page.getAttribute('#typing', 'inputmode'), 'decimal');
        await page.keyboard.type('6');
        await page.keyboard.press('Enter');
        await kept(page, { changes: [[6, 'creator', 'month']] });
        await page.screenshot({ path: path.join(pictures, `later-finger-360x800-${german ? 'german-dark' : 'light'}.png`) });
        await tap(316, ROW - 89);
        await kept(page, {});

        await bring('Looking ahead', 'Vorausschau');
        await tap(100);
        await bring('by calendar', 'nach Kalender');
        await tap(280);
        await bring('Holidays', 'Freie Tage');
        await tap(100);
        await bring('+ Holiday', '+ Freier Tag');
        await tap(60);
        await kept(page, { holidays: ['2027-01-01'] });
        await tap(200);
        await page.waitForSelector('#typing');
        await page.keyboard.press('Control+A');
        await page.keyboard.type('2027-05-03');
        await page.keyboard.press('Enter');
        await kept(page, { holidays: ['2027-05-03'] });
        await page.screenshot({ path: path.join(pictures, `days-off-finger-360x800-${german ? 'german-dark' : 'light'}.png`) });
        await tap(316);
        await kept(page, {});
        await settled(page);
      });
    }
  });

  test('describe: the place of a price that nobody publishes takes one, by keys', () =>
    visit({ ...DESK, paths: 200 }, async (page) => {
      await settled(page);
      const price = () => page.getAttribute('[data-testid="plan enterprise/month"]', 'data-value');
      assert.equal(await price(), '');
      await page.focus('#canvas');
      await reach(page, 'All 14 plans');
      await press(page, 'Enter');
      await reach(page, 'Enter the price of Enterprise');
      await press(page, 'Enter');
      await page.keyboard.type('45');
      await rest(page, 500);
      await page.screenshot({ path: path.join(pictures, 'describe-price-1440x900.png') });
      await page.waitForFunction(() => document.querySelector('[data-testid="plan enterprise/month"]').dataset.value === '45', null, { timeout: 60_000 });
    }));

  test('the closer looks stand in the HTML once they are asked for, and axe-core finds nothing in them', () =>
    visit({ ...DESK, paths: 200 }, async (page) => {
      await settled(page);
      const rows = (id) => page.locator(`[data-testid="row ${id}"]`).count();
      assert.ok((await rows('balance')) > 8);
      assert.ok((await rows('volume')) > 3);
      for (const id of ['inputs', 'habits', 'path']) {
        assert.equal(await rows(id), 0, `${id} waits until it is asked for`);
        await page.focus(`[data-testid="ask ${id}"]`);
        await page.keyboard.press('Enter');
        await page.waitForSelector(`[data-testid="row ${id}"]`, { state: 'attached', timeout: 120_000 });
      }
      assert.equal(await page.evaluate(() => document.activeElement.textContent.startsWith('Future no. 1')
        || document.activeElement.dataset.ask), true, 'who has asked is where the answer is');
      assert.match(await page.textContent('[data-testid="look inputs"] caption'), /^Most of all: /);
      assert.equal(await rows('habits'), 2);
      const future = await page.textContent('[data-testid="look path"] h2');
      await page.evaluate(() => document.querySelector('[data-testid="ask path"]').click());
      await page.waitForFunction((old) => document.querySelector('[data-testid="look path"] h2').textContent !== old
        && document.querySelector('[data-testid="row path"]'), future, { timeout: 60_000 });
      assert.deepEqual(await findings(page), []);
    }));

  test('without WebGL 2 days off, plans to come and numbers by table are set in the form', () =>
    plain({}, async (page) => {
      for (const name of await page.locator('#inputs summary').all()) await name.click();
      await page.selectOption('#choose-calendar-0', 'dates');
      await page.waitForSelector('#set-start-0');
      await page.focus('#do-holiday-add-0');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#set-holiday-0');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'do-holiday-add-0');
      await page.fill('#set-holiday-0', '2027-05-03');
      await page.waitForFunction(() => document.getElementById('do-holiday-remove-0').textContent.includes('2027-05-03'));
      await page.focus('#do-holiday-remove-0');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#set-holiday-0', { state: 'detached' });
      assert.equal(await page.evaluate(() => document.activeElement.name), 'holiday-add', 'the focus is not lost');

      await page.click('#do-change-add-0');
      await page.waitForSelector('#set-change-month-0');
      await page.fill('#set-change-month-0', '6');
      await page.selectOption('#choose-rate-kind-0', '3');
      await page.waitForSelector('#set-rate-chance-0-0');
      await page.fill('#set-rate-chance-0-0', '10');
      await page.waitForSelector('#inputs .error');
      assert.match(await page.textContent('#inputs .error'), /The chances make \d+ %: \d+ % is missing\./);
      assert.deepEqual(await findings(page), []);
      await page.screenshot({ path: path.join(pictures, 'plain-form-1440.png') });
      await page.click('#do-rate-even-0');
      await page.waitForSelector('#inputs .error', { state: 'detached' });
      await settled(page);
      assert.equal(await page.locator('[data-testid="error"]').count(), 0);
      const money = await page.locator('[data-testid="month"] td:nth-of-type(3)').allTextContents();
      assert.notEqual(money[5], money[6], 'the plan changes after six months');
    }));

  test('without WebGL 2 the form sets what happens at zero, limits, people, seats and what is held, and undoes it', async () => {
    for (const [name, look] of Object.entries({ 1440: {}, '360-german': { viewport: { width: 360, height: 800 }, locale: 'de-DE', colorScheme: 'dark' } })) {
      await plain(look, async (page) => {
        for (const id of ['zero', 'people', 'held', 'stream-0', 'phase-0-0']) await page.click(`#group-${id} summary`);
        const figures = () => page.textContent('#answer');
        const before = await figures();
        await page.focus('#do-zero-add-0');
        await page.keyboard.press('Enter');
        await page.waitForSelector('#choose-zero-step-1');
        assert.equal(await page.evaluate(() => document.activeElement.id), 'do-zero-add-0', 'the focus is not lost');
        await page.waitForFunction((was) => document.getElementById('answer').textContent !== was, before);
        await page.fill('#set-zero-cap-1', '40');
        await page.click('#do-zero-up-1');
        await page.waitForFunction(() => document.getElementById('set-zero-cap-0')?.value === '40');
        await page.fill('#set-zero-cap-0', '');
        await page.waitForFunction(() => document.querySelectorAll('#set-zero-cap-0:not([value]), #set-zero-cap-0[value=""]').length === 1);
        await page.fill('#set-reserve-0', '35');
        await page.waitForFunction(() => document.getElementById('set-reserve-to-0').value === '45');
        await page.fill('#set-budget-0', '9000');
        await page.fill('#set-phase-budget-0-0', '70');
        await page.fill('#set-seats-0', '3');
        await page.click('#do-owner-add-0');
        await page.fill('#set-owner-name-0', 'Ada');
        await page.selectOption('#choose-owner-kind-0', 'team');
        await page.fill('#set-owner-cap-0', '900');
        await page.waitForFunction(() => document.querySelector('#choose-stream-owner-0 option:nth-child(2)')?.textContent === 'Ada');
        const [id] = await page.$$eval('#choose-stream-owner-0 option:nth-child(2)', (options) => options.map(({ value }) => value));
        await page.selectOption('#choose-stream-owner-0', id);
        await page.fill('#set-held-2', '5000');
        await settled(page);
        assert.equal(await page.locator('[data-testid="error"]').count(), 0);
        assert.deepEqual(await findings(page), []);
        const { scrolls, low } = await page.evaluate(() => ({
          scrolls: document.documentElement.scrollWidth - innerWidth,
          low: [...document.querySelectorAll('#inputs select, #inputs input:not([type="checkbox"]), #inputs button')].filter((one) => one.offsetParent && one.offsetHeight < 40).map((one) => one.id),
        }));
        assert.ok(scrolls <= 0);
        assert.deepEqual(low, []);
        await page.locator('#inputs').screenshot({ path: path.join(pictures, `plain-form-terms-${name}.png`) });
        // Every control has a label, and what stands side by side says what it is done to.
        assert.equal(await page.$$eval('#inputs select, #inputs input', (all) => all.filter((one) => one.labels.length !== 1).length), 0);
        assert.match(await page.getAttribute('#do-owner-remove-0', 'aria-label'), /^(Remove|Entfernen): Ada$/);
        await rest(page, 700);
        await page.click('#do-owner-remove-0');
        await page.waitForSelector('#set-owner-name-0', { state: 'detached' });
        await page.click('#do-undo-0');
        await page.waitForSelector('#set-owner-name-0');
        assert.equal(await page.inputValue('#choose-stream-owner-0'), id);
        await page.click('#do-redo-0');
        await page.waitForSelector('#set-owner-name-0', { state: 'detached' });
        assert.equal(await page.getAttribute('#do-redo-0', 'aria-disabled'), 'true');
      });
    }
  });

  test('in the colours of the visitor\'s system nothing is told by a colour alone', async () => {
    for (const [name, look] of Object.entries({ 1440: {}, 360: { viewport: { width: 360, height: 800 } } })) {
      await plain({ ...look, forcedColors: 'active' }, async (page) => {
        assert.ok(await page.evaluate(() => matchMedia('(forced-colors: active)').matches));
        await page.fill('#set-rate-0', '-4');
        const lines = await page.evaluate(() => {
          const of = (selector) => {
            const { borderTopStyle, borderTopWidth } = getComputedStyle(document.querySelector(selector));
            return `${borderTopWidth} ${borderTopStyle}`;
          };
          return { wrong: of('#set-rate-0'), right: of('#set-days-0'), chosen: of('#languages [aria-pressed="true"]'), other: of('#languages [aria-pressed="false"]') };
        });
        assert.notEqual(lines.wrong, lines.right);
        assert.notEqual(lines.chosen, lines.other);
        // Every control has an edge of another colour than what it stands on.
        const flat = await page.evaluate(() => [...document.querySelectorAll('#inputs select, #inputs input, #inputs button, #answer button, .mark')].filter((one) => {
          const { borderTopColor, backgroundColor, borderTopWidth } = getComputedStyle(one);
          return one.type !== 'checkbox' && (borderTopWidth === '0px' || borderTopColor === backgroundColor);
        }).map((one) => one.id || one.className));
        assert.deepEqual(flat, []);
        assert.deepEqual(await findings(page), []);
        await page.screenshot({ path: path.join(pictures, `forced-colours-${name}.png`), fullPage: name === '360' });
      });
    }
    await visit({ ...DESK, paths: 200 }, async (page) => {
      await page.emulateMedia({ forcedColors: 'active' });
      await settled(page);
      await page.mouse.click(1395, 28);
      await page.waitForSelector('dialog[open]');
      await page.screenshot({ path: path.join(pictures, 'forced-colours-dialog.png') });
      assert.deepEqual(await findings(page), []);
    });
  });
};
