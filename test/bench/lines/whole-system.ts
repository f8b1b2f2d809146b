import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectTo, filesFor, loadProfile, runImport } from '@mdtf/cli';
import { freePort } from '@mdtf/postgres';
import { PUBLISHED } from '../../published/published.ts';
import { startSystem } from '../../resilience/system-process.ts';
import type { Figure } from '../figures.ts';
import { familyOf } from '../load/cpu.ts';
import type { RunningSystem } from './loaded-system.ts';

export interface WholeSystemLines {
  /** Of the published records: the projects of three years. */
  readonly withImport: boolean;
  readonly say: (text: string) => void;
}

/** The whole system once it runs in one process, and what starting it showed. */
export interface WholeSystem {
  readonly figures: readonly Figure[];
  readonly system: RunningSystem;
  /** Its processes, PostgreSQL's among them. */
  readonly family: () => readonly number[];
}

/** The system as a person starts it, ended with `stack`: starting, starting again, loading records. */
export async function startWhole(
  stack: AsyncDisposableStack,
  { withImport, say }: WholeSystemLines,
): Promise<WholeSystem> {
  const folder = await mkdtemp(join(tmpdir(), 'mdtf-bench-system-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const port = await freePort();
  say('Starting the whole system for the first time …');
  const first = await timed(() => startSystem(folder, port, []));
  const figures = [inSeconds('first start, with the demonstration fund', first.seconds)];
  await first.value[Symbol.asyncDispose]();
  say('Starting on existing data …');
  const again = await timed(() => startSystem(folder, port, []));
  const { pid, url } = stack.use(again.value);
  figures.push({ ...inSeconds('start on existing data', again.seconds), target: { atMost: 5 } });
  if (withImport) figures.push(await importFigure(url, say));
  const family = (): readonly number[] => familyOf(pid);
  return {
    figures,
    family,
    system: {
      url,
      depositsUrl: url,
      server: () => [pid],
      // A child of the system.
      postgres: () => family().filter((each) => each !== pid),
    },
  };
}

async function timed<T>(act: () => Promise<T>): Promise<{ readonly value: T; readonly seconds: number }> {
  const startMs = performance.now();
  const value = await act();
  return { value, seconds: (performance.now() - startMs) / 1000 };
}

function inSeconds(name: string, value: number): Figure {
  return { name, value, unit: 's' };
}

async function importFigure(url: string, say: (text: string) => void): Promise<Figure> {
  say('Importing the projects of three years …');
  const profile = await loadProfile('ocha-cbpf');
  const files = await filesFor(profile, [PUBLISHED]);
  const { value, seconds } = await timed(() => runImport({ profile, files, connection: connectTo(url) }));
  const accepted = value.steps.reduce((sum, step) => sum + step.accepted, 0);
  const failed = value.badRows + value.refusedCommands;
  return {
    ...inSeconds('import of three years of published projects', seconds),
    target: { atMost: 30 },
    failed,
    note: `${accepted} commands, ${Math.round(accepted / seconds)} a second; the client runs on the same cores`,
  };
}
