// What goes wrong, in the visitor's language; and what did not come, tried again.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { DESK, PHONE, open, rest, settled } from '../browser.mjs';

const noWebgl = () => {
  const original = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
    return kind === 'webgl2' ? null : original.call(this, kind, ...more);
  };
};

export default ({ test, visit, browser, server, root, pictures, index }) => {
  const german = JSON.parse(readFileSync(path.join(root, 'public/text/de.json'), 'utf8'));
  const GERMAN = { ...DESK, locale: 'de-DE', paths: 200 };
  const packed = (text) => `1.${deflateRawSync(Buffer.from(text)).toString('base64url')}`;
  const file = (name) => readFileSync(path.join(root, 'public', name), 'utf8');

  /** Texts of a part of the page that are the English of the table, where that is not the German as well. */
  async function english(page, selector) {
    const texts = await page.evaluate((part) => {
      const found = [];
      for (const place of document.querySelectorAll(part)) {
        const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) found.push(walker.currentNode.data.trim());
      }
      return found.filter(Boolean);
    }, selector);
    assert.ok(texts.length > 0, `${selector} says nothing`);
    const pattern = (words) => new RegExp(`^${words.replace(/[.*+?^$|()[\]\\]/g, '\\$&').replace(/\{\d\}/g, '.+')}$`);
    const keys = Object.entries(german).filter(([key, value]) => key !== value && /[a-z]{3}.*\b[a-z]{2}/i.test(key.replace(/\{\d\}/g, ''))).map(([key]) => pattern(key));
    const values = Object.values(german).map(pattern);
    return texts.filter((text) => keys.some((key) => key.test(text)) && !values.some((value) => value.test(text)));
  }

  async function drop(page, name, content) {
    const data = await page.evaluateHandle(([called, text]) => {
      const made = new DataTransfer();
      made.items.add(new File([text], called, { type: 'application/json' }));
      return made;
    }, [name, content]);
    await page.dispatchEvent('#canvas', 'drop', { dataTransfer: data });
  }

  test('a broken catalog is told in German, from its JSON to its figures', () =>
    visit(GERMAN, async (page) => {
      await settled(page);
      const catalog = file('catalogs/hippist.json');
      for (const [content, says] of [
        ['{"a" 1}', /Zeile 1, Spalte 6[\s\S]*unerwartet: eine Zahl[\s\S]*':'/], ['{"a": tru}', /kein gültiger Wert/], ['{"a": "b', /endet zu früh/],
        ['{"a\n": 1}', /Steuerzeichen U\+000A \(LF\)/], ['{1: 2}', /unerwartet: eine Zahl[\s\S]*ein Text in Anführungszeichen/],
        [catalog.replace(/"is": "published"/g, '"is": "publshed"'), /published/],
        [catalog.replace('"currency": "USD"', '"currency": "dollars"').replace('"schema"', '"shema": 1, "schema"'), /shema/],
        [catalog.replace(/"value": (\d+)/, '"value": -$1').replace('"pools": {', '"pools": [], "cellars": {'), /cellars/],
        ['{"schema": "creditcast/scenario@1", "id": "x", "name": "X", "platform": "hippist", "plan": "nowhere", "months": 900}', /nowhere/],
      ]) {
        await drop(page, 'mine.json', content);
        await page.waitForSelector('.errors button');
        assert.match(await page.innerText('.errors'), says);
        assert.deepEqual(await english(page, '[data-testid="dialog catalog"]'), [], content.slice(0, 60));
        await page.screenshot({ path: path.join(pictures, 'catalog-errors-german-1440x900.png') });
        await page.keyboard.press('Escape');
        await page.waitForSelector('dialog', { state: 'detached' });
      }
    }));

  test('a link that cannot be opened says why in German', async () => {
    const scenario = JSON.parse(file('scenarios/imagineart-lookbook.json'));
    for (const [state, says] of [
      ['1.%%%', /beschädigt/], [packed('{"a" 1}'), /kein JSON/], [packed('{}'), /fehlt/],
      [packed(JSON.stringify({ ...scenario, plan: 'no-such-plan', months: 900, colour: 'red' })), /no-such-plan[\s\S]*colour|colour[\s\S]*no-such-plan/],
    ]) {
      const { page, context, troubles } = await open(browser, server.url, { ...GERMAN, hash: `#s=${state}` });
      await page.waitForSelector('[data-testid="dialog refused"]');
      assert.match(await page.innerText('dialog'), says);
      // Each line of a list begins with the place.
      await page.$$eval('dialog li', (items) => items.forEach((item) => { item.textContent = item.textContent.replace(/^\S*: /, ''); }));
      assert.deepEqual(await english(page, 'dialog'), []);
      assert.deepEqual(troubles, []);
      await context.close();
    }
  });

  test('what a worker refuses is said in German', () =>
    visit(GERMAN, async (page) => {
      await settled(page);
      await page.mouse.click(1174, 28);  // see header.cpp; its words are longer in German
      await page.waitForSelector('[data-testid="dialog usage"]');
      const give = (text) => page.setInputFiles('dialog input[type="file"]', { name: 'usage.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
      for (const [text, says] of [
        ['Date,Work\n2026-01-01,"Image', /Zeile 2: ein Anführungszeichen wird geöffnet und nie geschlossen; eine Zelle zwischen/],
        [`Date,Work\n${'a,'.repeat(2_000)}a`, /die Zeile hat zu viele Spalten/],
        ['Date,Work,Credits\n2026-01-01,Image,5000000000\n2026-01-02,Image,5000000000\n2026-01-03,Image,', /ergeben mehr als die größte Menge/],
      ]) {
        await give(text);
        await page.waitForFunction((wanted) => new RegExp(wanted).test(document.querySelector('[data-testid="usage outcome"]').innerText), says.source);
        assert.deepEqual(await english(page, '[data-testid="usage outcome"]'), []);
      }
    }));

  /** The page with a file that does not come the first so many times. */
  async function lacking(name, times, look, body) {
    const context = await browser.newContext({ viewport: { width: look.width, height: look.height }, locale: look.locale ?? 'en-GB', hasTouch: look.touch ?? false,
      isMobile: look.touch ?? false, deviceScaleFactor: look.ratio ?? 1, colorScheme: look.dark ? 'dark' : 'light' });
    await context.addInitScript(() => { globalThis.creditcast = { paths: 200 }; });
    if (look.plain) await context.addInitScript(noWebgl);
    const page = await context.newPage();
    const route = { left: times, asked: 0 };
    await context.route(`**/${name}`, (request) => {
      route.asked += 1;
      return route.left-- > 0 ? request.abort() : request.continue();
    });
    try {
      await page.goto(server.url + (look.hash ?? ''));
      await body(page, route, context);
    } finally {
      await context.close();
    }
  }
  const ready = (page) => page.waitForFunction(() => document.querySelector('[data-testid="credits"]'));

  test('a catalog that did not come with the page is said, in German, and fetched by a press', async () => {
    for (const look of [DESK, { width: 1024, height: 768, dark: true }, { ...PHONE, locale: 'de-DE' }, { ...PHONE, locale: 'de-DE', dark: true }, { ...PHONE, plain: true, locale: 'de-DE' }]) {
      await lacking('imagineart.json', 1, look, async (page, route) => {
        const again = page.getByTestId('again trouble');
        await again.waitFor({ state: 'attached' });
        assert.match(await page.textContent('[data-testid="error"]'), look.locale ? /^Eine Datei dieser Seite ließ sich nicht laden\./ : /^A file of this page could not be fetched\./);
        await rest(page);
        await page.screenshot({ path: path.join(pictures, `again-${look.width}-${look.plain ? 'plain' : look.dark ? 'dark' : 'light'}.png`) });
        assert.equal(route.asked, 1);
        if (look.plain) {
          await again.click();
        } else {
          await page.focus('#canvas');
          await page.keyboard.press('Tab', { delay: 20 });
          const label = () => page.evaluate(() => document.getElementById(document.getElementById('canvas').getAttribute('aria-activedescendant'))?.getAttribute('aria-label') ?? '');
          for (let i = 0; i < 20 && !/^(Try again|Noch einmal versuchen)/.test(await label()); ++i) await page.keyboard.press('Tab', { delay: 20 });
          await page.keyboard.press('Enter', { delay: 20 });
        }
        await ready(page);
        await settled(page);
        assert.equal(await page.locator('[data-testid="error"]').count(), 0);
        assert.equal(route.asked, 2);
      });
    }
  });

  test('it is fetched by itself once the browser is online again', () =>
    lacking('imagineart.json', 2, DESK, async (page, route) => {
      await page.getByTestId('again trouble').waitFor({ state: 'attached' });
      await page.evaluate(() => dispatchEvent(new Event('online')));
      await page.waitForFunction(() => document.querySelector('[data-testid="error"]'));
      await rest(page, 500);
      assert.equal(route.asked, 2);
      await page.evaluate(() => dispatchEvent(new Event('online')));
      await ready(page);
      await settled(page);
      assert.equal(await page.locator('[data-testid="error"]').count(), 0);
    }));

  test('of the platforms side by side one that did not come is tried again alone', () =>
    lacking('fittins.json', 1, { ...DESK, locale: 'de-DE' }, async (page, route) => {
      await ready(page);
      await settled(page);
      await page.$eval('[data-testid="platforms"]', (button) => button.click());
      const again = page.getByTestId('again platforms');
      await again.waitFor({ state: 'attached', timeout: 60_000 });
      assert.match(await page.textContent('[data-testid="platform fittins"]'), /konnten nicht geladen werden/);
      const others = index.catalogs.length - 1;
      assert.equal(await page.locator('[data-testid^="platform "]').count(), others + 1);
      await again.evaluate((button) => button.click());
      await page.waitForFunction(() => document.querySelector('[data-testid="platform fittins"]').dataset.value !== '', null, { timeout: 60_000 });
      assert.equal(await again.count(), 0);
      assert.equal(route.asked, 2);
    }));
};
