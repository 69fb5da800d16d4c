// Describing the work in the page: from nothing by mouse, by keys and by finger; phases; credits that run out; another platform.
import assert from 'node:assert/strict';
import path from 'node:path';
import { DESK, PHONE, drag, figure, rest, settled, text } from '../browser.mjs';

/** Where things lie at 1440 x 900, see web/views/page.cpp and header.cpp. */
const PLATFORM = { x: 190, y: 28 }, CHOOSER = { x: 380, y: 28 };
const BEGIN = { project: { x: 504, y: 220 }, pieces: { x: 728, y: 220 }, event: { x: 952, y: 220 } };
const ADD_PHASE = { x: 1030, y: 85 };
/** The first card's menu where five cards stand in rows of three. */
const DOTS = { x: 592, y: 124 };
const command = (line) => ({ x: 545, y: 164 + 32 * line });
const FIRST_SLIDER = { left: 48, right: 360, y: 142 };

export default ({ test, visit, pictures, index }) => {
  const shot = (page, name) => page.screenshot({ path: path.join(pictures, `describe-${name}.png`) });
  const click = async (page, { x, y }) => {
    await page.mouse.click(x, y);
    await rest(page, 350);
  };
  const press = async (page, key, times = 1) => {
    for (let i = 0; i < times; ++i) {
      await page.keyboard.press(key, { delay: 20 });
      await page.waitForTimeout(60);
    }
  };
  /** What has the focus on the canvas, as screen readers are told it. */
  const focused = (page) => page.evaluate(() => {
    const id = document.getElementById('canvas').getAttribute('aria-activedescendant');
    return (id && document.getElementById(id)?.getAttribute('aria-label')) || '';
  });
  const reach = async (page, key, label) => {
    for (let i = 0; i < 60; ++i) {
      await press(page, key);
      if ((await focused(page)).includes(label)) return;
    }
    assert.fail(`${key} does not lead to ${label}`);
  };
  const plans = (page) => page.locator('[data-testid^="plan "]').count();
  const words = (page, id) => page.textContent(`[data-testid="${id}"] + dd`);
  const examples = (platform) => index.scenarios.filter((scenario) => scenario.platform === platform);
  /** The list fills the page's height: its first line begins at 16; a heading is 28 high, an entry as high as a control. */
  const entry = (line, headings, control = 32) => 16 + 28 * headings + control * line + control / 2;
  const START = (control) => entry(examples('imagineart').length + index.presets.length, 3, control);

  test('describe: from nothing to a plan comparison by mouse', async () => {
    for (const dark of [false, true]) {
      await visit({ ...DESK, dark }, async (page) => {
        await settled(page);
        await click(page, CHOOSER);
        await shot(page, `list-1440x900-${dark ? 'dark' : 'light'}`);
        await click(page, { x: CHOOSER.x, y: START(32) });
        assert.equal(await plans(page), 0);
        await shot(page, `nothing-1440x900-${dark ? 'dark' : 'light'}`);
        await click(page, BEGIN.project);
        await settled(page);
        assert.ok((await figure(page, 'credits')) > 0);
        assert.ok((await plans(page)) > 3);
        assert.match(await text(page, 'scenario'), /^Your own work, ImagineArt/);
        await rest(page);
        await shot(page, `begun-1440x900-${dark ? 'dark' : 'light'}`);
      });
    }
  });

  test('describe: from nothing to a plan comparison by keys alone', () =>
    visit(DESK, async (page) => {
      await settled(page);
      await page.focus('#canvas');
      await reach(page, 'Tab', 'Fashion lookbook');
      await press(page, 'Enter');
      await reach(page, 'ArrowDown', 'Start from nothing');
      await shot(page, 'keys-1440x900');
      await press(page, 'Enter');
      await rest(page);
      assert.equal(await plans(page), 0);
      await reach(page, 'Tab', 'A project in phases');
      await press(page, 'Enter');
      await settled(page);
      assert.ok((await plans(page)) > 3);
      assert.match(await text(page, 'scenario'), /^Your own work/);
    }));

  test('describe: from nothing to a plan comparison by finger, at 360', () =>
    visit(PHONE, async (page) => {
      await settled(page);
      await page.touchscreen.tap(90, 88);
      await rest(page, 500);
      await shot(page, 'list-360x800');
      await page.touchscreen.tap(120, START(40));
      await rest(page, 500);
      assert.equal(await plans(page), 0);
      await shot(page, 'nothing-360x800');
      await page.touchscreen.tap(180, 300);
      await settled(page);
      assert.ok((await figure(page, 'credits')) > 0);
      assert.ok((await plans(page)) > 3);
      await rest(page);
      await shot(page, 'begun-360x800');
    }));

  test('describe: a phase is added, moved and removed', () =>
    visit(DESK, async (page) => {
      await settled(page);
      const before = await figure(page, 'credits');
      await click(page, ADD_PHASE);
      await settled(page);
      const longer = await figure(page, 'credits');
      assert.ok(longer > before, `${before} credits before, ${longer} with one phase more`);
      // A move keeps what is done; the order alone changes, and every piece still goes through all of it.
      await click(page, DOTS);
      await shot(page, 'menu-1440x900');
      await click(page, command(0));
      await settled(page);
      const moved = await figure(page, 'credits');
      assert.ok(moved > 0);
      await click(page, DOTS);
      await click(page, command(2));
      await settled(page);
      assert.ok((await figure(page, 'credits')) < moved);
      await rest(page);
      await shot(page, 'phases-1440x900');
    }));

  test('describe: credits are made to run out, and the day is found', () =>
    visit(DESK, async (page) => {
      await settled(page);
      await drag(page, { x: (FIRST_SLIDER.left + FIRST_SLIDER.right) / 2, y: FIRST_SLIDER.y }, { x: FIRST_SLIDER.right, y: FIRST_SLIDER.y });
      await page.mouse.up();
      await settled(page);
      assert.ok((await figure(page, 'run-out')) > 0.9);
      const found = /day (\d+)/.exec(await words(page, 'run-out'));
      assert.ok(found, await words(page, 'run-out'));
      assert.ok(Number(found[1]) < 60, `by day ${found[1]}`);
    }));

  test('describe: everything of a phase, of a stream and of the account unfolds', async () => {
    for (const dark of [false, true]) {
      await visit({ ...DESK, height: 1600, dark }, async (page) => {
        await settled(page);
        await click(page, { x: 590, y: 382 });  // More, of the second card
        await click(page, { x: 80, y: 165 });   // what is folded below the first stream
        await rest(page);
        await shot(page, `unfolded-1440x1600-${dark ? 'dark' : 'light'}`);
        const before = await page.screenshot();
        await click(page, { x: 590, y: 382 });
        assert.ok(!(await page.screenshot()).equals(before));
      });
    }
    for (const look of [{ width: 1024, height: 1400 }, { ...PHONE, height: 2400 }]) {
      await visit(look, async (page) => {
        await settled(page);
        await rest(page);
        await shot(page, `page-${look.width}x${look.height}`);
      });
    }
  });

  test('describe: one\'s own work goes along to another platform, an example does not', () =>
    visit(DESK, async (page) => {
      await settled(page);
      const other = (name) => index.catalogs.findIndex((catalog) => catalog.name.startsWith(name));
      const choose = async (name) => {
        await click(page, PLATFORM);
        await click(page, { x: PLATFORM.x, y: 28 + 16 + 4 + 8 + 32 * other(name) + 16 });
        await page.waitForFunction((wanted) => document.querySelector('[data-testid="scenario"]').textContent.includes(wanted), name);
        await settled(page);
      };
      await choose('Fittins');
      assert.match(await text(page, 'scenario'), /Fittins/);
      assert.doesNotMatch(await text(page, 'scenario'), /Your own work/);
      await choose('ImagineArt');
      await click(page, CHOOSER);
      await click(page, { x: CHOOSER.x, y: START(32) });
      await click(page, BEGIN.project);
      await settled(page);
      await choose('hippist');
      assert.match(await text(page, 'scenario'), /^Your own work, hippist/i);
      // As it was left it is the visitor's own too.
      await rest(page, 800);
      await page.reload();
      await settled(page);
      await choose('Fittins');
      assert.match(await text(page, 'scenario'), /^Your own work, Fittins/);
      await rest(page);
      await shot(page, 'taken-along-1440x900');
    }));
};
