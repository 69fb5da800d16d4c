// What a user of the package writes; only type-checked.
import { createEstimator, CreditcastError, type EstimateResult, type Estimator, type Scenario } from 'creditcast';

const scenario: Scenario = {
  schema: 'creditcast/scenario@1',
  id: 'my-images',
  platform: 'imagineart',
  plan: 'ultimate',
  streams: [{ id: 'images', rate: { per: 'working_day', fixed: 30 }, actions: [{ capability: 'image.standard' }] }],
};

// As TypeScript sees an imported JSON file: strings, not literals.
declare const imported: { schema: string; id: string; name: string; plans: { basic: { name: string } } };

export async function use(): Promise<number> {
  const estimator: Estimator = await createEstimator({ catalog: imported, catalogs: ['{}', { name: 'mine.json', text: '{}' }] });
  const controller = new AbortController();
  try {
    const estimate: EstimateResult = await estimator.estimate(scenario);
    const forecast = await estimator.forecast(JSON.stringify(scenario), {
      paths: 2000,
      plan: 'basic',
      signal: controller.signal,
      onProgress: ({ done, paths }) => done / paths,
    });
    const [low, high] = forecast.typical_month.spend.intervals.p90;
    const { recommended, plans } = await estimator.compare(scenario, { platforms: 'all', plans: ['basic/month'] });
    const answer = await estimator.check(scenario, new Uint8Array());
    if (!answer.ok) return answer.errors.length;
    const files: string[] = answer.files.map(({ id }) => id);
    const entries = await estimator.trace(scenario, { seed: 7 });
    const { scenario: likely } = await estimator.calibrate('date,work\n', { platform: 'imagineart', columns: { user: null } });
    if (likely) await estimator.estimate(likely);
    const again: true = (await estimator.replay(forecast)).same;
    const text: string = await estimator.raw('ledger', { files: ['{}'] });
    return estimate.credits_per_month + low + high + plans.length + (recommended ? 1 : 0) + files.length + entries.length + text.length + Number(again);
  } catch (error) {
    if (error instanceof CreditcastError) return error.errors[0]?.line ?? 0;
    throw error;
  } finally {
    estimator.dispose();
  }
}

export async function load(bytes: ArrayBuffer): Promise<Estimator> {
  await createEstimator({ wasmUrl: new URL('https://example.org/creditcast.wasm') });
  return createEstimator({ wasmBinary: new Uint8Array(bytes) });
}
