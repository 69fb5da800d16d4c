// The module as JavaScript, in a thread of its own: what stands in for WebAssembly there is the thread's alone. Told the files as
// `workerData`, it answers {verb, scenario, options} with the result's text.
import { parentPort, workerData } from 'node:worker_threads';
import { standIn } from '../../web/app/plain.mjs';

const { default: instantiate } = await import(workerData.program);
standIn(instantiate);
const { createEstimator } = await import(workerData.entry);
const estimator = await createEstimator({ catalogs: workerData.catalogs, wasmBinary: new WebAssembly.Module() });
parentPort.on('message', async ({ verb, scenario, options }) => {
  parentPort.postMessage(await estimator.raw(verb, { files: [scenario], options }).catch(String));
});
