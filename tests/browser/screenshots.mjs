// Pictures of the page at every size, light and dark, at pixel ratios 1 and 2, from top to bottom, in German, and without WebGL 2:
// into build/screenshots/.
//   node tests/browser/screenshots.mjs [PART OF A PICTURE'S NAME ...]
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../support/serve.mjs';
import { launch, rest, settled } from './browser.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const folder = path.join(root, 'build/screenshots');
const MOST_SCREENS = 12;

const looks = [];
for (const [width, height] of [[1440, 900], [1024, 768], [360, 800]]) {
  for (const colorScheme of ['light', 'dark']) {
    const look = { viewport: { width, height }, colorScheme, hasTouch: width < 500, isMobile: width < 500 };
    const name = `${width}x${height}-${colorScheme}`;
    looks.push({ name, look, whole: true });
    looks.push({ name: `${name}-ratio-2`, look: { ...look, deviceScaleFactor: 2 } });
    if (colorScheme === 'light') looks.push({ name: `${name}-german`, look: { ...look, locale: 'de-DE' }, whole: true });
    looks.push({ name: `${name}-plain`, look, plain: true });
  }
}

mkdirSync(folder, { recursive: true });
const chosen = process.argv.slice(2);
const server = await serve(path.join(root, 'build/site'));
const browser = await launch();
let made = 0;
for (const { name, look, whole, plain } of looks) {
  if (chosen.length > 0 && !chosen.some((part) => name.includes(part))) continue;
  const context = await browser.newContext({ locale: 'en-GB', ...look });
  const page = await context.newPage();
  const shot = (file, options) => {
    ++made;
    return page.screenshot({ path: path.join(folder, file), ...options });
  };
  // A picture does not need many futures.
  await page.addInitScript((without) => {
    globalThis.creditcast = { paths: 2_000 };
    if (!without) return;
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
      return kind === 'webgl2' ? null : original.call(this, kind, ...more);
    };
  }, plain ?? false);
  await page.goto(server.url);
  await settled(page);
  await rest(page);
  if (plain) await shot(`${name}.png`, { fullPage: true });
  let before = plain ? null : await shot(`${name}.png`);
  for (let screen = 2; whole && screen <= MOST_SCREENS; ++screen) {
    await page.focus('#canvas');
    await page.keyboard.press('PageDown');
    await rest(page);
    const picture = await page.screenshot();
    if (picture.equals(before)) break;
    before = picture;
    ++made;
    writeFileSync(path.join(folder, `${name}-screen-${screen}.png`), picture);
  }
  await context.close();
}
await browser.close();
await server.close();
console.log(`${made} pictures in ${path.relative(process.cwd(), folder) || '.'}`);
