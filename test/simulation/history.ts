import type { Alarm } from '@mdtf/fund-log';
import { invariants } from './invariants/invariants.ts';
import type { Outcome, Violation } from './invariants/outcome.ts';
import { drawSeason, passSeason } from './workload/season.ts';
import { clientsOf } from './world/clients.ts';
import { deploy } from './world/deployment.ts';
import { drawFaults } from './world/faults.ts';
import { randomOf } from './world/random.ts';
import type { SimulatedService } from './world/replicas.ts';
import { virtualTime } from './world/virtual-time.ts';

/** One history of the whole system, from a seed. */
export interface HistoryOptions {
  readonly seed: number;
  readonly services: readonly SimulatedService[];
}

/** What one history came to. */
export interface HistoryReport {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly commands: number;
  readonly entries: number;
  readonly crashes: number;
  readonly virtualMs: number;
  /** The last leaf hash of every log: equal exactly when all logs are. */
  readonly heads: string;
}

const START = Date.UTC(2008, 4, 20, 7);
const MAX_STEPS = 200_000;
const REST_MS = 45_000;
const MAX_REST_MS = 20_000;

/** Lets a history pass and holds it to every invariant; the same seed gives the same history. */
export async function passHistory({ seed, services }: HistoryOptions): Promise<HistoryReport> {
  const random = randomOf(seed);
  const time = virtualTime(START);
  const faults = drawFaults(random);
  const twoOf = random.pick(['allocation', 'committee', 'none', 'all']);
  const deployment = deploy({
    services,
    time,
    random: random.fork(),
    faults,
    replicas: (service) => (twoOf === service || twoOf === 'all' ? 2 : 1),
  });
  const clients = clientsOf(deployment, time, random.fork(), faults);
  const violations: Violation[] = [];
  try {
    let over = false;
    const season = passSeason(drawSeason(random), clients, random.fork(), time).then(() => {
      over = true;
    });
    await time.pass(() => over, MAX_STEPS);
    await season;
    deployment.heal();
    const healedMs = time.nowMs();
    // Sometimes long enough for every deadline to come.
    const restMs = random.pick([0, 0, REST_MS]);
    await time.pass(() => time.nowMs() >= healedMs + restMs, MAX_STEPS);
    await time.pass(() => deployment.isQuiet() || time.nowMs() > healedMs + MAX_REST_MS, MAX_STEPS);
    if (!deployment.isQuiet()) {
      violations.push({
        invariant: 'everything comes to its end once nothing goes wrong',
        detail: describe(deployment.alarms),
      });
    }
  } catch (error) {
    violations.push({
      invariant: 'a history passes',
      detail: error instanceof Error ? `${error.stack}` : String(error),
    });
  } finally {
    deployment.stop();
  }
  const outcome: Outcome = {
    services,
    databases: deployment.databases,
    told: clients.told,
    sent: clients.sent,
    alarms: deployment.alarms,
    promises: deployment.promises,
  };
  for (const { name, check } of invariants) {
    for (const detail of check(outcome)) violations.push({ invariant: name, detail });
  }
  return {
    seed,
    violations,
    commands: clients.sent.length,
    entries: [...deployment.databases.values()].reduce(
      (sum, { tables }) => sum + [...tables.entries.values()].reduce((count, log) => count + log.length, 0),
      0,
    ),
    crashes: deployment.crashes,
    virtualMs: time.nowMs() - START,
    heads: headsOf(deployment.databases),
  };
}

function headsOf(databases: Outcome['databases']): string {
  const heads = [...databases.values()].flatMap(({ service, tables }) =>
    Array.from(tables.heads.values(), ({ fund, leafHash }) => `${service}/${fund} ${leafHash}`),
  );
  return heads.join('\n');
}

function describe(alarms: readonly Alarm[]): string {
  return alarms
    .map(({ kind, fund, detail }) => `${kind} ${fund ?? ''} ${detail}`)
    .slice(-3)
    .join('; ');
}
