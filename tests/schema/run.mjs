// Holds every catalog and scenario of public/, and every result that the program makes of them, against public/schema/ (ajv).
//   node tests/schema/run.mjs      the program: build/native/creditcast, or CREDITCAST_PROGRAM
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const Ajv = require('ajv/dist/2020').default;
const addFormats = require('ajv-formats').default;

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const program = process.env.CREDITCAST_PROGRAM ?? path.join(root, 'build/native/creditcast');
const schemas = path.join(root, 'public/schema');

let passed = 0;
let failed = 0;
const says = (what, ok, why = '') => {
  if (ok) {
    passed += 1;
  } else {
    failed += 1;
    console.log(`FAILED ${what}${why && `\n    ${why.split('\n').slice(0, 12).join('\n    ')}`}`);
  }
};
const filesOf = (folder) => {
  const whole = path.join(root, 'public', folder);
  return existsSync(whole) ? readdirSync(whole).filter((name) => name.endsWith('.json')).sort().map((name) => path.join(whole, name)) : [];
};

// --- the schemas themselves ---
// `oneOf` over required keys is how the readers see it too; strictRequired and strictTypes would ask for them to be said twice.
const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, strictTypes: false });
addFormats(ajv);
for (const name of readdirSync(schemas)) ajv.addSchema(JSON.parse(readFileSync(path.join(schemas, name), 'utf8')));
for (const name of readdirSync(schemas)) {
  const schema = JSON.parse(readFileSync(path.join(schemas, name), 'utf8'));
  says(`${name} has the id of its name`, schema.$id === `urn:creditcast:schema:${name.replace('.schema.json', '')}:1`, schema.$id);
  try {
    ajv.getSchema(schema.$id);
    says(`${name} compiles`, true);
  } catch (error) {
    says(`${name} compiles`, false, String(error));
  }
}

const validatorOf = (id) => ajv.getSchema(`urn:creditcast:schema:${id.replace('creditcast/', '').replace('@', ':')}`);
function validate(what, value, id = value?.schema) {
  const validator = typeof id === 'string' ? validatorOf(id) : undefined;
  if (!validator) return says(what, false, `no schema for ${JSON.stringify(id)}`);
  const ok = validator(value);
  const why = (validator.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`);
  return says(what, ok, why.join('\n'));
}

// --- a schema that lets everything through would be no test ---
const catalogs = filesOf('catalogs');
const scenarios = filesOf('scenarios');
const presets = filesOf('presets');
for (const file of [...catalogs, ...scenarios, ...presets]) {
  const text = readFileSync(file, 'utf8');
  validate(path.relative(root, file), JSON.parse(text));
  const odd = { ...JSON.parse(text), no_such_key: 1 };
  says(`${path.relative(root, file)} with an unknown key is refused`, !validatorOf(odd.schema)(odd));
}
says('there are catalogs', catalogs.length >= 5, `${catalogs.length}`);
says('there are presets', presets.length >= 6, `${presets.length}`);
says('there are scenarios', scenarios.length >= 10, `${scenarios.length}`);

// --- results ---
const run = (args, input) => spawnSync(program, args, { cwd: root, encoding: 'utf8', input, maxBuffer: 1 << 29 });
function result(what, args, exit = 0) {
  const { status, stdout, stderr, error } = run([...args, '--format', 'json']);
  if (error || status !== exit) {
    says(what, false, `exit ${status}: ${error ?? (stderr || stdout)}`);
    return undefined;
  }
  const text = stdout.trim() || stderr.trim();
  try {
    const value = JSON.parse(text);
    validate(what, value);
    return stdout;
  } catch (problem) {
    says(what, false, `${problem}: ${text.slice(0, 200)}`);
    return undefined;
  }
}

if (!existsSync(program)) {
  says(`${path.relative(root, program)} is built`, false);
} else {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'creditcast-schema-'));
  try {
    result('platforms', ['platforms']);
    for (const file of catalogs) result(`platforms ${path.basename(file, '.json')}`, ['platforms', path.basename(file, '.json')]);
    for (const file of [...catalogs, ...scenarios]) result(`check ${path.basename(file)}`, ['check', file]);
    for (const file of scenarios) {
      const name = path.basename(file, '.json');
      const trace = path.join(folder, 'trace.ndjson');
      result(`estimate ${name}`, ['estimate', file]);
      result(`simulate ${name}`, ['simulate', file, '--seed', '7', '--trace', trace]);
      const lines = existsSync(trace) ? readFileSync(trace, 'utf8').trimEnd().split('\n') : [];
      const validator = validatorOf('creditcast/trace@1');
      const bad = lines.find((line) => !validator(JSON.parse(line)));
      says(`trace of ${name}`, lines.length > 0 && bad === undefined, bad ?? 'no lines');
      rmSync(trace, { force: true });
      const forecast = result(`forecast ${name}`, ['forecast', file, '--paths', '50']);
      result(`sensitivity of ${name}`, ['forecast', file, '--paths', '5', '--sensitivity']);
      result(`compare ${name}`, ['compare', file, '--paths', '20']);
      if (JSON.parse(readFileSync(file, 'utf8')).habits) result(`habits of ${name}`, ['habits', file, '--paths', '50']);
      if (forecast !== undefined) {
        const kept = path.join(folder, 'forecast.json');
        writeFileSync(kept, forecast);
        result(`replay of the forecast of ${name}`, ['replay', kept]);
      }
    }
    if (scenarios.length) result('compare over all platforms', ['compare', scenarios[0], '--paths', '5', '--platforms', 'all']);
    const ledger = path.join(folder, 'ledger.json');
    writeFileSync(ledger, JSON.stringify({
      schema: 'creditcast/ledger@1',
      start: '2024-01-01T00:00:00Z',
      until: '2024-03-01T00:00:00Z',
      rules: { order: ['priority', 'expiry', 'age'], overage: 'carry', atomic: false },
      lots: [
        { id: 'monthly', amount: 100, from: '2024-01-01T00:00:00Z', refill: { every: 'P1M', mode: 'to_amount' }, rollover: { min: 0, max: 50 } },
        { id: 'bought', amount: 20.5, from: '2024-01-01T00:00:00Z', expires: '2024-02-10T00:00:00Z', kind: 'purchased', pays_for: ['video'] },
      ],
      usage: [{ id: 'a', at: '2024-01-02T00:00:00Z', amount: 130, tags: ['video'] }, { at: '2024-02-20T00:00:00Z', amount: 1.5 }],
      refunds: [{ at: '2024-01-03T00:00:00Z', usage: 'a', amount: 3 }],
      resets: [{ at: '2024-02-15T00:00:00Z', keep_overage: true }],
    }));
    validate('a ledger file', JSON.parse(readFileSync(ledger, 'utf8')));
    result('ledger', ['ledger', ledger]);
    const broken = path.join(folder, 'broken.json');
    writeFileSync(broken, '{"schema": "creditcast/scenario@1", "plan": 3, "streams": []}');
    result('errors', ['check', broken], 1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
