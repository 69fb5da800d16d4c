// The page's program comes in two: app.wasm holds all that the first answer takes, rest.wasm the other functions, which take their places when
// it is there. What calls one of them earlier waits for it.
import createApp from './app.js';
import { plainProgram, standIn } from './plain.mjs';

const REST = new URL('./rest.wasm', import.meta.url);

async function compiled(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  // Streaming asks for the right type; not every host gives it.
  return response.headers.get('content-type') === 'application/wasm' && WebAssembly.compileStreaming
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

/** The same without giving way: `bytes`, where they are at hand. */
function compiledNow(address, bytes) {
  if (!bytes) {
    const request = new XMLHttpRequest();
    request.open('GET', address, false);
    request.overrideMimeType('text/plain; charset=x-user-defined'); // such a request gives text; this keeps its bytes
    request.send();
    if (request.status !== 200) throw new Error(`${address}: ${request.status}`);
    bytes = Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0));
  }
  return new WebAssembly.Module(bytes);
}

/** The program, and `rest()`, which resolves when all of it is there. `restBytes`: the second part, where the page brings it. */
export async function createProgram(host, restBytes) {
  let first, fetched;
  let complete = false;
  function complement(module) {
    if (!complete) new WebAssembly.Instance(module, { first: first.exports });
    complete = true;
  }
  // In the places of the functions that are to come; named by their numbers in the table, which is among the exports.
  const table = () => Object.values(first.exports).find((value) => value instanceof WebAssembly.Table);
  const places = new Proxy({}, {
    get: (_, place) => (...args) => {
      complement(compiledNow(REST, restBytes));
      return table().get(Number(place))(...args);
    },
  });
  const started = (instantiateWasm) => new Promise((resolve, reject) => {
    createApp({
      host,
      instantiateWasm(imports, receive) {
        instantiateWasm(imports).then((instance) => receive((first = instance))).catch(reject);
        return {};
      },
    }).then(resolve, reject);
  });
  if (typeof WebAssembly !== 'object') {
    standIn(await plainProgram('app'));
    return { app: await started((imports) => WebAssembly.instantiate(undefined, imports)), rest: async () => {} };
  }
  const app = await started(async (imports) =>
    WebAssembly.instantiate(await compiled(new URL('./app.wasm', import.meta.url)), { ...imports, rest: places }));
  return { app, rest: () => (fetched ??= compiled(REST).then(complement)) };
}
