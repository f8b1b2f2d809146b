import { parseArgs } from 'node:util';
import { type HistoryReport, passHistory } from './history.ts';
import { services } from './services.ts';

const USAGE = 'npm run simulate -- [--seeds COUNT] [--from SEED] [--seed SEED]';
const DEFAULT_SEEDS = 1_000;
const MAX_SEEDS = 10_000_000;
const MAX_TOLD = 5;

const { values } = parseArgs({
  options: { seeds: { type: 'string' }, from: { type: 'string' }, seed: { type: 'string' } },
});
const first = wholeNumber(values.seed ?? values.from ?? '1', 2 ** 32 - 1);
const count = values.seed === undefined ? wholeNumber(values.seeds ?? String(DEFAULT_SEEDS), MAX_SEEDS) : 1;

const sums = { commands: 0, entries: 0, crashes: 0, virtualMs: 0 };
const startedMs = performance.now();
let violated = 0;
for (let seed = first; seed < first + count; seed += 1) {
  const report = await passHistory({ seed, services });
  for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += report[key];
  if (report.violations.length > 0) {
    violated += 1;
    tell(report);
  }
}
const seconds = (performance.now() - startedMs) / 1000;
const hours = Math.round(sums.virtualMs / 3_600_000);
console.log(
  `${count} seeds, ${violated} with violations, ${(count / seconds).toFixed(1)} seeds/s: ` +
    `${sums.commands} commands, ${sums.entries} entries, ${sums.crashes} crashes in ${hours} h of their own time.`,
);
process.exitCode = violated === 0 ? 0 : 1;

function tell({ seed, violations }: HistoryReport): void {
  for (const { invariant, detail } of violations.slice(0, MAX_TOLD))
    console.log(`  ${invariant}\n    ${detail}`);
  if (violations.length > MAX_TOLD) console.log(`  and ${violations.length - MAX_TOLD} more`);
  console.log(`SEED=${seed}   again: npm run simulate -- --seed ${seed}`);
}

function wholeNumber(text: string, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= most) return number;
  console.error(`${text} is no whole number up to ${most}. ${USAGE}`);
  process.exit(2);
}
