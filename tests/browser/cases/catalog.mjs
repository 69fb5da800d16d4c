// A catalog of one's own, figures of one's own, and what an answer rests on: by mouse, keyboard and touch.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DESK, PHONE, figure, rest, settled, text } from '../browser.mjs';

/** Tabs on until the keyboard is on what begins with these words. */
async function focusOn(page, words) {
  await page.focus('#canvas');
  for (let i = 0; i < 80; ++i) {
    await page.keyboard.press('Tab', { delay: 20 });
    await page.waitForTimeout(60);
    const label = await page.evaluate(() => {
      const id = document.getElementById('canvas').getAttribute('aria-activedescendant');
      return (id && document.getElementById(id)?.getAttribute('aria-label')) ?? '';
    });
    if (label.startsWith(words)) return;
  }
  assert.fail(`the keyboard does not come to ${words}`);
}
const mine = (page) => page.locator('[data-testid="rests-on"][data-is="yours"]').count();
/** Waits until so many figures are the visitor's own, and the answer rests again. */
async function untilMine(page, count) {
  await page.waitForFunction((wanted) => document.querySelectorAll('[data-testid="rests-on"][data-is="yours"]').length === wanted, count);
  await settled(page);
}

export default ({ test, visit, root, pictures }) => {
  const catalogText = (id) => readFileSync(path.join(root, 'public/catalogs', `${id}.json`), 'utf8');
  const openDialog = async (page) => {
    await page.evaluate(() => document.querySelector('#canvas').focus());
    const drop = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File([''], 'empty.json', { type: 'application/json' }));
      return data;
    });
    await page.dispatchEvent('body', 'drop', { dataTransfer: drop });
    await page.waitForSelector('[data-testid="dialog catalog"]');
  };
  const dropFile = async (page, name, content) => {
    const data = await page.evaluateHandle(({ name, content }) => {
      const made = new DataTransfer();
      made.items.add(new File([content], name, { type: 'application/json' }));
      return made;
    }, { name, content });
    await page.dispatchEvent('#canvas', 'drop', { dataTransfer: data });
  };

  test('a broken catalog is told with every place, the page stays; a good one then takes it over', () =>
    visit(DESK, async (page) => {
      await settled(page);
      const before = await figure(page, 'credits');
      const good = catalogText('hippist').replace('"id": "hippist"', '"id": "my-shop"').replace('"name": "hippist AI"', '"name": "My shop <b>"');
      const broken = good.replace(/"is": "published"/g, '"is": "publshed"').replace('"currency": "USD"', '"currency": "dollars"');
      await openDialog(page);
      await page.fill('[data-testid="catalog text"]', broken);
      await page.getByRole('button', { name: 'Use it' }).click();
      await page.waitForSelector('.errors button');
      const errors = page.locator('.errors button');
      assert.ok((await errors.count()) > 2);
      assert.match(await errors.first().innerText(), /Line \d+, column \d+/);
      assert.match(await page.innerText('.errors'), /did you mean "published"|published/);
      assert.equal(await figure(page, 'credits'), before);
      await page.screenshot({ path: path.join(pictures, 'catalog-errors-1440x900.png') });
      const place = /Line (\d+), column (\d+)/.exec(await errors.last().innerText());
      await errors.last().click();
      const selected = await page.$eval('[data-testid="catalog text"]', (area) => ({
        text: area.value.slice(area.selectionStart, area.selectionEnd), line: area.value.slice(0, area.selectionStart).split('\n').length,
      }));
      assert.equal(selected.line, Number(place[1]));
      assert.ok(selected.text.length > 0);
      await errors.first().focus();
      await page.keyboard.press('ArrowDown');
      assert.ok(await errors.nth(1).evaluate((one) => one === document.activeElement));
      await page.fill('[data-testid="catalog text"]', good);
      await page.getByRole('button', { name: 'Use it' }).click();
      await page.waitForSelector('[data-testid="dialog catalog"]', { state: 'detached' });
      await page.waitForFunction(() => document.querySelector('[data-testid="scenario"]')?.textContent.includes('My shop <b>'));
      await settled(page);
      assert.match(await text(page, 'scenario'), /First look, My shop <b>/);
      assert.ok((await figure(page, 'credits')) > 0);
      assert.equal(await page.locator('#results b').count(), 0);
      await rest(page);
      await page.screenshot({ path: path.join(pictures, 'own-catalog-1440x900.png') });
    }));

  test('a scenario dropped on the page takes its place, whichever shipped platform it names', () =>
    visit(DESK, async (page) => {
      await settled(page);
      await dropFile(page, 'mine.json', readFileSync(path.join(root, 'public/scenarios/fittins-video-clips.json'), 'utf8'));
      await page.waitForFunction(() => document.querySelector('[data-testid="scenario"]')?.textContent.includes('Fittins'));
      await settled(page);
    }));

  test('a copy of the platform, edited, keeps the work on the page', () =>
    visit({ width: 1024, height: 768, dark: true }, async (page) => {
      await settled(page);
      const scenario = await text(page, 'scenario');
      const before = await figure(page, 'credits');
      await openDialog(page);
      await page.getByRole('button', { name: 'Edit a copy of this platform' }).click();
      await page.waitForFunction(() => document.querySelector('[data-testid="catalog text"]').value.includes('"imagineart"'));
      await page.screenshot({ path: path.join(pictures, 'catalog-dialog-1024x768-dark.png') });
      const own = await page.inputValue('[data-testid="catalog text"]');
      const edited = JSON.parse(own);
      for (const row of Object.values(edited.actions.image.prices)) if (row.price.value) row.price.value *= 2;
      edited.name = 'ImagineArt at twice the price';
      await page.fill('[data-testid="catalog text"]', JSON.stringify(edited));
      await page.getByRole('button', { name: 'Use it' }).click();
      await page.waitForFunction(() => document.querySelector('[data-testid="scenario"]')?.textContent.includes('twice'));
      await settled(page);
      assert.equal(await text(page, 'scenario'), scenario.replace('ImagineArt', 'ImagineArt at twice the price'));
      assert.ok((await figure(page, 'credits')) > 1.5 * before);
    }));

  test('too large a text, and none, are refused in a sentence', () =>
    visit(PHONE, async (page) => {
      await settled(page);
      await openDialog(page);
      await page.getByRole('button', { name: 'Use it' }).tap();
      assert.match(await page.innerText('[data-testid="catalog outcome"]'), /nothing to read/);
      await page.$eval('[data-testid="catalog text"]', (area) => { area.value = ' '.repeat(5 << 20) + '{'; });
      await page.getByRole('button', { name: 'Use it' }).tap();
      await page.waitForFunction(() => /too large/.test(document.querySelector('[data-testid="catalog outcome"]').innerText));
      await page.screenshot({ path: path.join(pictures, 'catalog-dialog-360x800.png') });
    }));

  test('a price typed on a card counts as the visitor’s own, and goes back', () =>
    visit(DESK, async (page) => {
      await settled(page);
      const before = await figure(page, 'credits');
      const own = await mine(page);
      await focusOn(page, 'Price');
      await page.keyboard.press('Enter', { delay: 30 });
      await rest(page);
      await page.screenshot({ path: path.join(pictures, 'figure-1440x900.png') });
      await page.keyboard.type('100', { delay: 60 });
      await untilMine(page, own + 1);
      assert.ok((await figure(page, 'credits')) > before);
      await page.screenshot({ path: path.join(pictures, 'figure-yours-1440x900.png') });
      await page.keyboard.press('Enter', { delay: 30 });
      await rest(page);
      // On a busy machine the keys come so slowly that each is a step of its own.
      for (let step = 0; step < 3 && (await figure(page, 'credits')) !== before; ++step) {
        await page.keyboard.press('Control+z', { delay: 30 });
        await rest(page);
        await settled(page);
      }
      await untilMine(page, own);
      assert.equal(await figure(page, 'credits'), before);
    }));

  test('what the answer rests on stands in the page, each figure with its source, the weakest first', () =>
    visit({ ...DESK, hash: '#scenario=fittins-four-phase-shoot' }, async (page) => {
      await settled(page);
      const kinds = await page.locator('[data-testid="rests-on"]').evaluateAll((items) => items.map((item) => item.dataset.is));
      const order = ['unpublished', 'assumed', 'range', 'example', 'yours', 'published'];
      assert.ok(kinds.length > 5);
      assert.ok(kinds.includes('yours'));
      const ranks = kinds.map((kind) => order.indexOf(kind));
      assert.deepEqual(ranks, [...ranks].sort((a, b) => a - b));
      for (const link of await page.locator('[data-testid="rests-on"] a').all()) {
        assert.match(await link.getAttribute('href'), /^https:\/\//);
        assert.match(await link.getAttribute('rel'), /noopener/);
      }
    }));
};
