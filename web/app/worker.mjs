// A worker of the page: answers what engine.mjs passes on, one question after the other, by the package's module. Between two steps it
// looks whether it was told to stop.
import { createEstimator } from './module/index.mjs';
import { plainProgram, standIn } from './plain.mjs';

const STEP_MS = 12;
const NEWS_MS = 200; // between two words of how far it is

let setup = {};
let plain = {}; // what stands in for the module
let estimator;
const waiting = [];
let running = false;
let stopped; // the question under way was cancelled

const turn = () => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    resolve();
  };
  port2.postMessage(null);
});

async function inSteps({ ticket, verb, scenario, options, stages: [tables, events] }) {
  const most = Math.max(...tables, ...events, 0);
  const job = await estimator.begin(verb, scenario, most > 0 ? { ...options, paths: most } : options);
  try {
    const stages = most === 0 ? [job.paths] : job.byEvents ? events : tables;
    const wanted = stages.at(-1);
    let told = performance.now();
    for (const stage of stages) {
      while (job.work(STEP_MS, stage)) {
        await turn();
        if (stopped) return;
        if (performance.now() - told < NEWS_MS) continue;
        told = performance.now();
        postMessage({ ticket, last: false, done: job.done, wanted, kind: 'progress', text: '' });
      }
      const last = stage === wanted || job.finished;
      postMessage({ ticket, last, done: job.done, wanted: last ? job.done : wanted, kind: 'result', text: job.text() });
      if (last) return;
      await turn();
      if (stopped) return;
    }
  } finally {
    job.end();
  }
}

async function atOnce({ ticket, verb, scenario, options }) {
  const say = (kind, text, last) => postMessage({ ticket, last, done: 0, wanted: 0, kind, text });
  if (options.trace) say('trace', await estimator.raw('trace', { files: [scenario], options }), false);
  say('result', await estimator.raw(verb, { files: [].concat(scenario), options }), true);
}

async function begin() {
  if (typeof WebAssembly !== 'object') {
    standIn(await plainProgram('creditcast'));
    plain = { wasmBinary: new WebAssembly.Module() };
  }
  return createEstimator({ ...setup, ...plain, words: true });
}

async function run() {
  running = true;
  while (waiting.length > 0) {
    const question = waiting.shift();
    stopped = false;
    running = question.ticket;
    try {
      estimator ??= await begin();
      await (['forecast', 'compare'].includes(question.verb) ? inSteps(question) : atOnce(question));
    } catch (error) {
      console.warn(error);
      estimator = undefined;
      postMessage({ ticket: question.ticket, last: true, done: 0, wanted: 0, kind: 'unavailable', text: '' });
    }
    await turn();
  }
  running = false;
}

onmessage = ({ data }) => {
  if (data.setup) {
    setup = data.setup;
    estimator?.dispose();
    estimator = undefined;
  } else if (data.cancel) {
    const at = waiting.findIndex(({ ticket }) => ticket === data.cancel);
    if (at >= 0) waiting.splice(at, 1);
    if (running === data.cancel) stopped = true;
  } else {
    waiting.push(data.question);
    if (running === false) run();
  }
};
