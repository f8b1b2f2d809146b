import { setTimeout as pause } from 'node:timers/promises';
import { allocationRoutes, createClient, reportingRoutes } from '@mdtf/contracts';
import { peopleOf, tokenFor } from '../../journeys/people-of-system.ts';
import { establishTrialFund, give, registerOrganisations } from '../../journeys/trial-fund.ts';
import type { Figure } from '../figures.ts';
import { watchCpu } from '../load/cpu.ts';
import { runWrk } from '../load/wrk.ts';

/** A whole system that runs, and whose work is whose. */
export interface RunningSystem {
  readonly url: string;
  /** Where deposits are sent. */
  readonly depositsUrl: string;
  readonly server: () => readonly number[];
  readonly postgres: () => readonly number[];
}

const FUND = 'fund-1';
const CONNECTIONS = 256;
const HALF_LOAD_CONNECTIONS = 32;
const SAMPLE_PAUSE_MS = 25;
/** Fewer samples would not show a p99. */
const MIN_SAMPLING_S = 10;

/** Makes the one fund, ready to be given to. */
export async function makeFund({ url }: RunningSystem): Promise<void> {
  const people = peopleOf(url, 'bench');
  await registerOrganisations(people);
  await establishTrialFund(people, FUND);
  await people.settle(FUND);
  await give(people, FUND, { pooled: 1_000_000n });
}

/** Deposits to the one fund as fast as they go while every service follows, until all have caught up; `run` names them. */
export async function loadFigure(
  { url: origin, depositsUrl: url, server, postgres }: RunningSystem,
  seconds: number,
  run: string,
): Promise<Figure> {
  const token = `Bearer ${await tokenFor(origin, 'treasurer-1')}`;
  const generators: number[] = [];
  const cpu = watchCpu({ generator: () => generators, server, PostgreSQL: postgres });
  const args = [token, run, '1', 'gift-pooled'];
  const onStart = (generator: number): void => void generators.push(generator);
  const result = await runWrk({ url, script: 'deposits', connections: CONNECTIONS, seconds, args, onStart });
  const shares = cpu();
  await peopleOf(origin, 'bench').settle(FUND);
  return {
    name: 'deposits, one fund, everything on',
    value: (result.requests - result.failed) / result.seconds,
    unit: 'per second',
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
    failed: result.failed,
    cpu: shares,
  };
}

/** From the answer to a command until a report that waits for its position has been answered, under half load. */
export async function visibleFigure(
  { url, depositsUrl }: RunningSystem,
  perSecond: number,
  secondsEach: number,
): Promise<Figure> {
  const people = peopleOf(url, 'bench');
  const seconds = Math.max(secondsEach, MIN_SAMPLING_S);
  const token = `Bearer ${await tokenFor(url, 'treasurer-1')}`;
  const client = createClient({ baseUrl: url });
  const auditor = await tokenFor(url, 'auditor');
  const pauseMs = String(Math.max(1, Math.round((HALF_LOAD_CONNECTIONS / perSecond) * 1000)));
  const args = [token, 'half', '1', 'gift-pooled', pauseMs];
  const load = runWrk({
    url: depositsUrl,
    script: 'deposits',
    connections: HALF_LOAD_CONNECTIONS,
    seconds,
    args,
  });
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
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    failed: late,
    note: `${sorted.length} samples at ${Math.round(requests / ran)} deposits a second; includes the report's own query`,
  };
}
