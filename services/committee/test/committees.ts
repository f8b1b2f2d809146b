import { differences } from '../src/domain/testing/compare-committees.ts';

/** Holds the committee's counting against the model on many committees: `node services/committee/test/committees.ts [count] [seed]`. */
const [count = '100000', seed = '1'] = process.argv.slice(2);
const found = differences(Number(seed), Number(count));
for (const line of found) console.error(line);
console.log(`${count} committees from seed ${seed}: ${found.length} differences`);
process.exitCode = found.length === 0 ? 0 : 1;
