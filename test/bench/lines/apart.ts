import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePortsForAll, startApart } from '@mdtf/cli/apart';
import type { Figure } from '../figures.ts';
import { familyOf, runs } from '../load/cpu.ts';
import { loadFigure, loadFigures, type RunningSystem } from './loaded-system.ts';

export interface ApartLines {
  readonly secondsEach: number;
  /** Commands a second of the same system in one process. */
  readonly embedded: number;
  readonly say: (text: string) => void;
}

const NO_RATE_LIMIT = '1000000';

/** The same load on five processes over a real Kafka of one node. */
export async function apartFigures({ secondsEach, embedded, say }: ApartLines): Promise<readonly Figure[]> {
  say('Loading the system as five processes over Kafka …');
  await using stack = new AsyncDisposableStack();
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
  const running: RunningSystem = {
    url: system.url,
    depositsUrl: allocation?.url ?? system.url,
    server: () => system.processes.map(({ pid }) => pid),
    postgres: () => familyOf(process.pid).filter((pid) => runs(pid, 'postgres')),
  };
  const [loaded, visible] = await loadFigures(running, { secondsEach, visibleWithinMs: 150 });
  const throughPortal = await loadFigure({ ...running, depositsUrl: system.url }, secondsEach, 'portal');
  const against = { name: 'embedded', value: embedded };
  return [
    {
      ...loaded,
      name: `${loaded.name}, over Kafka`,
      against,
      ratio: loaded.value / embedded,
      target: { atLeast: 0.8 },
    },
    {
      ...throughPortal,
      name: 'the same through the portal',
      against,
      ratio: throughPortal.value / embedded,
    },
    { ...visible, name: `${visible.name}, over Kafka` },
  ];
}
