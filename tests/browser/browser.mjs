// The page in a real browser: start, wait, look. Used by run.mjs.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const FLAGS = [
  '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--use-angle=swiftshader', '--enable-unsafe-swiftshader',
];
const CANDIDATES = [process.env.CREDITCAST_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export async function launch(more = []) {
  const executablePath = CANDIDATES.find((file) => file && existsSync(file));
  if (!executablePath) throw new Error('no Chromium: install it (Debian: chromium) or set CREDITCAST_CHROMIUM');
  return chromium.launch({ executablePath, args: [...FLAGS, ...more] });
}

/** Opens the page, after `prepare` has run in it; `troubles` collects what must not happen: console errors and warnings, exceptions, requests elsewhere. */
export async function open(browser, url, { width, height, dark = false, touch = false, ratio = 1, hash = '', paths = 1000, locale = 'en-GB', calm = false, prepare }) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    hasTouch: touch,
    isMobile: touch,
    deviceScaleFactor: ratio,
    locale,
    reducedMotion: calm ? 'reduce' : 'no-preference',
  });
  // Answers to the last digit take their time; most tests need none. 0: as for a visitor.
  if (paths > 0) await context.addInitScript((most) => { globalThis.creditcast = { paths: most }; }, paths);
  if (prepare) await context.addInitScript(prepare);
  const page = await context.newPage();
  const troubles = [];
  page.on('console', (message) => {
    // Software rendering reports its own slowness; that is the machine's, not the page's.
    if (/GPU stall due to ReadPixels|swiftshader|software WebGL/i.test(message.text())) return;
    if (['error', 'warning'].includes(message.type())) troubles.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`exception: ${error.message}`));
  const sent = [];
  page.on('request', (request) => {
    sent.push(request.url());
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) troubles.push(`request elsewhere: ${request.url()}`);
  });
  page.on('requestfailed', (request) => troubles.push(`failed: ${request.url()}`));
  await page.goto(url + hash);
  return { page, context, troubles, sent };
}

/** Waits until the results rest. */
export async function settled(page, timeout = 120_000) {
  await page.waitForSelector('#results[data-state="settled"]', { state: 'attached', timeout });
}

/** A figure of the results as a number. */
export async function figure(page, id) {
  return Number(await page.getAttribute(`[data-testid="${id}"]`, 'data-value'));
}

/** What stands at a place of the results. */
export async function text(page, id) {
  return page.textContent(`[data-testid="${id}"]`);
}

/** A while, and then what frames the page needs to show what was done, however long a busy machine takes over them. */
export async function rest(page, ms = 300) {
  await page.waitForTimeout(ms);
  await page.evaluate(async () => {
    for (let i = 0; i < 4; ++i) await new Promise(requestAnimationFrame);
  });
}

export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 360, height: 800, touch: true, ratio: 2 };

/** A drag with the left button, which stays down. */
export async function drag(page, from, to) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let i = 1; i <= 8; ++i) {
    await page.mouse.move(from.x + ((to.x - from.x) * i) / 8, from.y + ((to.y - from.y) * i) / 8);
    await page.waitForTimeout(20);
  }
}

/** How many frames the page asks for meanwhile. */
export const framesIn = (page, ms) =>
  page.evaluate((wait) => new Promise((resolve) => {
    let count = 0;
    const original = window.requestAnimationFrame;
    window.requestAnimationFrame = (callback) => {
      ++count;
      return original.call(window, callback);
    };
    setTimeout(() => {
      window.requestAnimationFrame = original;
      resolve(count);
    }, wait);
  }), ms);
