// node one_file.mjs SITE: the site as one file, SITE/creditcast.html, that opens from disk without a network. Modules become functions of one
// script, the worker's a second one that is started from a blob; files that are fetched stand in the page. The page's policy
// names both by their hash and lets nothing be fetched.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const site = process.argv[2];
const text = (file) => readFileSync(path.join(site, file), 'utf8');

/** A module and all that it imports, each as a function that gives its exports; imports come first. */
function bundle(entry) {
  const modules = new Map();
  const underWay = [];
  const pending = [];
  function add(file) {
    if (modules.has(file)) return;
    if (underWay.includes(file)) throw new Error(`a circle of imports: ${[...underWay, file].join(' > ')}`);
    underWay.push(file);
    const names = [];
    const later = []; // what is imported when it is wanted may import this module in its turn
    const place = (specifier, wanted) => {
      const other = path.posix.join(path.posix.dirname(file), specifier);
      if (wanted) later.push(other);
      else add(other);
      return JSON.stringify(other);
    };
    const body = text(file)
      .replace(/^import (\w+) from '(\.[^']+)';/gm, (_, name, from) => `const { default: ${name} } = await need(${place(from)});`)
      .replace(/^import \{([^}]+)\} from '(\.[^']+)';/gm, (_, list, from) => `const {${list.replaceAll(' as ', ': ')}} = await need(${place(from)});`)
      .replace(/\bimport\('(\.[^']+)'\)/g, (_, from) => `need(${place(from, true)})`)
      .replace(/^export ((?:async )?function|class|const|let) (\w+)/gm, (_, kind, name) => (names.push(name), `${kind} ${name}`))
      .replace(/^export \{([^}]+)\};/gm, (_, list) => (names.push(...list.split(',').map((name) => name.trim())), ''))
      .replace(/^export default (\w+);/gm, (_, name) => (names.push(`default: ${name}`), ''))
      .replaceAll('import.meta.url', `here(${JSON.stringify(file)})`);
    const left = /^\s*(?:import|export)\b[^(].*/m.exec(body);
    if (left) throw new Error(`${file}: not understood: ${left[0]}`);
    modules.set(file, `${JSON.stringify(file)}: async () => {\n${body}\nreturn { ${names.join(', ')} };\n}`);
    underWay.pop();
    pending.push(...later);
  }
  add(entry);
  while (pending.length > 0) add(pending.pop());
  return `'use strict';
const modules = {\n${[...modules.values()].join(',\n')}\n};
const made = {};
const need = (name) => (made[name] ??= modules[name]());
const here = (file) => new URL(file, globalThis.document?.baseURI ?? 'https://creditcast.invalid/').href;
`;
}

const base64 = (file) => readFileSync(path.join(site, file)).toString('base64');
const folder = (name, ending) => readdirSync(path.join(site, name)).filter((file) => file.endsWith(ending)).map((file) => `${name}/${file}`);
const fetched = ['data.json', 'app.wasm', 'rest.wasm', 'module/creditcast.wasm', ...folder('fonts', '.ttf'), ...folder('text', '.json'),
  ...folder('catalogs', '.json'), ...folder('scenarios', '.json'), ...folder('presets', '.json')];

/** Within a script element nothing may look like its end. */
const inScript = (script) => script.replace(/<(?=\/script|!--)/gi, '\\x3c');

// A classic worker: from a blob of a file on disk no module can be loaded.
const worker = `(async () => {\n${bundle('worker.mjs')}await need('worker.mjs');\n})();`;
const page = `${bundle('loader.js')}
const types = { json: 'application/json', wasm: 'application/wasm', ttf: 'font/ttf' };
const files = JSON.parse(document.getElementById('files').textContent);
const bytesOf = (file) => Uint8Array.from(atob(files[file]), (letter) => letter.charCodeAt(0));
const root = new URL('.', document.baseURI).href;
globalThis.fetch = async (address) => {
  const file = new URL(address, root).href.slice(root.length);
  if (!Object.hasOwn(files, file)) throw new TypeError('there is no ' + file + ' in this page');
  return new Response(bytesOf(file), { headers: { 'content-type': types[file.split('.').pop()] } });
};
const blob = URL.createObjectURL(new Blob([document.getElementById('worker').textContent], { type: 'text/javascript' }));
globalThis.creditcast = { ...globalThis.creditcast, worker: () => new Worker(blob), wasm: bytesOf('module/creditcast.wasm'), rest: bytesOf('rest.wasm') };
await need('loader.js');`;

const hash = (script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
const styles = [];
const script = inScript(page);
let html = text('index.html')
  .replace(/<link rel="stylesheet" href="([^"]+)">/g, (_, file) => {
    const sheet = text(file).replace(/url\(["']?(fonts\/[^"')]+)["']?\)/g, (whole, font) => `url(data:font/ttf;base64,${base64(font)})`);
    styles.push(hash(sheet));
    return `<style>${sheet}</style>`;
  })
  .replace(/<link rel="(?:module)?preload"[^>]*>\n/g, '')
  .replace(/href="favicon\.svg"/, `href="data:image/svg+xml;base64,${base64('favicon.svg')}"`)
  .replace(/<script type="module" src="loader\.js"><\/script>\n/, '');
html = html.replace(/content="default-src[^"]*"/, () =>
  `content="default-src 'none'; script-src ${hash(script)} 'wasm-unsafe-eval' blob:; style-src ${styles.join(' ')}; img-src data: blob:; font-src data:; worker-src blob:; base-uri 'none'; form-action 'none'"`);
const files = JSON.stringify(Object.fromEntries(fetched.map((file) => [file, base64(file)])));
html = html.replace('</body>', () => `<script type="application/json" id="files">${files}</script>
<script type="text/plain" id="worker">${inScript(worker)}</script>
<script type="module">${script}</script>
</body>`);
writeFileSync(path.join(site, 'creditcast.html'), html);
