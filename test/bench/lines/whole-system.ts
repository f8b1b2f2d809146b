import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectTo, filesFor, loadProfile, runImport } from '@mdtf/cli';
import { freePort } from '@mdtf/postgres';
import { PUBLISHED } from '../../published/published.ts';
import { startSystem } from '../../resilience/system-process.ts';
import type { Figure } from '../figures.ts';
import { familyOf } from '../load/cpu.ts';
import { loadFigures } from './loaded-system.ts';

export interface WholeSystemLines {
  readonly secondsEach: number;
  /** Of the published records: the projects of three years. */
  readonly withImport: boolean;
  readonly say: (text: string) => void;
}

/** The system as a person starts it, everything on: starting, loading records, and how soon a report shows what was committed. */
export async function wholeSystemFigures({
  secondsEach,
  withImport,
  say,
}: WholeSystemLines): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mdtf-bench-system-'));
  const port = await freePort();
  const figures: Figure[] = [];
  try {
    say('Starting the whole system for the first time …');
    const first = await timed(() => startSystem(folder, port, []));
    figures.push(inSeconds('first start, with the demonstration fund', first.seconds));
    await first.value[Symbol.asyncDispose]();
    say('Starting on existing data …');
    const again = await timed(() => startSystem(folder, port, []));
    figures.push({ ...inSeconds('start on existing data', again.seconds), target: { atMost: 5 } });
    {
      await using system = again.value;
      if (withImport) figures.push(await importFigure(system.url, say));
      say('Loading the whole system, every service following …');
      const { pid, url } = system;
      const server = () => [pid];
      // A child of the system.
      const postgres = () => familyOf(pid).filter((each) => each !== pid);
      figures.push(
        ...(await loadFigures(
          { url, depositsUrl: url, server, postgres },
          { secondsEach, visibleWithinMs: 50 },
        )),
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return figures;
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
