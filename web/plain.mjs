// node plain.mjs BINARYEN FILE.wasm FILE.mjs: a module as JavaScript, for browsers without WebAssembly (app/plain.mjs).
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const [binaryen, from, to] = process.argv.slice(2);
mkdirSync(path.dirname(to), { recursive: true });
const { status, error } = spawnSync(path.join(binaryen, 'wasm2js'),
  ['-Oz', '--emscripten', '--enable-mutable-globals', '--enable-sign-ext', from, '-o', to], { stdio: 'inherit' });
if (status !== 0) throw error ?? new Error(`wasm2js ends with ${status}`);
appendFileSync(to, 'export default instantiate;\n');
