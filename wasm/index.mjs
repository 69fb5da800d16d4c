// The entry of the package: the same file for Node 18 and newer, pages and workers.
import createModule from './creditcast.js';

const VERBS = ['check', 'estimate', 'simulate', 'trace', 'forecast', 'compare', 'platforms', 'ledger', 'calibrate', 'replay'];

/** What is wrong with the input: all of it at once, in `errors`. */
export class CreditcastError extends Error {
  constructor(errors) {
    const [first] = errors;
    super(errors.length > 1 ? `${line(first)} (and ${errors.length - 1} more)` : line(first));
    this.name = 'CreditcastError';
    this.errors = errors;
  }
}

function line({ file, line, column, pointer, what, allowed }) {
  const place = [file, ...(line ? [line, column] : [])].filter(Boolean).join(':');
  return `${place && `${place}: `}${pointer && `${pointer}: `}${what}${allowed ? `; ${allowed}` : ''}`;
}

// ---------------------------------------------------------------------------------------------- loading

// One compilation for all estimators of a page: a compiled module keeps no state, an instance does.
const compiled = new Map();

/** Whether this engine runs vector instructions: the smallest module that has one. */
const hasVectors = () =>
  WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]));

/** The module beside this file; both give the same bytes. */
const besideUs = () =>
  hasVectors() ? new URL('./creditcast-simd.wasm', import.meta.url) : new URL('./creditcast.wasm', import.meta.url);

function compile({ wasmBinary, wasmUrl }) {
  if (wasmBinary instanceof WebAssembly.Module) return Promise.resolve(wasmBinary);
  if (wasmBinary) return WebAssembly.compile(wasmBinary);
  const url = wasmUrl ? new URL(wasmUrl, globalThis.location?.href ?? import.meta.url) : besideUs();
  if (!compiled.has(url.href)) {
    const promise = load(url);
    compiled.set(url.href, promise);
    promise.catch(() => compiled.delete(url.href)); // so that a later call may try again
  }
  return compiled.get(url.href);
}

async function load(url) {
  if (url.protocol === 'file:' && globalThis.process?.versions?.node) {
    const files = 'node:fs/promises'; // a name that no bundler for pages looks at
    const { readFile } = await import(/* webpackIgnore: true */ /* @vite-ignore */ files);
    return WebAssembly.compile(await readFile(url));
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`creditcast: ${url} answers ${response.status}`);
  // Streaming asks for the right type; not every host gives it.
  return response.headers.get('content-type') === 'application/wasm' && WebAssembly.compileStreaming
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

/** An instance: its functions, what it last said of a defect, and whether it trapped, which leaves its memory in any state. */
function instantiate(wasm) {
  return new Promise((resolve, reject) => {
    const instance = { functions: undefined, said: '', failed: false };
    createModule({
      instantiateWasm(imports, receive) {
        WebAssembly.instantiate(wasm, imports).then((made) => receive(made, wasm), reject);
        return {};
      },
      printErr(text) {
        instance.said = text;
      },
    }).then((functions) => resolve(Object.assign(instance, { functions })), reject);
  });
}

// ---------------------------------------------------------------------------------------------- requests

const encoder = new TextEncoder();

/** A view of this realm: test environments such as jsdom have an encoder of another one, which the module would not know. */
function utf8(text) {
  const { buffer, byteOffset, length } = encoder.encode(text);
  return new Uint8Array(buffer, byteOffset, length);
}

/** UTF-8 of JSON text; of a text past the limit no more than shows that it is. */
function bytesOf(text, most) {
  const bytes = typeof text === 'string' ? utf8(text.length > most ? text.slice(0, most + 1) : text) : text;
  return bytes.length > most ? bytes.subarray(0, most + 1) : bytes;
}

/** The JSON of a value. What no text can hold, for its length or depth, is the caller's error and told as such. */
function jsonOf(value, file, most) {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const what = 'the value cannot be written as JSON: it is too long or too deep';
    throw new CreditcastError([{ code: 'too_large', file, line: 0, column: 0, pointer: '', what, allowed: `at most ${most >> 20} MiB` }]);
  }
}

const isText = (input) => typeof input === 'string' || input instanceof Uint8Array;

const namedBytes = (name, text, most) => ({ name: utf8(name), text: bytesOf(text, most) });

/** An input as named bytes: text as it stands, so that decimals and places stay exact; anything else as its JSON. */
function named(input, name, most) {
  if (isText(input)) return namedBytes(name, input, most);
  if (input === null || typeof input !== 'object') throw new TypeError(`creditcast: ${name}: neither an object nor JSON text`);
  const file = isText(input.text) && Object.keys(input).every((key) => key === 'name' || key === 'text');
  return file ? namedBytes(input.name ?? name, input.text, most) : namedBytes(name, jsonOf(input, name, most), most);
}

const allNamed = (inputs, name, most) => inputs.map((input, i) => named(input, inputs.length > 1 ? `${name} ${i + 1}` : name, most));

// ---------------------------------------------------------------------------------------------- running

function resultOf(text) {
  const result = JSON.parse(text);
  if (result.ok === false) throw new CreditcastError(result.errors);
  return result;
}

// The event loop's next turn. Not a timer where there is a choice: pages slow timers to 4 ms, hidden ones to a second.
const nextTurn = globalThis.setImmediate
  ? () => new Promise((resolve) => globalThis.setImmediate(resolve))
  : () =>
      new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          port1.close();
          resolve();
        };
        port2.postMessage(null);
      });

const STEPPED = ['forecast', 'compare'];
const STEP_MS = 12; // of a forecast or a comparison: a page stays smooth, and the turns between do not show

/**
 * An estimator over its own instance of the module. Every method answers by a promise, so that the same calls can be served by a
 * worker.
 */
export async function createEstimator({ catalog, catalogs = [], words = false, wasmBinary, wasmUrl } = {}) {
  const wasm = await compile({ wasmBinary, wasmUrl });
  let current = instantiate(wasm);
  let disposed = false;

  async function ready() {
    if (disposed) throw new Error('creditcast: the estimator is disposed');
    return (current ??= instantiate(wasm));
  }
  function call(instance, name, ...args) {
    if (disposed || instance.failed) throw new Error(`creditcast: the estimator ${disposed ? 'is disposed' : 'has failed'}`);
    try {
      return instance.functions[name](...args);
    } catch (cause) {
      instance.failed = true;
      current = undefined;
      throw new Error(`creditcast: the module failed: ${instance.said || cause.message}`, { cause });
    }
  }

  const most = (instance, verb) => call(instance, 'mostBytes', verb);
  const shelf = allNamed(catalog === undefined ? catalogs : [catalog, ...catalogs], 'catalog', most(await current, 'platforms'));
  const requestOf = (instance, verb, files, name, options = {}) => ({
    files: allNamed(files, name, most(instance, verb)),
    catalogs: shelf,
    options: utf8(JSON.stringify(options)),
    words,
  });

  /** The exact text that the program writes for the verb, be it a result or errors; "trace" is the NDJSON of a simulation. */
  async function raw(verb, { files = [], options = {} } = {}) {
    if (!VERBS.includes(verb)) throw new TypeError(`creditcast: there is no verb ${verb}; known: ${VERBS.join(', ')}`);
    return ask(verb, files, 'input', verb === 'trace' ? { ...options, trace: true } : options);
  }
  async function ask(verb, files, name, options) {
    const instance = await ready();
    return call(instance, verb, requestOf(instance, verb, files, name, options));
  }

  /** A forecast or a comparison that the caller walks. */
  async function begin(verb, scenario, options) {
    if (!STEPPED.includes(verb)) throw new TypeError(`creditcast: ${verb} has no steps; known: ${STEPPED.join(', ')}`);
    const instance = await ready();
    const job = call(instance, 'jobBegin', verb, requestOf(instance, verb, [scenario], 'scenario', options));
    const paths = call(instance, 'jobTotal', job);
    let done = 0, step = 8, failed = paths === 0;
    return {
      paths,
      byEvents: call(instance, 'jobByEvents', job),
      get done() {
        return done;
      },
      get finished() {
        return failed || done >= paths;
      },
      work(ms = STEP_MS, upTo = paths) {
        const most = Math.min(upTo, paths);
        const started = performance.now();
        const until = started + ms;
        for (let now = started; !failed && done < most && now < until; ) {
          const before = done;
          done = call(instance, 'jobAdvance', job, Math.min(step, most - done));
          failed = done === before; // an error, which the result tells
          const spent = Math.max(performance.now() - now, 0.05);
          if (done - before >= step || spent > ms) step = Math.max(1, Math.min(4 * step, Math.round(((done - before) * ms) / spent)));
          now = performance.now();
        }
        return !failed && done < most;
      },
      text: () => call(instance, 'jobResult', job),
      result: () => resultOf(call(instance, 'jobResult', job)),
      end() {
        if (!instance.failed) instance.functions.jobEnd(job);
      },
    };
  }

  async function walked(verb, scenario, { onProgress, signal, ...options } = {}) {
    signal?.throwIfAborted();
    const job = await begin(verb, scenario, options);
    try {
      while (!job.finished) {
        const more = job.work();
        onProgress?.({ done: job.done, paths: job.paths });
        if (more) await nextTurn();
        signal?.throwIfAborted();
      }
      return job.result();
    } finally {
      job.end();
    }
  }

  const estimator = {
    estimate: async (scenario, options) => resultOf(await ask('estimate', [scenario], 'scenario', options)),
    simulate: async (scenario, options) => resultOf(await ask('simulate', [scenario], 'scenario', options)),
    async trace(scenario, options) {
      const text = await ask('trace', [scenario], 'scenario', { ...options, trace: true });
      if (text.startsWith('{\n')) return resultOf(text);
      return text.split('\n').filter(Boolean).map((entry) => JSON.parse(entry));
    },
    forecast: (scenario, options) => walked('forecast', scenario, options),
    compare: (scenario, options) => walked('compare', scenario, options),
    begin,
    check: async (...inputs) => JSON.parse(await ask('check', inputs, 'input')),
    platforms: async (options) => resultOf(await ask('platforms', [], '', options)),
    calibrate: async (usage, { scenario, ...options } = {}) =>
      resultOf(await ask('calibrate', scenario === undefined ? [usage] : [usage, scenario], 'usage', options)),
    ledger: async (file) => resultOf(await ask('ledger', [file], 'ledger')),
    replay: async (result) => resultOf(await ask('replay', [result], 'result')),
    raw,
    dispose() {
      disposed = true;
      current = undefined; // the instance's memory goes with it
    },
  };
  if (shelf.length) resultOf(call(await current, 'check', { files: shelf, catalogs: [], options: utf8('{}'), words }));
  return estimator;
}
