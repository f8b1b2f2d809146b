import { type Apart, type Child, untilReady } from '@mdtf/cli/apart';
import {
  allocationRoutes,
  type CallAnswer,
  committeeRoutes,
  createClient,
  logRoutes,
  proposalsRoutes,
} from '@mdtf/contracts';
import { minorOf, moneyOf } from '@mdtf/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processOf, startAnother, startApartSystem } from './apart-system.ts';
import { type People, peopleOf, tokenFor } from './people-of-system.ts';
import { decisionBody, establishTrialFund, give, proposalBody, registerOrganisations } from './trial-fund.ts';

const TIMEOUT_MS = 180_000;
const FUND = 'shared';
const params = { fundId: FUND };
const POT = 1_000_000n;
const EACH = 20_000n;
const DECISIONS = 60;
const DEPOSITS = 40;

describe('two processes of one service on one database', () => {
  const stack = new AsyncDisposableStack();
  let system: Apart;
  let people: People;
  let other: Child;

  beforeAll(async () => {
    system = await startApartSystem(stack);
    people = peopleOf(system.url, 'replicas');
    await registerOrganisations(people);
    await establishTrialFund(people, FUND);
    await give(people, FUND, { pooled: POT });
    other = await startAnother(system, 'allocation', 'own port', stack);
  }, TIMEOUT_MS);

  afterAll(() => stack.disposeAsync(), TIMEOUT_MS);

  it('carry a command out once that comes to both at once under one key, and give both the same answer', async () => {
    const token = await tokenFor(system.url, 'treasurer-1');
    const clients = [processOf(system, 'allocation'), other].map(({ url }) =>
      createClient({ baseUrl: url, token }),
    );
    const route = allocationRoutes.recordDeposit;
    const answers: CallAnswer<typeof route>[][] = await Promise.all(
      Array.from({ length: DEPOSITS }, (_, n) =>
        Promise.all(
          clients.map((client) =>
            client.call(route, {
              params: { ...params, contributionId: 'gift-pooled' },
              body: { gross: moneyOf(1n, 'USD'), reference: `Twice ${n}` },
              idempotencyKey: `twice-${n}`,
            }),
          ),
        ),
      ),
    );
    for (const both of answers) {
      expect(both.map(({ status }) => status)).toEqual([201, 201]);
      expect(both[0]?.body).toEqual(both[1]?.body);
      expect(both.filter(({ replayed }) => replayed)).toHaveLength(1);
    }
    const { totals } = await people.need('auditor', allocationRoutes.getHeadroom, { params });
    expect(minorOf(totals.deposited)).toBe(POT + BigInt(DEPOSITS));
  });

  it('carry each decision out once, within the pot, when the one that leads is killed meanwhile', {
    timeout: TIMEOUT_MS,
  }, async () => {
    // The first is killed and comes back, so that the other one publishes and reads.
    const first = processOf(system, 'allocation');
    first.signal('SIGKILL');
    await first.ended;
    await startAnother(system, 'allocation', 'same port', stack);
    await people.needAll(
      'secretariat',
      proposalsRoutes.submitProposal,
      Array.from({ length: DECISIONS }, (_, n) => ({
        params: { ...params, proposalId: `p${n}` },
        body: proposalBody(`Shared ${n}`, EACH),
      })),
    );
    await people.settle(FUND);
    await people.needAll(
      'secretariat',
      committeeRoutes.takeDecision,
      Array.from({ length: DECISIONS }, (_, n) => ({
        params,
        body: decisionBody(`d${n}`, `p${n}`, { pooled: EACH }),
      })),
    );
    other.signal('SIGKILL');
    await other.ended;
    await people.settle(FUND);

    const outcomes = await outcomesIn(people);
    expect([...outcomes.keys()].toSorted()).toEqual(
      Array.from({ length: DECISIONS }, (_, n) => `d${n}`).toSorted(),
    );
    const made = [...outcomes.values()].filter((types) => types.join() === MADE);
    const refused = [...outcomes.values()].filter((types) => types.join() === REFUSED);
    expect([made.length, refused.length]).toEqual([Number(POT / EACH), DECISIONS - Number(POT / EACH)]);
    const { items } = await people.need('auditor', logRoutes.listPositions, { params });
    expect(items.flatMap(({ read }) => read.filter(({ parked }) => parked !== null))).toEqual([]);
  });

  it('takes the work up again after the other one has left in order', { timeout: TIMEOUT_MS }, async () => {
    const second = await startAnother(system, 'allocation', 'own port', stack);
    await untilReady(second);
    second.signal('SIGTERM');
    await second.ended;
    expect(second.exitCode).toBe(0);
    await give(people, FUND, { bank: 5_000n });
    await people.settle(FUND);
    const { totals } = await people.need('auditor', allocationRoutes.getHeadroom, { params });
    expect(minorOf(totals.deposited)).toBe(POT + BigInt(DEPOSITS) + 5_000n);
  });
});

const MADE = 'mdtf.allocation.allocation-made.v1';
const REFUSED = 'mdtf.allocation.allocation-refused.v1';

/** What allocation has recorded for each decision. */
async function outcomesIn(people: People): Promise<ReadonlyMap<string, readonly string[]>> {
  const outcomes = new Map<string, string[]>();
  const query = { after: '0', limit: 1_000 };
  const { items } = await people.need('auditor', logRoutes.listLogEntries, {
    params: { ...params, service: 'allocation' },
    query,
  });
  for (const { payload } of items) {
    const { type, data } = JSON.parse(payload ?? '{}') as { type: string; data: { decisionId?: string } };
    if (type !== MADE && type !== REFUSED) continue;
    const { decisionId = '' } = data;
    outcomes.set(decisionId, [...(outcomes.get(decisionId) ?? []), type]);
  }
  return outcomes;
}
