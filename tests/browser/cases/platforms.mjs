// The same work on other platforms: whose numbers these are, when it is computed, and that a press takes the work there.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { DESK, PHONE, rest, settled } from '../browser.mjs';

const CATALOG = /\/catalogs\/[a-z]+\.json$/;

/** What the HTML says of each platform. */
const platforms = (page) => page.evaluate(() => Object.fromEntries([...document.querySelectorAll('[data-testid^="platform "]')].map((row) =>
  [row.dataset.testid.slice('platform '.length), {
    value: row.dataset.value, here: row.classList.contains('chosen'), words: [...row.cells].map((cell) => cell.textContent),
  }])));

export default ({ test, visit, root, pictures }) => {
  const program = (...args) => {
    const run = spawnSync(path.join(root, 'build/native/creditcast'), [...args, '--format', 'json'], { maxBuffer: 1 << 28 });
    assert.equal(run.status, 0, String(run.stderr));
    return JSON.parse(run.stdout);
  };
  /** Has the platforms compared by the button of the HTML. */
  async function compare(page) {
    await page.evaluate(() => document.querySelector('[data-testid="platforms"]').click());
    await page.waitForSelector('[data-testid^="platform "]', { state: 'attached', timeout: 120_000 });
    return platforms(page);
  }

  for (const id of ['imagineart-lookbook', 'hippist-lookbook']) {
    test(`the same work on other platforms costs what the program says: ${id}`, () =>
      visit({ ...DESK, hash: `#scenario=${id}`, paths: 100 }, async (page, sent) => {
        await settled(page);
        assert.equal(sent.filter((url) => CATALOG.test(url)).length, 1, 'other catalogs wait until they are needed');
        const says = await compare(page);
        assert.equal(sent.filter((url) => CATALOG.test(url)).length, 5);
        const compared = program('compare', path.join(root, 'public/scenarios', `${id}.json`), '--platforms', 'all', '--paths', '100');
        const known = new Set(compared.plans.map(({ platform }) => platform));
        assert.deepEqual(Object.keys(says).sort(), [...known].sort());
        let priced = 0, last = -1;
        for (const [platform, { value, here, words }] of Object.entries(says)) {
          const rows = compared.plans.filter((row) => row.platform === platform);
          assert.equal(here, platform === id.split('-')[0]);
          if (rows.every(({ has_work: can }) => !can)) assert.match(words.at(-1), /cannot do/, platform);
          if (value === '') {
            assert.ok(words.at(-1).length > 5, `${platform} says why it has no price`);
            last = Infinity;
            continue;
          }
          ++priced;
          assert.ok(Number(value) >= last, `${platform} is in its place`);
          last = Number(value);
          assert.ok(rows.some((row) => row.money_per_month?.mean === Number(value)), `${platform}: ${value}`);
        }
        assert.ok(priced > 0);
      }));
  }

  test('a press on a platform takes the work there, by mouse, by keys and by finger', () =>
    visit({ ...DESK, paths: 100 }, async (page) => {
      await settled(page);
      const before = await compare(page);
      const keyboard = async () => {
        for (let i = 0; i < 300; ++i) {
          await page.keyboard.press('Tab');
          const label = await page.evaluate(() => document.getElementById(document.getElementById('canvas').getAttribute('aria-activedescendant'))?.getAttribute('aria-label') ?? '');
          if (label.includes('Take the work to Fittins AI')) return true;
        }
        return false;
      };
      await page.focus('#canvas');
      assert.ok(await keyboard(), 'Tab comes to the row');
      await page.screenshot({ path: path.join(pictures, 'platforms-focus.png') });
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.querySelector('[data-testid="scenario"]')?.textContent.includes('Fittins AI'), null, { timeout: 60_000 });
      await settled(page);
      // Its plan to take is there among the plans, at the money that the row told.
      const plans = await page.evaluate(() => [...document.querySelectorAll('[data-testid^="plan "]')].map((row) => row.dataset.value));
      assert.ok(plans.includes(before.fittins.value), `${before.fittins.value} among ${plans}`);
      const after = await compare(page).catch(() => platforms(page));
      assert.ok(after.fittins.here);
      assert.equal(after.imagineart.value, before.imagineart.value, 'and the way back costs what it cost');
    }));

  for (const [name, look] of Object.entries({ 1440: DESK, '1440-dark': { ...DESK, dark: true }, 1024: { width: 1024, height: 768 }, 360: PHONE, '360-dark-de': { ...PHONE, dark: true, locale: 'de-DE' } })) {
    test(`the platforms side by side, in sight: ${name}`, () =>
      visit({ ...look, height: name.startsWith('360') ? 8_000 : 4_200, paths: 100 }, async (page) => {
        await settled(page);
        await page.waitForSelector('[data-testid^="platform "]', { state: 'attached', timeout: 120_000 });
        await rest(page);
        await page.screenshot({ path: path.join(pictures, `platforms-${name}.png`) });
      }));
  }
};
