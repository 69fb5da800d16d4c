// The charts of the page: each told under the mouse, by the keys and under a finger, legends that switch, and one future walked.
import assert from 'node:assert/strict';
import path from 'node:path';
import { DESK, PHONE, rest, settled } from '../browser.mjs';

/** What the keyboard is on, as screen readers are told it. */
const focused = (page) => page.evaluate(() => {
  const place = document.getElementById(document.getElementById('canvas').getAttribute('aria-activedescendant'));
  return { role: place?.getAttribute('role') ?? '', label: place?.getAttribute('aria-label') ?? '', value: place?.getAttribute('aria-valuetext') ?? '' };
});

/** Tabs on, from where the keyboard is, until it is on what `is` takes. */
async function reach(page, is, what) {
  if (!(await page.evaluate(() => document.activeElement?.id === 'canvas'))) await page.focus('#canvas');
  for (let i = 0; i < 250; ++i) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (is(now)) return now;
  }
  assert.fail(`the keyboard does not come to ${what}`);
}

/** Presses a key until what the keyboard is on says something else. */
async function says(page, key, before) {
  await page.keyboard.press(key, { delay: 20 });
  await page.waitForFunction((was) => {
    const place = document.getElementById(document.getElementById('canvas').getAttribute('aria-activedescendant'));
    return (place?.getAttribute('aria-valuetext') ?? '') !== was;
  }, before.value);
  return focused(page);
}

const CHARTS = [
  ['Spent by month', /credits/],
  ['Balance', /credits/],
  ['Chance that credits have run out', /%/],
  ['Money a month by plan', /\$/, ['ArrowDown', 'ArrowUp']],
  ['Money a month by credits a month', /\$/],
];

export default ({ test, visit, pictures }) => {
  for (const [name, look] of Object.entries({ wide: DESK, medium: { width: 1024, height: 768, dark: true } })) {
    test(`see: the keys lead through every chart, and each says what it shows, ${name}`, () =>
      visit(look, async (page) => {
        await settled(page);
        for (const [title, value, [on, back] = ['ArrowRight', 'ArrowLeft']] of CHARTS) {
          const chart = await reach(page, ({ role, label }) => role === 'slider' && label.startsWith(title), title);
          const next = await says(page, on, chart);
          assert.match(next.value, value, title);
          await says(page, back, next);
        }
        await page.screenshot({ path: path.join(pictures, `crosshair-${name}.png`) });
      }));
  }

  test('see: a legend switches its series off and on', () =>
    visit(DESK, async (page) => {
      const months = { x: 400, y: 460, width: 660, height: 240 };
      await settled(page);
      await rest(page, 600);
      const before = await page.screenshot({ clip: months });
      const entry = await reach(page, ({ role, label }) => role === 'checkbox' && label.includes('Hero'), 'the legend of the months');
      assert.match(entry.label, /Hero/);
      await page.keyboard.press('Enter', { delay: 20 });
      await rest(page);
      assert.ok(!(await page.screenshot({ clip: months, path: path.join(pictures, 'legend-off.png') })).equals(before), 'nothing goes');
      await page.keyboard.press('Enter', { delay: 20 });
      await rest(page);
      assert.ok((await page.screenshot({ clip: months })).equals(before), 'it does not come back');
    }));

  test('see: what moves the answer changes between credits and money', () =>
    visit(DESK, async (page) => {
      await settled(page);
      await reach(page, ({ label }) => label === 'a tenth less', 'what moves the answer');  // it is worked out when it is seen
      await page.waitForTimeout(4000);
      await reach(page, ({ label }) => label === 'Money', 'the choice of money');
      const before = await page.screenshot();
      await page.keyboard.press('Enter', { delay: 20 });
      await rest(page, 600);
      assert.ok(!(await page.screenshot({ path: path.join(pictures, 'tornado-money.png') })).equals(before));
    }));

  test('see: one future is walked by keys, event by event', () =>
    visit({ ...DESK, hash: '#scenario=fater-energy-live' }, async (page) => {
      await settled(page);
      const handle = await reach(page, ({ role, label }) => role === 'slider' && label.startsWith('Day of this future'), 'the handle');
      assert.match(handle.value, /day 1: .* credits, .* energy points left/);
      let now = handle;
      for (let i = 0; i < 40 && now.value === handle.value; ++i) {
        await page.keyboard.press('ArrowRight', { delay: 20 });
        await page.waitForTimeout(60);
        now = await focused(page);
      }
      assert.notEqual(now.value, handle.value);
      await rest(page);
      await page.screenshot({ path: path.join(pictures, 'future-1440x900.png') });
    }));

  test('see: a finger leaves the crosshair where it presses', () =>
    visit(PHONE, async (page) => {
      await settled(page);
      await reach(page, ({ role, label }) => role === 'slider' && label.startsWith('Spent by month'), 'the months');
      await page.keyboard.press('ArrowRight', { delay: 20 });
      await rest(page, 600);
      const keys = await page.screenshot({ path: path.join(pictures, 'crosshair-360x800.png') });
      await page.touchscreen.tap(180, 400);
      await rest(page, 600);
      assert.ok(!(await page.screenshot()).equals(keys));
    }));
};
