import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePortsForAll, startApart } from '@mdtf/cli/apart';
import { familyOf, runs } from '../load/cpu.ts';
import type { RunningSystem } from './loaded-system.ts';

const NO_RATE_LIMIT = '1000000';

/** The system as five processes over a real Kafka of one node, ended with `stack`; `others` are processes of another one. */
export async function startFive(
  stack: AsyncDisposableStack,
  { others, say }: { readonly others: () => readonly number[]; readonly say: (text: string) => void },
): Promise<RunningSystem> {
  say('Starting the system as five processes over Kafka …');
  const folder = await mkdtemp(join(tmpdir(), 'mdtf-bench-apart-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const system = stack.use(
    await startApart({
      dataFolder: folder,
      ports: await freePortsForAll(),
      environment: { MDTF_REQUESTS_PER_SECOND: NO_RATE_LIMIT },
    }),
  );
  const allocation = system.processes.find(({ name }) => name === 'allocation');
  const postgres = (): readonly number[] => {
    const notOurs = new Set(others());
    return familyOf(process.pid).filter((pid) => runs(pid, 'postgres') && !notOurs.has(pid));
  };
  return {
    url: system.url,
    depositsUrl: allocation?.url ?? system.url,
    server: () => system.processes.map(({ pid }) => pid),
    postgres,
  };
}
