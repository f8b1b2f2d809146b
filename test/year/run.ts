import { parseArgs } from 'node:util';
import { runYear } from './year.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, seeds: { type: 'string', default: '1' } },
});
let failed = 0;
for (let seed = Number(values.seed); seed < Number(values.seed) + Number(values.seeds); seed += 1) {
  const { year, records } = await runYear(seed);
  console.log(`seed ${seed}`);
  for (const [what, count] of Object.entries(year.counts))
    console.log(`  ${String(count).padStart(4)} ${what}`);
  for (const difference of year.differences) console.log(`  ✗ ${difference}`);
  console.log(`  ${records.line}`);
  if (year.differences.length > 0 || !records.equal) failed += 1;
}
console.log(`${failed} of ${values.seeds} years went otherwise than foretold`);
process.exitCode = failed === 0 ? 0 : 1;
