import { readdirSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { sameBecause } from './equivalent.ts';
import { type Comparison, instrument } from './instrument.ts';
import { bench, compare, type Mutant, mutantsOf } from './mutant.ts';
import { type Test, tests } from './specs.ts';

/**
 * Changes each comparison of the rules in turn, `<` to `<=`, `===` to `!==`, the right side one more and one less, and
 * runs the specs that reach it. Prints how many of the changes a test caught, and those that none did; ends with 1 then.
 */
const { values } = parseArgs({
  options: { every: { type: 'string', default: '1' }, file: { type: 'string' } },
});
const sources = join(import.meta.dirname, '..', '..', 'packages', 'rules', 'src');
const every = Math.max(1, Number(values.every));

const comparisons: Comparison[] = [];
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vitest'
      ? { url: new URL('specs.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
  load(url, context, next) {
    const path = url.startsWith('file:') ? fileURLToPath(url) : '';
    if (!path.startsWith(sources) || path.endsWith('.spec.ts')) return next(url, context);
    const { code, comparisons: found } = instrument(
      path.slice(sources.length + 1),
      readFileSync(path, 'utf8'),
    );
    comparisons.push(...found);
    return { format: 'module', source: code, shortCircuit: true };
  },
});
Object.assign(globalThis, { compare });
// A failing property has done its work: there is nothing to narrow down.
fc.configureGlobal({ endOnFailure: true, seed: 1 });

for (const name of readdirSync(sources).filter((file) => file.endsWith('.unit.spec.ts')))
  await import(pathToFileURL(join(sources, name)).href);

const durations = tests.map((test, at) => {
  bench.test = at;
  const started = performance.now();
  test.run();
  return performance.now() - started;
});
bench.test = -1;

const asked = comparisons.filter(({ file }) => values.file === undefined || file === values.file);
const reached = asked.filter(({ id }) => (bench.seen.get(id)?.tests.size ?? 0) > 0);
const changes = reached.flatMap(mutantsOf).filter((_, at) => at % every === 0);
const same = changes.filter(
  ({ comparison: { file, text }, change }) => sameBecause(file, text, change) !== undefined,
);
const mutants = changes.filter((mutant) => !same.includes(mutant));
const survivors = mutants.filter((mutant) => !caught(mutant));

for (const { comparison, change } of survivors)
  console.log(`not caught: ${comparison.file}:${comparison.line} ${comparison.text}  (${change})`);
for (const { file, line, text } of asked.filter((one) => !reached.includes(one)))
  console.log(`no test reaches: ${file}:${line} ${text}`);
const missed = survivors.length + asked.length - reached.length;
console.log(
  `${mutants.length - survivors.length} of ${mutants.length} changes to ${asked.length} comparisons caught by ${tests.length} tests; ` +
    `${same.length} more change nothing, each with its reason in test/mutation/equivalent.ts`,
);
process.exitCode = missed === 0 ? 0 : 1;

function caught(mutant: Mutant): boolean {
  const reaching = [...(bench.seen.get(mutant.comparison.id)?.tests ?? [])];
  const quickFirst = reaching.toSorted((a, b) => (durations[a] ?? 0) - (durations[b] ?? 0));
  bench.active = mutant;
  const found = quickFirst.some((at) => fails(tests[at]));
  bench.active = null;
  return found;
}

function fails(test: Test | undefined): boolean {
  try {
    test?.run();
    return false;
  } catch {
    return true;
  }
}
