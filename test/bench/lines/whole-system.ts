import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connectTo, filesFor, loadProfile, runImport } from '@mdtf/cli';
import { allocationRoutes, createClient, reportingRoutes } from '@mdtf/contracts';
import { type People, peopleOf, tokenFor } from '../../journeys/people-of-system.ts';
import { establishTrialFund, give, registerOrganisations } from '../../journeys/trial-fund.ts';
import { PUBLISHED } from '../../published/published.ts';
import { freePort, startSystem } from '../../resilience/system-process.ts';
import type { Figure } from '../figures.ts';
import { familyOf, watchCpu } from '../load/cpu.ts';
import { runWrk } from '../load/wrk.ts';

export interface WholeSystemLines {
  readonly secondsEach: number;
  /** Of the published records: the projects of three years. */
  readonly withImport: boolean;
  readonly say: (text: string) => void;
}

const FUND = 'fund-1';
const CONNECTIONS = 256;
const HALF_LOAD_CONNECTIONS = 32;
const SAMPLE_PAUSE_MS = 25;
/** Fewer samples would not show a p99. */
const MIN_SAMPLING_S = 10;

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
      const people = peopleOf(system.url, 'bench');
      await registerOrganisations(people);
      await establishTrialFund(people, FUND);
      await give(people, FUND, { pooled: 1_000_000n });
      const loaded = await loadFigure(system.url, system.pid, secondsEach);
      figures.push(loaded);
      await people.settle(FUND);
      const sampling = Math.max(secondsEach, MIN_SAMPLING_S);
      figures.push(await visibleFigure(system.url, people, loaded.value / 2, sampling));
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

/** Deposits as fast as they go while every service follows; PostgreSQL is a child of the system. */
async function loadFigure(url: string, pid: number, seconds: number): Promise<Figure> {
  const token = `Bearer ${await tokenFor(url, 'treasurer-1')}`;
  const generators: number[] = [];
  const cpu = watchCpu({
    generator: () => generators,
    server: () => [pid],
    PostgreSQL: () => familyOf(pid).filter((each) => each !== pid),
  });
  const args = [token, 'all-on', '1', 'gift-pooled'];
  const onStart = (generator: number): void => void generators.push(generator);
  const result = await runWrk({ url, script: 'deposits', connections: CONNECTIONS, seconds, args, onStart });
  return {
    name: 'deposits, one fund, everything on',
    value: (result.requests - result.failed) / result.seconds,
    unit: 'per second',
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
    failed: result.failed,
    cpu: cpu(),
  };
}

/** From the answer to a command until a report that waits for its position has been answered, under half load. */
async function visibleFigure(
  url: string,
  people: People,
  perSecond: number,
  seconds: number,
): Promise<Figure> {
  const token = `Bearer ${await tokenFor(url, 'treasurer-1')}`;
  const client = createClient({ baseUrl: url });
  const auditor = await tokenFor(url, 'auditor');
  const pauseMs = String(Math.max(1, Math.round((HALF_LOAD_CONNECTIONS / perSecond) * 1000)));
  const args = [token, 'half', '1', 'gift-pooled', pauseMs];
  const load = runWrk({ url, script: 'deposits', connections: HALF_LOAD_CONNECTIONS, seconds, args });
  const waits: number[] = [];
  let late = 0;
  const endMs = performance.now() + (seconds - 1) * 1000;
  await pause(SAMPLE_PAUSE_MS);
  while (performance.now() < endMs) {
    const { position } = await people.ask('treasurer-1', allocationRoutes.recordDeposit, {
      params: { fundId: FUND, contributionId: 'gift-pooled' },
      body: { gross: { amount: '1.00', currency: 'USD' }, reference: 'sample' },
    });
    const startMs = performance.now();
    const answer = await client.call(reportingRoutes.getReport, {
      params: { fundId: FUND, name: 'funding-status' },
      token: auditor,
      ...(position === undefined ? {} : { after: position }),
    });
    if (answer.ok) waits.push(performance.now() - startMs);
    else late += 1;
    await pause(SAMPLE_PAUSE_MS);
  }
  const { requests, seconds: ran } = await load;
  const sorted = waits.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return {
    name: 'committed → in a report, p99 under half load',
    value: at(0.99),
    unit: 'ms',
    target: { atMost: 50 },
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    failed: late,
    note: `${sorted.length} samples at ${Math.round(requests / ran)} deposits a second; includes the report's own query`,
  };
}
