import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool, migrate, startEmbedded } from '@mdtf/postgres';
import { type Command, createCommitter, createPostgresStore, FUND_LOG_MIGRATIONS } from '../src/index.ts';
import { giving, treasurer, usd } from './giving.ts';

// The committer bare, without HTTP: deposits with keys, a state each, one contribution they share, postings, hashes.
// node packages/fund-log/test/committer-bench.ts [seconds] [outstanding] [funds]

const [seconds = 5, outstanding = 256, funds = 1] = process.argv.slice(2).map(Number);

const folder = await mkdtemp(join(tmpdir(), 'mdtf-bench-'));
const server = await startEmbedded({ dataDir: join(folder, 'data'), durable: true });
const url = await server.createDatabase('bench');
const pool = createPool(url);
await migrate(pool, FUND_LOG_MIGRATIONS);
const store = createPostgresStore({ pool, service: 'allocation' });
const committer = createCommitter({ model: giving, store, limits: { dueIntervalMs: 0 } });

const fundOf = (n: number): string => `fund-${n % funds}`;
const anna = treasurer('anna');
for (let n = 0; n < funds; n += 1) {
  const data = { contributionId: 'c', amount: usd('1000000.00') };
  await committer.submit({ fund: fundOf(n), type: 'AgreeContribution', data, actor: anna });
}

let sent = 0;
let done = 0;
const latencies: number[] = [];
const stopAt = performance.now() + seconds * 1000;
const cpu = process.cpuUsage();
const started = performance.now();

async function client(): Promise<void> {
  while (performance.now() < stopAt) {
    sent += 1;
    const id = `d${sent}`;
    const data = { contributionId: 'c', depositId: id, amount: usd('12.50') };
    const fingerprint = createHash('sha256').update(JSON.stringify(data)).digest('hex');
    const command: Command = {
      fund: fundOf(sent),
      type: 'RecordDeposit',
      data,
      actor: anna,
      idempotency: { key: id, fingerprint },
    };
    const at = performance.now();
    const result = await committer.submit(command);
    if (result.outcome !== 'accepted') throw new Error(result.outcome);
    latencies.push(performance.now() - at);
    done += 1;
  }
}
await Promise.all(Array.from({ length: outstanding }, client));
const elapsed = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(cpu);
latencies.sort((a, b) => a - b);
const at = (share: number): string => (latencies[Math.floor(latencies.length * share)] ?? 0).toFixed(1);
console.log(
  `${funds} funds, ${outstanding} outstanding: ${Math.round(done / elapsed)} commands/s, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, node ${(((user + system) / 1e6 / elapsed) * 100).toFixed(0)} % of a core`,
);

await committer[Symbol.asyncDispose]();
await store[Symbol.asyncDispose]();
await pool.end();
await server.stop();
await rm(folder, { recursive: true, force: true });
