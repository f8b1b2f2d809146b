import { allocationRoutes, logRoutes, REPORT_NAMES, reportingRoutes } from '@mdtf/contracts';
import { leafHashOf } from '@mdtf/fund-log';
import type { People } from '../journeys/people-of-system.ts';
import type { Written } from './writers.ts';

const PAGE = 1_000;

const KINDS = {
  deposit: { service: 'allocation', type: 'mdtf.allocation.deposit-received.v1', id: 'depositId' },
  proposal: { service: 'proposals', type: 'mdtf.proposals.full-proposal-submitted.v1', id: 'proposalId' },
  decision: { service: 'committee', type: 'mdtf.committee.decision-taken.v1', id: 'decisionId' },
} as const;

/** How what was acknowledged stands in the logs. */
export interface Kept {
  /** Acknowledged and not in its log. */
  readonly lost: number;
  /** More than once in its log, or carried out more than once. */
  readonly doubled: number;
  /** All that is wrong, in words: the lost, the doubled, and what else does not hold. */
  readonly violations: readonly string[];
}

/** Compares what writers were told with the logs, ledgers and reports of the funds, once all services have caught up. */
export async function whatWasKept(
  people: People,
  funds: readonly string[],
  written: readonly Written[],
): Promise<Kept> {
  const violations: string[] = [];
  const counts = { lost: 0, doubled: 0 };
  for (const fund of funds) {
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
        if (found === wanted) continue;
        if (found < wanted) counts.lost += 1;
        if (found > 1) counts.doubled += 1;
        violations.push(`${kind} ${one.id} of ${fund}: told ${one.told}, ${found} in the log`);
      }
    }
    const carried = await carriedOut(people, fund);
    counts.doubled += carried.doubled;
    violations.push(...carried.violations);
    violations.push(...(await parked(people, fund)));
    violations.push(...(await reports(people, fund)));
  }
  return { ...counts, violations };
}

/** Every decision on money was carried out, or refused with a reason, once. */
async function carriedOut(people: People, fund: string) {
  const { payloads } = await readLog(people, fund, 'allocation');
  const { payloads: committee } = await readLog(people, fund, 'committee');
  const made = new Map<string, number>();
  for (const { type, data } of payloads) {
    if (/allocation-(made|refused)/.test(type))
      made.set(data.decisionId, (made.get(data.decisionId) ?? 0) + 1);
  }
  const wrong = committee
    .filter(({ type, data }) => type === KINDS.decision.type && made.get(data.decisionId) !== 1)
    .map(({ data }) => ({ id: data.decisionId, times: made.get(data.decisionId) ?? 0 }));
  return {
    doubled: wrong.filter(({ times }) => times > 1).length,
    violations: wrong.map(({ id, times }) => `${id} of ${fund} was carried out ${times} times`),
  };
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
    if (items.length === 0) return { payloads, broken };
  }
}
