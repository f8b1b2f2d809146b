import { parseArgs } from 'node:util';
import { killUnderLoad } from './kill.ts';

const MAX_KILLS = 10_000;
const { values } = parseArgs({ options: { kills: { type: 'string', default: '20' } } });
const kills = Number(values.kills);
if (!Number.isInteger(kills) || kills < 1 || kills > MAX_KILLS) {
  console.error(`--kills is a whole number from 1 to ${MAX_KILLS}`);
  process.exit(2);
}
const { acknowledged, repeated, violations } = await killUnderLoad(kills, console.log);
for (const violation of violations) console.log(`  ${violation}`);
console.log(
  `${kills} kills: ${acknowledged} commands acknowledged, each there once; ${repeated} sent more than once; ` +
    `${violations.length} violations.`,
);
process.exitCode = violations.length === 0 ? 0 : 1;
