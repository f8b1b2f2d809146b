import { setTimeout as pause } from 'node:timers/promises';
import { allocationRoutes, committeeRoutes, logRoutes } from '@mdtf/contracts';
import { moveClockAt } from '../../../journeys/fund-clock.ts';
import { allPassThrough, type Fault, TAKEN_OVER_WITHIN_MS } from '../fault.ts';
import type { Stage } from '../stage.ts';

const MAX_BEHIND_MS = 60_000;
const LITTLE_MORE_MS = 2_000;
/** How long the committee is believed to be current without looking again. */
const BELIEVED_MS = 1_100;
const PAGE = 1_000;

/** What happens to the knowledge of who may do what. */
export const authorityFaults: readonly Fault[] = [
  {
    name: 'a treasurer’s role is revoked while the committee’s log does not reach allocation',
    of: 'authority',
    holdMs: [0, 5_000],
    async inject(stage, chance) {
      const { people, quiet } = stage;
      const treasurer = `treasurer-${chance.below(1_000_000_000)}`;
      const payment = await approvedPayment(stage, treasurer);
      await awayWhile(stage, () =>
        people.need('admin', committeeRoutes.revokeGrant, {
          params: { fundId: quiet, grantId: `grant-${treasurer}` },
          body: { reason: 'No longer with the bank.' },
        }),
      );
      return {
        meanwhile: () => disbursing(stage, treasurer, payment, { status: 503 }, AWAY),
        heal: () => heardAgain(stage),
        afterwards: async () => [
          ...(await allPassThrough(stage, TAKEN_OVER_WITHIN_MS, 'the committee is heard again', [quiet])),
          ...(await disbursing(stage, treasurer, payment, { status: 403 }, BACK)),
          ...(await letOutBy(stage, treasurer)),
        ],
      };
    },
  },
  {
    name: 'a partner is flagged blocked while the committee’s log does not reach allocation',
    of: 'authority',
    holdMs: [0, 5_000],
    async inject(stage, chance) {
      const { people, quiet } = stage;
      const treasurer = `treasurer-${chance.below(1_000_000_000)}`;
      const payment = await approvedPayment(stage, treasurer);
      const about = { fundId: quiet, organisationId: 'fund-secretariat' };
      const flagId = `flag-${treasurer}`;
      await awayWhile(stage, () =>
        people.need('treasurer-1', committeeRoutes.flagOrganisation, {
          params: about,
          body: { id: flagId, level: 'blocked', reason: 'An audit found money missing.' },
        }),
      );
      const blocked = { status: 422, type: 'organisation-blocked' };
      return {
        meanwhile: () => disbursing(stage, treasurer, payment, { status: 503 }, AWAY),
        heal: () => heardAgain(stage),
        async afterwards() {
          await people.settle(quiet);
          const told = [
            ...(await disbursing(stage, treasurer, payment, blocked, BACK)),
            ...(await letOutBy(stage, treasurer)),
          ];
          await people.need(treasurer, committeeRoutes.liftFlag, {
            params: { ...about, flagId },
            body: { reason: 'The money was found.' },
          });
          const passed = await allPassThrough(stage, TAKEN_OVER_WITHIN_MS, 'the flag is lifted', [quiet]);
          return [...told, ...passed];
        },
      };
    },
  },
];

const AWAY = 'while the committee was not heard';
const BACK = 'once the committee was heard again';

/** Lets the committee's word not reach allocation until it is healed, and the fund's clock go on past what is believed. */
async function awayWhile(stage: Stage, committeeActs: () => Promise<unknown>): Promise<void> {
  const { world, quiet } = stage;
  world.wayToCommittee.refuse(true);
  await Promise.all(world.kafka.nodes.map((node) => node.kill('SIGSTOP')));
  await committeeActs();
  await moveClock(stage, quiet, MAX_BEHIND_MS + LITTLE_MORE_MS);
  await pause(BELIEVED_MS);
}

async function heardAgain({ world }: Stage): Promise<void> {
  await Promise.all(world.kafka.nodes.map((node) => node.kill('SIGCONT')));
  world.wayToCommittee.refuse(false);
}

/** What is wrong where a payment is not answered as it should be. */
async function disbursing(
  { people, quiet }: Stage,
  treasurer: string,
  payment: Payment,
  expected: { readonly status: number; readonly type?: string },
  when: string,
): Promise<readonly string[]> {
  const { status, body } = await people.ask(treasurer, allocationRoutes.disburseTranche, {
    params: { fundId: quiet, ...payment },
    body: { reference: 'wire' },
  });
  const { type = '' } = body as { readonly type?: string };
  const isExpected = status === expected.status && type.endsWith(expected.type ?? '');
  return isExpected ? [] : [`${when}, disbursing was answered ${status} ${type}`];
}

/** What is wrong where somebody has let money out. */
async function letOutBy({ people, quiet }: Stage, treasurer: string): Promise<readonly string[]> {
  const log = await people.need('auditor', logRoutes.listLogEntries, {
    params: { fundId: quiet, service: 'allocation' },
    query: { limit: PAGE },
  });
  const out = log.items.some(({ payload }) => {
    const event = JSON.parse(payload ?? '{}');
    return event.type === 'mdtf.allocation.tranche-disbursed.v1' && event.actor === treasurer;
  });
  return out ? [`${treasurer} has let money out`] : [];
}

type Payment = Awaited<ReturnType<typeof approvedPayment>>;

/** A new treasurer, and a payment that only the transfer is missing of. */
async function approvedPayment(stage: Stage, treasurer: string) {
  const { people, quiet } = stage;
  const params = { fundId: quiet };
  await people.need('secretariat', committeeRoutes.requestGrant, {
    params,
    body: { id: `grant-${treasurer}`, person: treasurer, role: 'treasurer', organisation: 'the-bank' },
  });
  await people.need('admin', committeeRoutes.approveGrant, {
    params: { ...params, grantId: `grant-${treasurer}` },
  });
  const allocationId = await stage.allocate(quiet);
  // A decision is carried out without the proposals' log, a mandate is not.
  await people.settle(quiet);
  const mandateId = `mandate-${treasurer}`;
  const trancheId = `tranche-${treasurer}`;
  await people.need('secretariat', allocationRoutes.offerMandate, {
    params,
    body: { id: mandateId, allocationId },
  });
  await people.need('secretariat', allocationRoutes.acceptMandate, { params: { ...params, mandateId } });
  await people.need('secretariat', allocationRoutes.requestTranche, {
    params: { ...params, mandateId },
    body: { id: trancheId, amount: { amount: '1.00', currency: 'USD' }, purpose: 'The first part.' },
  });
  await people.need(treasurer, allocationRoutes.approveTranche, {
    params: { ...params, mandateId, trancheId },
  });
  return { mandateId, trancheId };
}

async function moveClock({ world, people }: Stage, fund: string, byMs: number): Promise<void> {
  const head = await people.need('auditor', logRoutes.listLogHeads, { query: { service: 'committee' } });
  const through = head.logs[0]?.heads.find((one) => one.fund === fund)?.recordedThrough ?? '';
  const now = new Date(Date.parse(through) + byMs).toISOString();
  await moveClockAt(world.url, fund, now);
}
