// Which functions of the page's program the first answer takes: it is opened on every scenario of the site, at each size of screen, and draws
// into a context that shows nothing.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A mouse may go anywhere before more of the program is there. */
const looks = [
  { width: 1440, height: 900, ratio: 1, dark: false, coarse: false, mouse: true },
  { width: 1024, height: 768, ratio: 2, dark: true, coarse: false, mouse: true },
  { width: 360, height: 800, ratio: 2, dark: false, coarse: true, mouse: false },
];

// What the program gets is no context of the first version.
globalThis.WebGLRenderingContext = class {};

const context = () => new Proxy({}, {
  get: (own, name) => own[name] ?? ((...given) => {
    const what = given.at(-1);
    if (name === 'getSupportedExtensions') return [];
    if (name === 'getParameter') return [0x1f00, 0x1f01, 0x1f02, 0x8b8c].includes(what) ? 'WebGL 2.0' : 0; // vendor, renderer, versions
    if (name === 'getShaderParameter') return 1;
    if (name === 'getProgramParameter') return what === 0x8b82 ? 1 : 0; // that it is linked
    if (name.endsWith('InfoLog')) return '';
    return name.startsWith('create') ? {} : 0;
  }),
});

/** A window with a canvas of this size, and what is called on them: the frames that are due, the listeners. */
function screen({ width, height, ratio }) {
  const frames = [], heard = {};
  const place = { addEventListener: (name, hear) => { heard[name] = hear; }, removeEventListener() {} };
  const box = { left: 0, top: 0, x: 0, y: 0, width, height, right: width, bottom: height };
  const canvas = { ...place, width, height, style: {}, getContext: context, getBoundingClientRect: () => box };
  Object.assign(globalThis, {
    document: { ...place, querySelector: () => canvas, getElementById: () => canvas },
    window: { ...place, devicePixelRatio: ratio, innerWidth: width, innerHeight: height },
    devicePixelRatio: ratio,
    requestAnimationFrame: (draw) => frames.push(draw),
  });
  const draw = (most) => {
    for (let i = 0; i < most && frames.length > 0; ++i) frames.shift()(performance.now());
  };
  const point = (x, y) => heard.mousemove({ clientX: x, clientY: y, screenX: x, screenY: y, movementX: 1, movementY: 1, button: 0, buttons: 0 });
  return { draw, point };
}

/** One answer; what `exports` then says of it (wasm-split --instrument). */
async function profile(createApp, program, given, scenario, look) {
  const { draw, point } = screen(look);
  // What the program tells the page is heard by nobody, but for the answer.
  const host = new Proxy({ bytes: new Uint8Array(), pixels: [look.width * look.ratio, look.height * look.ratio] }, {
    get: (own, name) => own[name] ?? (() => {}),
  });
  let answer = '';
  host.mirror = (lines) => { answer = lines; };
  let exports;
  const app = await createApp({
    host,
    instantiateWasm(imports, receive) {
      const instance = new WebAssembly.Instance(program, imports);
      ({ exports } = instance);
      receive(instance);
      return exports;
    },
  });
  const number = (kind, value) => app._app_message(given.kinds.indexOf(kind), value);
  const send = (kind, bytes) => {
    host.bytes = bytes;
    number(kind, bytes.length);
  };
  for (const kind of ['regular', 'semibold', 'index', 'words', 'style', 'language', 'today']) send(kind, given[kind]);
  for (const kind of ['dark', 'coarse', 'calm', 'contrast', 'embedded']) number(kind, Number(look[kind] ?? false));
  number('zoom', 100);
  number('start', 1);
  send('catalog', given.file(given.index_of.catalogs.find(({ id }) => id === scenario.platform).file));
  send('scenario', given.file(scenario.file));
  draw(12);
  for (let y = 10; look.mouse && y < look.height; y += 60) {
    for (let x = 10; x < look.width; x += 60) point(x, y);
    draw(2);
  }
  if (!answer.includes('\nfigure\t')) throw new Error(`${scenario.id} at ${look.width}: no answer came, but\n${answer}`);
  const room = app._malloc(1 << 20);
  const size = exports.__write_profile(room, 1 << 20);
  return app.HEAPU8.slice(room, room + size);
}

/** A profile for each scenario of the site in each look. `program`: the instrumented module; `createApp`: its JavaScript. */
export async function firstAnswers(site, createApp, program) {
  const file = (name) => readFileSync(path.join(site, name));
  const type = (name) => (existsSync(path.join(site, name)) ? file(name) : new Uint8Array());
  const bytes = (words) => new TextEncoder().encode(words);
  const index = JSON.parse(file('data.json'));
  const given = {
    file,
    index_of: index,
    kinds: /const kinds = \[([^\]]+)\]/.exec(file('loader.js'))[1].match(/\w+/g),
    regular: type('fonts/Inter-Regular.ttf'),
    semibold: type('fonts/Inter-SemiBold.ttf'),
    index: bytes([
      ...index.catalogs.map(({ id, name }) => `platform\t${id}\t${name}`),
      ...index.scenarios.map(({ id, name, platform }) => `scenario\t${id}\t${name}\t${platform}`),
      ...index.presets.map(({ id, name, needs }) => `preset\t${id}\t${name}\t${needs.join(',')}`),
    ].join('\n')),
    style: bytes(',\t.\tbefore'),
    language: bytes('en'),
    today: bytes('2026-01-01'),
  };
  const german = bytes(Object.entries(JSON.parse(file('text/de.json'))).map((pair) => pair.join('\t')).join('\n'));
  const profiles = [];
  for (const scenario of index.scenarios) {
    for (const look of looks) {
      const words = profiles.length % 2 ? german : bytes('');
      profiles.push(await profile(createApp, program, { ...given, words }, scenario, look));
    }
  }
  return profiles;
}
