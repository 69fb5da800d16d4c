// What is kept and taken along: links, the last work, undo and redo, files, the report, usage, the frame in another page, numbers.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { DESK, PHONE, drag, figure, open, rest, settled, text } from '../browser.mjs';

/** The header bar's buttons at 1440 x 900, from its right edge: see web/views/header.cpp. */
const BAR = { share: { x: 1384, y: 28 }, menu: { x: 1334, y: 28 }, export: { x: 1284, y: 28 }, import: { x: 1196, y: 28 }, undo: { x: 1096, y: 28 } };
/** The first slider of the work rail, see page.mjs. */
const SLIDER = { y: 142, middle: 204, right: 350 };

const packed = (words) => `1.${deflateRawSync(Buffer.from(words)).toString('base64url')}`;
const opened = (page, id) => page.waitForSelector(`dialog[data-testid="dialog ${id}"]`);
const press = async (page, { x, y }) => {
  await page.mouse.click(x, y);
};
/** An entry of the bar's menu, by its place in it; the bar ends 24 px from the edge on a desk, else 16. */
async function chooseInMenu(page, { width, touch = false }, entry) {
  const control = touch ? 40 : 32;
  const menu = { x: width - (width >= 1240 ? 24 : 16) - 66 - 4 - control / 2, y: 28 };
  const at = { x: menu.x - 40, y: 28 + control / 2 + 4 + 8 + control * (entry + 0.5) };
  await (touch ? page.touchscreen.tap(menu.x, menu.y) : press(page, menu));
  await rest(page);
  await (touch ? page.touchscreen.tap(at.x, at.y) : press(page, at));
}
async function moveSlider(page) {
  await drag(page, { x: SLIDER.middle, y: SLIDER.y }, { x: SLIDER.right, y: SLIDER.y });
  await page.mouse.up();
  await settled(page);
}
/** Waits until a figure is, or is no more, what it was. */
async function becomes(page, id, value, same = true) {
  for (let i = 0; i < 100; ++i) {
    await settled(page);
    if (((await figure(page, id)) === value) === same) return;
    await page.waitForTimeout(100);
  }
  assert.fail(`${id} is ${await figure(page, id)}, ${same ? 'not' : 'still'} ${value}`);
}
const answerOf = (page) => page.evaluate(() => document.getElementById('answer').innerText);

/** Adds its tests to those of ../run.mjs. */
export default ({ test, visit, browser, server, root, pictures }) => {
  const program = (...args) => {
    const run = spawnSync(path.join(root, 'build/native/creditcast'), args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
    assert.equal(run.status, 0, run.stderr);
    return run.stdout;
  };
  const inFolder = async (body) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'creditcast-keep-'));
    try {
      await body(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  /** What a click downloads, as text or bytes. */
  async function downloaded(page, label, nth = 0) {
    const [download] = await Promise.all([page.waitForEvent('download', { timeout: 120_000 }), page.getByRole('button', { name: label, exact: typeof label === 'string' }).nth(nth).click()]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  }

  test('a share link gives the same numbers in a fresh profile', () =>
    visit(DESK, async (page) => {
      await settled(page);
      await moveSlider(page);
      await press(page, BAR.share);
      await opened(page, 'share');
      const link = await page.inputValue('dialog input');
      assert.ok(link.startsWith(`${server.url}#s=1.`) || link.includes('/#s=1.'), link);
      await rest(page);
      await page.screenshot({ path: path.join(pictures, 'share-1440x900.png') });
      await page.keyboard.press('Escape');
      await page.waitForSelector('dialog', { state: 'detached' });
      assert.equal(await page.evaluate(() => document.activeElement.id), 'canvas', 'focus goes back');
      const fresh = await open(browser, server.url, { ...DESK, hash: link.slice(link.indexOf('#')) });
      await settled(fresh.page);
      assert.equal(await answerOf(fresh.page), await answerOf(page));
      assert.deepEqual(fresh.troubles, []);
      await fresh.context.close();
    }));

  test('a link is copied, or selected where the browser does not let us copy', async () => {
    const { page, context } = await open(browser, server.url, DESK);
    await settled(page);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await press(page, BAR.share);
    await opened(page, 'share');
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.waitForSelector('#said[data-shown]');
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await page.inputValue('dialog input'));
    await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); });
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.waitForFunction(() => document.getElementById('said').textContent.includes('Ctrl+C'));
    const selected = await page.evaluate(() => { const field = document.querySelector('dialog input'); return field.value.slice(field.selectionStart, field.selectionEnd); });
    assert.equal(selected, await page.inputValue('dialog input'));
    await context.close();
  });

  test('links that cannot be opened say why, and the example stands there', async () => {
    const scenario = JSON.parse(readFileSync(path.join(root, 'public/scenarios/imagineart-lookbook.json'), 'utf8'));
    const whole = packed(JSON.stringify(scenario));
    const wrong = packed(JSON.stringify({ ...scenario, plan: 'no-such-plan', months: 0 }));
    const bomb = `1.${deflateRawSync(Buffer.alloc(64 << 20)).toString('base64url')}`;
    for (const [state, says] of [
      [whole.slice(0, -20), /damaged/], ['1.%%%', /damaged/], ['', /damaged/], [`7${whole.slice(1)}`, /another version/], [bomb, /more than this page takes/],
      [packed('not JSON'), /not JSON/], [packed('{}'), /schema|platform/], [wrong, /no-such-plan[\s\S]*months|months[\s\S]*no-such-plan/], [`1.${'A'.repeat(300_000)}`, /more than this page takes/],
    ]) {
      const { page, context, troubles } = await open(browser, server.url, { ...DESK, hash: `#s=${state}` });
      await opened(page, 'refused');
      assert.match(await page.innerText('dialog'), says, state.slice(0, 40));
      await settled(page);
      assert.ok((await figure(page, 'credits')) > 0);
      assert.deepEqual(troubles, []);
      if (state === wrong) await page.screenshot({ path: path.join(pictures, 'refused-1440x900.png') });
      await context.close();
    }
  });

  test('a state with markup in it stays text', () =>
    visit({ ...DESK, hash: `#s=${packed(JSON.stringify({ schema: 'creditcast/scenario@1', id: 'x', name: '<img src=x onerror=alert(1)>', platform: '<b>no</b>' }))}` }, async (page) => {
      await opened(page, 'refused');
      assert.equal(await page.locator('dialog img, dialog b').count(), 0);
      await settled(page);
    }));

  test('undo and redo by keyboard and by mouse; a drag is one step', () =>
    visit(DESK, async (page) => {
      await settled(page);
      const first = await figure(page, 'credits');
      await moveSlider(page);
      const second = await figure(page, 'credits');
      assert.notEqual(second, first);
      await page.keyboard.press('Control+z');
      await becomes(page, 'credits', first);
      await page.keyboard.press('Control+y');
      await becomes(page, 'credits', second);
      await page.keyboard.press('Control+z');
      await becomes(page, 'credits', first);
      await page.keyboard.press('Control+Shift+z');
      await becomes(page, 'credits', second);
      await press(page, BAR.undo);
      await becomes(page, 'credits', first);
      await press(page, { x: BAR.undo.x + 32, y: BAR.undo.y });
      await becomes(page, 'credits', second);
      await page.keyboard.press('Control+y');  // nothing is left to redo
      await rest(page);
      await becomes(page, 'credits', second);
    }));

  test('the last work is there again, until one starts over', async () => {
    const { page, context, troubles } = await open(browser, server.url, { ...DESK, hash: '#scenario=hippist-lookbook' });
    await settled(page);
    const example = await figure(page, 'credits');
    await moveSlider(page);
    const mine = await figure(page, 'credits');
    assert.notEqual(mine, example);
    assert.equal(await page.evaluate(() => location.hash), '', 'the address no longer says what is shown');
    await rest(page, 800);
    await page.reload();
    await settled(page);
    assert.equal(await figure(page, 'credits'), mine);
    // A link wins over what is kept, and going back brings it again.
    await page.evaluate(() => { location.hash = '#scenario=hippist-lookbook'; });
    await becomes(page, 'credits', example);
    await page.goBack();
    await becomes(page, 'credits', mine);
    await press(page, BAR.menu);
    await rest(page);
    await page.screenshot({ path: path.join(pictures, 'menu-1440x900.png') });
    await page.keyboard.press('Escape');
    await rest(page);
    await chooseInMenu(page, DESK, 1);
    await becomes(page, 'credits', mine, false);
    await rest(page, 800);
    const start = await figure(page, 'credits');
    await page.reload();
    await settled(page);
    assert.equal(await figure(page, 'credits'), start);
    assert.equal(await page.evaluate(() => localStorage.length), 0);
    assert.deepEqual(troubles, []);
    await context.close();
  });

  test('a storage that is closed, full or holds nonsense changes nothing', async () => {
    for (const prepare of [
      () => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } }),
      () => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; },
      () => localStorage.setItem('creditcast.work', '{"version":1,"scenario":"{"}'),
      () => localStorage.setItem('creditcast.work', '{"version":9,"scenario":5}'),
    ]) {
      await visit({ ...DESK, prepare }, async (page) => {
        await settled(page);
        await moveSlider(page);
        await rest(page, 700);
        assert.equal(await page.locator('dialog').count(), 0);
      });
    }
  });

  test('exports are the bytes of the program, and pictures of the cards', () =>
    visit(DESK, (page) =>
      inFolder(async (folder) => {
        await settled(page);
        await moveSlider(page);
        await press(page, BAR.export);
        await opened(page, 'export');
        await rest(page);
        await page.screenshot({ path: path.join(pictures, 'export-1440x900.png') });
        const scenario = await downloaded(page, 'Scenario (JSON)');
        const file = path.join(folder, scenario.name);
        writeFileSync(file, scenario.bytes);
        for (const [verb, nth] of [['forecast', 0], ['compare', 1]]) {
          for (const [label, format] of [['JSON', 'json'], ['CSV', 'csv']]) {
            const { bytes } = await downloaded(page, label, nth);
            assert.equal(bytes.toString(), program(verb, file, '--format', format), `${verb} ${format}`);
          }
        }
        const png = await downloaded(page, /^Spent by month/);
        assert.equal(png.bytes.subarray(1, 4).toString(), 'PNG');
        assert.ok(png.bytes.readUInt32BE(16) > 1000 && png.bytes.length > 8_000, 'the picture is small or empty');
        writeFileSync(path.join(pictures, 'card-months.png'), png.bytes);
        await page.keyboard.press('Escape');
      })));

  test('the report tells all of it, prints, and is one file', async () => {
    for (const look of [DESK, { ...DESK, dark: true }, { width: 1024, height: 768 }, PHONE]) {
      await visit(look, async (page) => {
        await settled(page);
        if (look.width >= 1240) await press(page, BAR.export);
        else await chooseInMenu(page, look, look.touch ? 3 : 1);
        await opened(page, 'export');
        await page.getByRole('button', { name: 'Printable report' }).click();
        await page.waitForSelector('.report');
        const words = await page.innerText('.report');
        for (const part of ['Your work needs', 'The work', 'What the answer rests on', 'Seed', 'Digest of the inputs', 'assumed']) assert.ok(words.includes(part), part);
        assert.ok((await page.locator('.report figure').count()) >= 4);
        await page.screenshot({ path: path.join(pictures, `report-${look.width}x${look.height}-${look.dark ? 'dark' : 'light'}.png`) });
        if (look.dark || look.width < 1440) return;
        await page.emulateMedia({ media: 'print' });
        const pdf = await page.pdf({ path: path.join(pictures, 'report.pdf'), format: 'A4' });
        assert.ok((pdf.toString('latin1').match(/\/Type \/Page\b/g) ?? []).length >= 2, 'it goes over pages');
        assert.ok(!(await page.isVisible('#canvas')));
        await page.emulateMedia({ media: 'screen' });
        const { bytes } = await downloaded(page, 'Save as HTML');
        const html = bytes.toString();
        assert.ok(!/<script|<link|src="(?!data:)/.test(html), 'it needs something else');
        const alone = await browser.newPage();
        await alone.setContent(html);
        assert.ok((await alone.innerText('body')).includes('What the answer rests on'));
        assert.ok(await alone.evaluate(() => [...document.images].every((image) => image.naturalWidth > 100)));
        await alone.close();
      });
    }
  });

  test('a usage file becomes a scenario, what does not fit is told', () =>
    visit({ ...DESK, hash: '#scenario=imagineart-lookbook' }, async (page) => {
      await settled(page);
      const before = await figure(page, 'credits');
      await press(page, BAR.import);
      await opened(page, 'usage');
      let rows = 'Datum;Nutzer;Aktion;Modell;Credits\r\n';
      for (let day = 1; day <= 60; ++day) {
        const date = new Date(Date.UTC(2026, 0, day)).toISOString().slice(0, 10).split('-').reverse().join('.');
        rows += `${date};"Ann ""A."" <b>";Image;Nano Banana;24,0\r\n${date};Bob;Image;Nano Banana Pro;80,0\r\n`;
      }
      rows += 'gestern;Bob;Image;Nano Banana;24,0\r\n15.01.2026;Bob;Moodboard;;10,0\r\n';
      await page.setInputFiles('dialog input[type="file"]', { name: 'usage.csv', mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${rows}`) });
      await page.waitForSelector('dialog select');
      await page.waitForFunction(() => document.querySelector('dialog').innerText.includes('What becomes of it'));
      const words = await page.innerText('dialog');
      assert.match(words, /122 rows/);
      assert.match(words, /Moodboard/);
      assert.match(words, /line 122.*gestern/);
      assert.match(words, /Ann "A\." <b>/);
      assert.equal(await page.locator('dialog b').count(), 0);
      await page.screenshot({ path: path.join(pictures, 'usage-1440x900.png') });
      // Without its date nothing can be fitted; given back, it can.
      await page.locator('dialog select').first().selectOption('');
      await page.waitForFunction(() => document.querySelector('dialog footer .accent').disabled);
      await page.locator('dialog select').first().selectOption('date');
      await page.waitForFunction(() => !document.querySelector('dialog footer .accent').disabled);
      await page.getByRole('button', { name: 'Use this as my work' }).click();
      await becomes(page, 'credits', before, false);
      // 60 images at 24 and 60 at 80 in 60 days.
      const credits = await figure(page, 'credits');
      assert.ok(Math.abs(credits - (60 * 104 * 30.43) / 60) < 40, `${credits} credits`);
      await page.focus('#canvas');
      await page.keyboard.press('Control+z');
      await becomes(page, 'credits', before);
    }));

  test('a usage file that is too large or no table is refused at once', () =>
    visit(DESK, async (page) => {
      await settled(page);
      await press(page, BAR.import);
      await opened(page, 'usage');
      const give = (buffer) => page.setInputFiles('dialog input[type="file"]', { name: 'usage.csv', mimeType: 'text/csv', buffer });
      await give(Buffer.alloc(40 << 20, 'a,b\n'));
      await page.waitForFunction(() => document.querySelector('dialog [role="alert"]')?.textContent.includes('too large'), null, { timeout: 5_000 });
      await give(Buffer.from('a,"b\n1,2\n'));
      await page.waitForFunction(() => document.querySelector('dialog [role="alert"]')?.textContent.includes('line 1'));
      await give(Buffer.from(''));
      await page.waitForFunction(() => document.querySelector('dialog [role="alert"]')?.textContent.includes('empty'));
      await page.keyboard.press('Escape');
    }));

  test('the page within another one shows the answer, the plans and the work', async () => {
    const { page, context } = await open(browser, server.url, DESK);
    await settled(page);
    await moveSlider(page);
    const credits = await figure(page, 'credits');
    await chooseInMenu(page, DESK, 0);
    await opened(page, 'embed');
    const snippet = await page.inputValue('dialog textarea');
    await page.screenshot({ path: path.join(pictures, 'embed-1440x900.png') });
    const outside = await context.newPage();
    await outside.setContent(`<!DOCTYPE html><body style="margin: 24px"><h1>Another page</h1>${snippet}</body>`);
    const frame = outside.frames()[1] ?? (await outside.waitForEvent('frameattached'));
    await frame.waitForSelector('#results[data-state="settled"]', { state: 'attached', timeout: 60_000 });
    assert.equal(Number(await frame.getAttribute('[data-testid="credits"]', 'data-value')), credits);
    await rest(outside, 500);
    await outside.screenshot({ path: path.join(pictures, 'embedded-1440x900.png') });
    await context.close();
  });

  test('a figure of the answer is copied exactly', async () => {
    const { page, context } = await open(browser, server.url, DESK);
    await settled(page);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await press(page, { x: 1160, y: 128 });  // the headline
    await page.waitForSelector('#said[data-shown]');
    assert.equal(Number(await page.evaluate(() => navigator.clipboard.readText())), await figure(page, 'credits'));
    await rest(page, 3000);
    await page.mouse.click(1262, 718, { button: 'right' });  // a plan's money
    await page.waitForSelector('#said[data-shown]');
    const money = await page.evaluate(() => navigator.clipboard.readText());
    const all = await page.locator('[data-testid^="plan "]').evaluateAll((rows) => rows.map((row) => row.dataset.value));
    assert.ok(all.includes(money), `${money} among ${all}`);
    await context.close();
  });

  test('while a dialog is open the canvas takes neither keys nor mouse', () =>
    visit(DESK, async (page) => {
      await settled(page);
      const before = await figure(page, 'credits');
      await press(page, BAR.share);
      await opened(page, 'share');
      await page.keyboard.press('ArrowRight');
      await drag(page, { x: SLIDER.middle, y: SLIDER.y }, { x: SLIDER.right, y: SLIDER.y });
      await page.mouse.up();
      await rest(page);
      await becomes(page, 'credits', before);
    }));

  for (const look of [PHONE, { ...PHONE, dark: true }, { width: 1024, height: 768 }]) {
    test(`the dialogs fit, ${look.width}x${look.height} ${look.dark ? 'dark' : 'light'}`, () =>
      visit(look, async (page) => {
        await settled(page);
        const share = { x: look.width - 16 - 32, y: 28 };
        if (look.touch) await page.touchscreen.tap(share.x, share.y);
        else await press(page, share);
        await opened(page, 'share');
        await rest(page);
        const box = await page.locator('dialog').boundingBox();
        assert.ok(box.x >= 0 && box.x + box.width <= look.width + 0.5 && box.y >= 0 && box.y + box.height <= look.height + 0.5, JSON.stringify(box));
        assert.ok(await page.evaluate(() => { const body = document.querySelector('dialog .body'); return body.scrollWidth <= body.clientWidth + 1; }), 'it scrolls sideways');
        await page.screenshot({ path: path.join(pictures, `share-${look.width}x${look.height}-${look.dark ? 'dark' : 'light'}.png`) });
      }));
  }
};
