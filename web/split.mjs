// node split.mjs BINARYEN BUILD SITE: the page's program BUILD/app.wasm in two, SITE/app.wasm with all that the first answer takes and
// SITE/rest.wasm, which the page fetches when that is drawn (app/program.mjs). BINARYEN: the folder of wasm-opt and wasm-split.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { firstAnswers } from './first_answer.mjs';

const [binaryen, build, site] = process.argv.slice(2);
const features = ['--enable-mutable-globals', '--enable-sign-ext'];
// Once more, until nothing gets smaller. What has one caller stays a function of its own: it may be in the other part.
const smaller = ['-Oz', '--converge', '--one-caller-inline-max-function-size=20', ...features];

const scratch = mkdtempSync(path.join(build, 'split-'));
const at = (name) => path.join(scratch, name);
function run(tool, ...args) {
  const { status, error } = spawnSync(path.join(binaryen, tool), args, { stdio: 'inherit' });
  if (status !== 0) throw error ?? new Error(`${tool} ends with ${status}`);
}

try {
  const whole = at('whole.wasm');
  run('wasm-opt', ...smaller, path.join(build, 'app.wasm'), '-o', whole);
  run('wasm-split', '--instrument', ...features, whole, '-o', at('instrumented.wasm'));
  // By its name, Node 18 takes a file for an ES module or not.
  copyFileSync(path.join(build, 'app.js'), at('app.mjs'));
  const { default: createApp } = await import(pathToFileURL(at('app.mjs')).href);
  const profiles = await firstAnswers(site, createApp, new WebAssembly.Module(readFileSync(at('instrumented.wasm'))));
  const files = profiles.map((profile, i) => {
    writeFileSync(at(`${i}.profile`), profile);
    return at(`${i}.profile`);
  });
  run('wasm-split', '--merge-profiles', ...files, '-o', at('all.profile'));
  run('wasm-split', '--split', `--profile=${at('all.profile')}`, ...features, '--import-namespace=first', '--placeholder-namespace=rest',
    '--export-prefix=%', whole, '-o1', at('app.wasm'), '-o2', at('rest.wasm'));
  for (const part of ['app.wasm', 'rest.wasm']) run('wasm-opt', ...smaller, at(part), '-o', path.join(site, part));
  copyFileSync(path.join(build, 'app.js'), path.join(site, 'app.js'));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
