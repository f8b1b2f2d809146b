import { rebuildAllInOne } from '@mdtf/all-in-one';
import { readArguments } from '../command-line.ts';

const options = {
  data: { type: 'string', default: '.mdtf' },
  'compare-only': { type: 'boolean', default: false },
} as const;

/** Folds all that a stopped system keeps anew from its logs; the exit code is 0 when nothing differed. */
export async function rebuild(args: readonly string[]): Promise<number> {
  const { values } = readArguments(args, options, 'mdtf rebuild [--data FOLDER] [--compare-only]');
  const started = performance.now();
  const services = await rebuildAllInOne(values.data, values['compare-only']);
  for (const s of services) {
    const tables = s.projected === 0 ? '' : `, ${s.projected} entries into read tables`;
    say(
      `${s.name}: ${s.entries} entries of ${s.funds} funds, ${s.postings} postings${tables}; ${s.differences} differences`,
    );
    for (const difference of s.told) say(`  ${difference}`);
  }
  const differences = services.reduce((sum, s) => sum + s.differences, 0);
  const mended = differences > 0 && !values['compare-only'] ? ', exchanged for what the logs say' : '';
  say(`${differences} differences${mended}; ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  return differences === 0 ? 0 : 1;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
