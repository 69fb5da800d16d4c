// Reads the sources as text: who may include whom, which names results must not depend on, and the format.
// Every rule is first held against samples that it must refuse and accept, so that none can sleep.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { coreWords } from './core_words.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

function* walk(folder) {
  if (!existsSync(path.join(root, folder))) return;
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(name);
    else if (entry.isFile()) yield name;
  }
}
const all = ['core', 'native', 'wasm', 'web', 'tests', 'public'].flatMap((folder) => [...walk(folder)]);
const sources = all.filter((name) => /\.(cpp|hpp|def)$/.test(name));
const text = (name) => readFileSync(path.join(root, name), 'utf8');

// ---------------------------------------------------------------------------------------------- who includes whom
const part = (name) => {
  if (name.startsWith('core/json/include/')) return 'json header';
  if (name.startsWith('core/json/')) return 'json';
  if (name.startsWith('web/views/')) return 'views';
  if (name.startsWith('web/')) return 'app';
  return name.split('/')[0];
};
const isStandard = (target) => /^[a-z_]+$/.test(target);
const isCore = (target) => /^creditcast\/[^/]+$/.test(target);
const isJson = (target) => /^creditcast\/json\/[^/]+$/.test(target);
const isNlohmann = (target) => target.startsWith('nlohmann/');
const isImgui = (target) => /^(misc\/\w+\/)?im(gui|config)\w*\.h$/.test(target);
const isEmscripten = (target) => /^(emscripten(\/|\.h$)|GLES[23]\/|EGL\/|GLFW\/)/.test(target);
const isSystem = (target) => /^(sys\/\w+|unistd|fcntl|io|signal|poll|termios)\.h$/.test(target);
const allowed = {
  core: [isStandard, isCore],
  'json header': [isStandard, isCore, isJson],
  json: [isStandard, isCore, isJson, isNlohmann],
  native: [isStandard, isCore, isJson, isSystem, (target) => target.startsWith('CLI/')],
  wasm: [isStandard, isCore, isJson, isEmscripten],
  views: [isStandard, isCore, isImgui],
  app: [isStandard, isCore, isJson, isImgui, isEmscripten],
};
// Where a quoted name that is no public header may lie, beside the including file's own folder; never in another part.
const own = {
  core: ['core/src'],
  json: ['core/json/src'],
  native: ['native'],
  wasm: ['wasm'],
  views: ['web/views'],
  app: ['web/app', 'web/views'],
};
function* includes(name, source, exists = (file) => existsSync(path.join(root, file))) {
  const mine = part(name);
  if (mine === 'tests') return;  // tests see all
  for (const [, quote, target] of source.matchAll(/^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]/gm)) {
    if (!target.includes('..') && allowed[mine]?.some((rule) => rule(target))) continue;
    const near = path.posix.join(path.posix.dirname(name), target);
    // A public header sees public headers alone.
    if (quote === '"' && !name.includes('/include/')) {
      if (part(near) === mine && !near.includes('/include/') && exists(near)) continue;
      if ((own[mine] ?? []).some((folder) => exists(`${folder}/${target}`))) continue;
    }
    yield `includes ${target}, which ${mine} must not see`;
  }
}

// ---------------------------------------------------------------------------------------------- names
const code = (source) => source
  .replace(/R"(\w*)\([\s\S]*?\)\1"/g, '""')
  .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'/g, (found) => found.replace(/[^\n]/g, ' '));

const banned = (where, list) => function* (name, source) {
  if (!where.includes(part(name))) return;
  const lines = code(source).split('\n');
  for (const [pattern, why] of list) {
    for (const [index, line] of lines.entries()) {
      const found = pattern.exec(line);
      if (found) yield `line ${index + 1}: ${found[0].trim()}: ${why}`;
    }
  }
};
const engine = ['core', 'json', 'json header'];
const same = 'not the same bits on every compiler';
const names = {
  'names: numbers': banned(engine, [
    [/\b(std::|(?<![\w.>:]))(log|log2|log10|log1p|exp|exp2|expm1|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|cbrt|hypot|tgamma|lgamma|erf|erfc|fma)l?f?\s*\(/, same],
    [/\blong\s+double\b/, same],
    [/#\s*include\s*<random>|\bstd::(shuffle|sample|mt19937|random_device|\w+_distribution)\b/, `${same}; random.hpp has ours`],
    [/(?<![\w.>:])(std::)?s?rand\s*\(/, 'random numbers come from random.hpp'],
    [/\bstd::(from_chars|to_chars)\b[^;]*\b(float|double)\b/, 'missing in the WASM library'],
  ]),
  'names: clock, files, locale': banned([...engine, 'views'], [
    [/\b(system_clock|steady_clock|high_resolution_clock|utc_clock)\b|(?<![\w.>:])(std::)?(time|gettimeofday|clock_gettime|localtime|gmtime)\s*\(\s*(nullptr|NULL|0|&)/, 'time comes from the caller'],
    [/#\s*include\s*<(fstream|iostream|filesystem)>|\bstd::(cout|cerr|clog|ifstream|ofstream|fstream)\b|\bfopen\s*\(/, 'files belong to native/'],
    [/\bgetenv\s*\(/, 'the environment belongs to native/'],
    [/\b(std::)?(setlocale|strtod|stod|atof)\s*\(|\bstd::locale\b/, 'depends on the locale'],
  ]),
  'names: exceptions': banned([...engine, 'wasm', 'views', 'app'], [
    [/(?<!\w)throw(?!\w)|(?<!\w)try\s*\{|(?<!\w)catch\s*\(/, 'the WASM build has none; errors are a Result'],
    [/#\s*include\s*<(format|expected|source_location)>/, 'missing in the WASM library'],
  ]),
};

// ---------------------------------------------------------------------------------------------- words
/** The texts that a source hands to tr(): literals, also those that C++ joins. What is no literal must be looked up by hand. */
function* said(source) {
  for (const [, first] of source.matchAll(/\btr\(\s*((?:"(?:\\.|[^"\\\n])*"\s*)+|'(?:\\.|[^'\\\n])*')/g)) {
    yield [...first.matchAll(/"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'/g)].map(([, double, single]) => (double ?? single).replace(/\\(.)/g, '$1')).join('');
  }
}
const speaking = all.filter((name) => (name.startsWith('web/') && /\.(cpp|hpp|mjs|js)$/.test(name)) || name === 'public/loader.js');
const spoken = new Set(speaking.flatMap((name) => [...said(text(name))]));
/** Marks the words of tables, which no tr() call names as a literal. */
const WORD = /\bword\(\s*"((?:\\.|[^"\\\n])*)"/g;
for (const name of speaking) for (const [, words] of text(name).matchAll(WORD)) spoken.add(words.replace(/\\(.)/g, '$1'));
/** What the core says where the page hears it: not of ledgers and repeated results, which the program alone tells. */
const heard = all.filter((name) => (/^core\/(json\/)?src\/\w+\.[ch]pp$/.test(name) && !/\/(service_replay|service_habits|read_ledger|replay\w*)\.[ch]pp$/.test(name)) || name.endsWith('/errors.def'));
for (const name of heard) for (const words of coreWords(text(name))) spoken.add(words);
const places = (words) => [...new Set([...words.matchAll(/\{\d\}/g)].map(([place]) => place))].sort().join();
function* mistranslated(words) {
  for (const english of spoken) if (!(english in words)) yield `no translation of ${JSON.stringify(english)}`;
  for (const [english, other] of Object.entries(words)) {
    if (!spoken.has(english)) yield `nobody says ${JSON.stringify(english)}`;
    else if (typeof other !== 'string' || other === '' || /[\t\n]/.test(english + other)) yield `${JSON.stringify(english)} needs one line of text`;
    else if (places(english) !== places(other)) yield `${JSON.stringify(english)}: the places differ`;
  }
  const keys = Object.keys(words);
  const sorted = [...keys].sort();
  const out = keys.findIndex((key, i) => key !== sorted[i]);
  if (out >= 0) yield `not in order from ${JSON.stringify(keys[out])}`;
}

// ---------------------------------------------------------------------------------------------- samples
const there = new Set(['core/src/detail.hpp', 'web/views/theme.hpp', 'native/files.hpp']);
const samples = [
  [includes, 'core/src/a.cpp', '#include <nlohmann/json.hpp>', 1],
  [includes, 'core/src/a.cpp', '#include "creditcast/json/facade.hpp"', 1],
  [includes, 'core/src/a.cpp', '#include <vector>\n#include "creditcast/units.hpp"\n#include "detail.hpp"', 0],
  [includes, 'core/include/creditcast/a.hpp', '#include "../../src/detail.hpp"', 1],
  [includes, 'core/json/src/a.cpp', '#include <nlohmann/json.hpp>', 0],
  [includes, 'core/json/include/creditcast/json/a.hpp', '#include <nlohmann/json.hpp>', 1],
  [includes, 'native/main.cpp', '#include <nlohmann/json.hpp>', 1],
  [includes, 'native/main.cpp', '#include "theme.hpp"', 1],
  [includes, 'native/main.cpp', '#include "files.hpp"\n#include <CLI/CLI.hpp>\n#include <unistd.h>', 0],
  [includes, 'wasm/module.cpp', '#include "files.hpp"', 1],
  [includes, 'wasm/module.cpp', '#include <GLES3/gl3.h>', 0],
  [includes, 'web/views/widgets/a.cpp', '#include "../theme.hpp"', 0],
  [includes, 'web/views/a.cpp', '#include "../../native/files.hpp"', 1],
  [includes, 'web/views/a.cpp', '#include "creditcast/json/facade.hpp"', 1],
  [includes, 'web/views/a.cpp', '#include <emscripten.h>', 1],
  [includes, 'web/views/a.cpp', '#include "imgui_internal.h"', 0],
  [includes, 'web/app/a.cpp', '#include "theme.hpp"\n#include "creditcast/json/facade.hpp"', 0],
  [includes, 'web/app/a.cpp', '#include "files.hpp"', 1],
  [includes, 'tests/unit/a.cpp', '#include "../../core/json/src/tree.hpp"', 0],
  [names['names: numbers'], 'core/src/a.cpp', 'double x = std::log(y);', 1],
  [names['names: numbers'], 'core/src/a.cpp', 'double x = pow(y, 2);', 1],
  [names['names: numbers'], 'core/src/a.cpp', 'ledger.log(entry); catalog(x); fixed::exp(y); // std::log(x)', 0],
  [names['names: numbers'], 'core/src/a.cpp', 'int x = rand();\nlong double y;\n#include <random>', 3],
  [names['names: numbers'], 'core/src/a.cpp', 'int operand(int); double s = std::sqrt(2.0);', 0],
  [names['names: clock, files, locale'], 'core/src/a.cpp', 'auto now = std::chrono::system_clock::now();\nstd::time(nullptr);\nstd::ifstream file;', 3],
  [names['names: clock, files, locale'], 'core/src/a.cpp', 'Instant time(Day day); const char* s = "system_clock";', 0],
  [names['names: clock, files, locale'], 'native/main.cpp', 'std::ifstream file;', 0],
  [names['names: exceptions'], 'core/src/a.cpp', 'throw 1;', 1],
  [names['names: exceptions'], 'core/src/a.cpp', 'int try_parse(int); // throw, try { this }', 0],
];

// ---------------------------------------------------------------------------------------------- run
let passed = 0;
let failed = 0;
function check(name, findings) {
  if (findings.length === 0) {
    passed += 1;
    return;
  }
  failed += 1;
  console.log(`FAILED ${name}`);
  for (const finding of findings.slice(0, 100)) console.log(`  ${finding}`);
}
const over = (rule) => sources.flatMap((name) => [...rule(name, text(name))].map((finding) => `${name}: ${finding}`));

check('the rules against their samples', samples.flatMap(([rule, name, source, count]) => {
  const found = [...rule(name, source, (file) => there.has(file))];
  return found.length === count ? [] : [`${name} with ${JSON.stringify(source)}: ${found.length} findings instead of ${count}: ${found.join('; ')}`];
}));
check('includes', over(includes));
for (const [name, rule] of Object.entries(names)) check(name, over(rule));

check('what tr() is asked for', [...said('tr("a \\"b\\""\n  " c"); tr(\'d\'); str("no"); tr(word)')].join('|') === 'a "b" c|d' ? [] : ['is not read']);
for (const name of all.filter((file) => file.startsWith('public/text/'))) check(name, [...mistranslated(JSON.parse(text(name)))]);

const versionOf = /version (\d+)\./.exec(spawnSync('clang-format', ['--version'], { encoding: 'utf8' }).stdout ?? '');
if (versionOf?.[1] === '14') {
  const files = sources.filter((name) => !name.endsWith('.def'));
  const { status, stderr } = files.length
    ? spawnSync('clang-format', ['--dry-run', '-Werror', '--ferror-limit=1', ...files], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 })
    : { status: 0 };
  check('format (make format puts it right)', status === 0 ? [] : [...new Set([...stderr.matchAll(/^([^\s:]+):(\d+):\d+: error/gm)].map(([, file, line]) => `${file}:${line}`))]);
} else {
  // Another version formats otherwise.
  console.log(`format: not checked, clang-format is ${versionOf?.[1] ?? 'missing'} instead of 14`);
}

const lock = text('tests/package-lock.json');
check('the lock file names no registry', /"resolved"\s*:/.test(lock) ? ['tests/package-lock.json has "resolved" addresses'] : []);

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
