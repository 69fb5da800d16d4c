// The page's workers: one for the distribution, one for the plans, one for whatever else the program asks, one for what a dialog was
// pressed for, each started when it is first needed.
// The program asks by host.ask and hears by `hear`; dialogs ask by `ask`, which answers by a promise.
import { tr } from './words.mjs';

/** `begin` is awaited before the first worker starts; `create` makes a worker of worker.mjs; `wasm` is what its module is made of, where that does not lie beside it. */
export function createEngine({ begin, create = () => new Worker(new URL('./worker.mjs', import.meta.url), { type: 'module' }), wasm, hear }) {
  const catalogs = new Map();
  const lanes = [];
  const laneOf = new Map(); // of the questions under way
  const listeners = new Map();

  const setup = () => ({ setup: { catalogs: [...catalogs.values()], ...(wasm && { wasmBinary: wasm }) } });

  function tell(answer) {
    if (answer.last) laneOf.delete(answer.ticket);
    const listener = listeners.get(answer.ticket);
    if (listener) listener(answer);
    else hear(answer);
  }

  function fail(lane) {
    for (const [ticket, own] of [...laneOf]) {
      if (own === lane) tell({ ticket, last: true, done: 0, wanted: 0, kind: 'unavailable', text: '' });
    }
  }

  function workerOf(lane) {
    if (lanes[lane] === undefined) {
      try {
        const worker = create();
        worker.onmessage = ({ data }) => laneOf.has(data.ticket) && tell(data);
        worker.onerror = (event) => {
          event.preventDefault();
          console.info(`a worker of the page failed: ${event.message ?? 'it could not be loaded'}`);
          lanes[lane] = undefined;
          fail(lane);
        };
        worker.postMessage(setup());
        lanes[lane] = worker;
      } catch (error) {
        console.info(`a worker of the page could not start: ${error.message}`);
      }
    }
    return lanes[lane];
  }

  async function ask(lane, ticket, verb, scenario, options, stages) {
    laneOf.set(ticket, lane);
    await begin;
    if (!laneOf.has(ticket)) return; // cancelled meanwhile
    const worker = workerOf(lane);
    if (worker) worker.postMessage({ question: { ticket, verb, scenario, options, stages } });
    else fail(lane);
  }

  let own = 0; // questions of the page's scripts have numbers below zero
  /** The text that the program would write; `signal` ends it. Of some verbs `scenario` is a list of files. */
  const askText = (verb, scenario, options = {}, signal = undefined) => new Promise((resolve, reject) => {
    const ticket = --own;
    listeners.set(ticket, ({ kind, text, last }) => {
      if (last) listeners.delete(ticket);
      if (kind === 'unavailable') reject(new Error(tr('the part of the page that computes did not start')));
      else if (last) resolve(text);
    });
    signal?.addEventListener('abort', () => {
      listeners.delete(ticket);
      host.cancel(ticket);
      reject(signal.reason);
    });
    ask(3, ticket, verb, scenario, options, [[], []]);
  });
  const host = {
    ask: (lane, ticket, verb, scenario, options, stages) => ask(lane, ticket, verb, scenario, JSON.parse(options), JSON.parse(stages)),
    cancel(ticket) {
      lanes[laneOf.get(ticket)]?.postMessage({ cancel: ticket });
      laneOf.delete(ticket);
    },
  };
  return {
    host,
    /** A catalog that questions may stand on, in place of a former one with its id. */
    catalog(text) {
      let id = '';
      try {
        ({ id } = JSON.parse(text));
      } catch {
        return; // the program says what is wrong with it
      }
      if (catalogs.get(id) === text) return;
      catalogs.set(id, text);
      for (const worker of lanes) worker?.postMessage(setup());
    },
    /** The result of a verb, parsed (of errors: `{ok: false, errors}`); asked after all that waits in the third lane. */
    ask: async (verb, scenario, options) => JSON.parse(await askText(verb, scenario, options)),
    askText,
  };
}
