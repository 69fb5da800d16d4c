// What `make demo` shows: for each launch platform the monthly projection of one ready scenario and its comparison of plans,
// printed by the program itself, then where the page is. Node's own modules only.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
process.chdir(root);
const program = 'build/native/creditcast';
const page = 'build/site/index.html';
const platforms = ['fater', 'fittins', 'fotomaster', 'hippist', 'imagineart'];

let failures = 0;
const fail = (text) => {
  failures += 1;
  console.error(`demo: ${text}`);
};

const scenarios = existsSync('public/scenarios') ? readdirSync('public/scenarios').filter((name) => name.endsWith('.json')).sort() : [];
if (!existsSync(program)) fail(`${program} is not built`);
for (const platform of platforms) {
  const scenario = scenarios.find((name) => name.startsWith(`${platform}-`));
  if (!scenario) {
    fail(`public/scenarios has no scenario of ${platform}`);
    continue;
  }
  if (!existsSync(program)) continue;
  for (const verb of ['forecast', 'compare']) {
    const call = [verb, `public/scenarios/${scenario}`];
    console.log(`\n$ ${program} ${call.join(' ')}\n`);
    const { status, signal } = spawnSync(program, call, { stdio: 'inherit' });
    if (status !== 0) fail(`${verb} of ${scenario} ended with ${signal ?? `exit ${status}`}`);
  }
}

if (existsSync(page)) {
  console.log(`
The page is ${page}. It needs a web server, any static one will do; "make serve" starts one at http://127.0.0.1:8080/
The program is ${program} (try --help). The package is build/npm/.`);
} else {
  fail(`${page} is not built`);
}
process.exit(failures ? 1 : 0);
