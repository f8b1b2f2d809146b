import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { allocationRoutes, logRoutes, REPORT_NAMES, reportingRoutes } from '@mdtf/contracts';
import { leafHashOf } from '@mdtf/fund-log';
import { type People, peopleOf } from '../journeys/people-of-system.ts';
import { establishTrialFund, give, registerOrganisations } from '../journeys/trial-fund.ts';
import { freePort, startSystem } from './system-process.ts';
import { type Written, writeOn } from './writers.ts';

/** What a run of kills came to. */
export interface KillReport {
  readonly kills: number;
  readonly acknowledged: number;
  /** Commands that had to be sent more than once. */
  readonly repeated: number;
  readonly violations: readonly string[];
}

const FUNDS = ['north', 'south'];
const WRITERS = 16;
const MIN_WRITING_MS = 200;
const MORE_WRITING_MS = 900;
const PAGE = 1_000;

/** Kills the whole system again and again while it is written to, starts it on what is left, and counts what is there. */
export async function killUnderLoad(
  kills: number,
  say: (text: string) => void = () => {},
): Promise<KillReport> {
  const folder = await mkdtemp(join(tmpdir(), 'mdtf-kill-'));
  const port = await freePort();
  try {
    let system = await startSystem(folder, port);
    const people = peopleOf(system.url, 'kill');
    await registerOrganisations(people);
    for (const fund of FUNDS) {
      await establishTrialFund(people, fund);
      await give(people, fund, { pooled: 100_000n });
    }
    const writers = writeOn(people, FUNDS, WRITERS);
    for (let kill = 1; kill <= kills; kill += 1) {
      // Not always at the same point of what is going on.
      await pause(MIN_WRITING_MS + ((kill * 389) % MORE_WRITING_MS));
      await system.kill();
      system = await startSystem(folder, port);
      say(
        `Killed and started ${kill} of ${kills}; ${writers.written.filter(({ told }) => told).length} answered`,
      );
    }
    await writers.finish();
    for (const fund of FUNDS) await people.settle(fund);
    const violations = await compare(people, writers.written);
    await system[Symbol.asyncDispose]();
    return {
      kills,
      acknowledged: writers.written.filter(({ told }) => told === 'accepted').length,
      repeated: writers.written.filter(({ tries }) => tries > 1).length,
      violations,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const KINDS = {
  deposit: { service: 'allocation', type: 'mdtf.allocation.deposit-received.v1', id: 'depositId' },
  proposal: { service: 'proposals', type: 'mdtf.proposals.full-proposal-submitted.v1', id: 'proposalId' },
  decision: { service: 'committee', type: 'mdtf.committee.decision-taken.v1', id: 'decisionId' },
} as const;

async function compare(people: People, written: readonly Written[]): Promise<string[]> {
  const violations: string[] = [];
  for (const fund of FUNDS) {
    for (const [kind, { service, type, id }] of Object.entries(KINDS)) {
      const log = await readLog(people, fund, service);
      violations.push(...log.broken);
      const times = new Map<string, number>();
      for (const payload of log.payloads) {
        if (payload.type === type) times.set(payload.data[id], (times.get(payload.data[id]) ?? 0) + 1);
      }
      for (const one of written.filter((each) => each.fund === fund && each.kind === kind)) {
        const found = times.get(one.id) ?? 0;
        const wanted = one.told === 'accepted' ? 1 : 0;
        if (found !== wanted)
          violations.push(`${kind} ${one.id} of ${fund}: told ${one.told}, ${found} in the log`);
      }
    }
    violations.push(...(await carriedOut(people, fund)));
    violations.push(...(await parked(people, fund)));
    violations.push(...(await reports(people, fund)));
  }
  return violations;
}

/** Every decision on money was carried out, or refused with a reason, once. */
async function carriedOut(people: People, fund: string): Promise<string[]> {
  const { payloads } = await readLog(people, fund, 'allocation');
  const { payloads: committee } = await readLog(people, fund, 'committee');
  const decided = committee.filter(({ type }) => type === KINDS.decision.type);
  return decided.flatMap(({ data: { decisionId } }) => {
    const made = payloads.filter(
      ({ type, data }) => data.decisionId === decisionId && /allocation-(made|refused)/.test(type),
    );
    return made.length === 1 ? [] : [`${decisionId} of ${fund} was carried out ${made.length} times`];
  });
}

async function parked(people: People, fundId: string): Promise<string[]> {
  const { items } = await people.need('auditor', logRoutes.listPositions, { params: { fundId } });
  return items.flatMap(({ service, read }) =>
    read.flatMap((stream) =>
      stream.parked === null ? [] : [`${service} has parked ${stream.position}: ${stream.parked}`],
    ),
  );
}

/** Every report proves its own sums, and the deposits it tells are those of the ledger. */
async function reports(people: People, fundId: string): Promise<string[]> {
  const violations: string[] = [];
  for (const name of REPORT_NAMES) {
    const { checks } = await people.need('auditor', reportingRoutes.getReport, { params: { fundId, name } });
    for (const { check, holds } of checks)
      if (!holds) violations.push(`${name} of ${fundId}: ${check} does not hold`);
  }
  const params = { fundId, name: 'contributions' as const };
  const { totals } = await people.need('auditor', reportingRoutes.getReport, { params });
  const headroom = await people.need('auditor', allocationRoutes.getHeadroom, { params: { fundId } });
  const { amount } = headroom.totals.deposited;
  if (totals.deposited !== amount)
    violations.push(`${fundId}: ${totals.deposited} reported, ${amount} in the ledger`);
  return violations;
}

type Service = (typeof KINDS)[keyof typeof KINDS]['service'];

/** A whole log, with what is broken in its sequence and chain. */
async function readLog(people: People, fundId: string, service: Service) {
  // biome-ignore lint/suspicious/noExplicitAny: payloads of every kind
  const payloads: { readonly type: string; readonly data: any }[] = [];
  const broken: string[] = [];
  let prevHash = '0'.repeat(64);
  let count = 0;
  for (;;) {
    const query = { after: String(count), limit: PAGE };
    const { items } = await people.need('auditor', logRoutes.listLogEntries, {
      params: { fundId, service },
      query,
    });
    for (const { envelope, payload } of items) {
      count += 1;
      const { sequence, prevhash } = JSON.parse(envelope);
      if (sequence !== String(count) || prevhash !== prevHash)
        broken.push(`${service}/${fundId}/${count} does not follow`);
      prevHash = leafHashOf(envelope);
      payloads.push(JSON.parse(payload ?? '{}'));
    }
    if (items.length < PAGE) return { payloads, broken };
  }
}
