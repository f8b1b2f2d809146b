import type { DomainEvent } from '@mdtf/domain';
import { describe, expect, it } from 'vitest';
import {
  decide,
  fundWithAllocations,
  fundWithDeposits,
  type History,
  partner,
  secretariat,
  treasurer1,
  treasurer2,
} from '../testing/history.ts';
import { allocations, approval, charter, proposal, usd } from '../testing/imdp.ts';

const [, P1] = allocations;

const flagged = (level: string, until: string | null = null): DomainEvent => ({
  type: 'OrganisationFlagged',
  data: { flagId: 'f', organisation: 'iom', level, reason: 'An audit is open', until, role: 'secretariat' },
});
const lifted: DomainEvent = { type: 'FlagLifted', data: { flagId: 'f', organisation: 'iom' } };
const confirmed = (validUntil: string): DomainEvent => ({
  type: 'DueDiligenceConfirmed',
  data: {
    recordId: 'dd',
    organisation: 'iom',
    rating: 'low',
    validFrom: '2008-01-01',
    validUntil,
    role: 'chair',
  },
});
const required = (...before: string[]): DomainEvent => ({
  ...charter,
  data: {
    ...charter.data,
    charter: { ...charter.data.charter, dueDiligence: { before, organisations: 'lead' } },
  } as never,
});

const under = { mandateId: 'M', trancheId: 'first' };

/** The way of money to the partner, step by step; each by who may take it. */
const STEPS = [
  ['an offer of a mandate', 'OfferMandate', { mandateId: 'M', allocationId: 'dec-P1' }, secretariat],
  ['its acceptance', 'AcceptMandate', { mandateId: 'M' }, partner],
  [
    'a request for payment',
    'RequestTranche',
    { ...under, amount: usd('1000.00'), purpose: 'Start' },
    partner,
  ],
  ['its approval', 'ApproveTranche', under, treasurer1],
  ['its transfer', 'DisburseTranche', { ...under, valueDate: '2008-07-14', reference: 'wire' }, treasurer2],
] as const;

/** The fund before a step, the earlier ones taken. */
function before(step: number): History {
  const history = fundWithAllocations('P1');
  for (const [, type, data, actor] of STEPS.slice(0, step)) history.ask(type, data, actor);
  return history;
}

describe('money for a partner that is blocked', () => {
  it.each(STEPS.map((step, at) => [step[0], at] as const))(
    'is stopped at %s, and goes on once the flag is lifted',
    (_, at) => {
      const [, type, data, actor] = STEPS[at] ?? STEPS[0];
      const history = before(at);
      history.hear(flagged('blocked'));
      const { rejection } = history.ask(type, data, actor).refused('organisation-blocked');
      expect(rejection.detail).toMatchObject({
        en: expect.stringMatching(
          /^Partner \(iom\) is blocked since 2008-09-30, until the flag is lifted, by the secretariat \(flag f\)\. The way out/,
        ),
      });
      history.hear(lifted);
      expect(history.ask(type, data, actor).events).toHaveLength(1);
    },
  );

  it('is not allocated, and the refusal on record says so without the flag’s reason', () => {
    const history = fundWithDeposits();
    history.hear(flagged('blocked'));
    const [refused] = decide(history, P1).events as {
      type: string;
      data: { code: string; reason: object };
    }[];
    expect(refused).toMatchObject({ type: 'AllocationRefused', data: { code: 'organisation-blocked' } });
    expect(JSON.stringify(refused)).not.toContain('audit');
    history.ask('Allocate', { decisionId: 'dec-P1' }).refused('organisation-blocked');
    history.hear(lifted);
    expect(history.ask('Allocate', { decisionId: 'dec-P1' }).events).toMatchObject([
      { type: 'AllocationMade' },
    ]);
  });

  it('goes out from the day after the block’s last, by the date alone', () => {
    const history = before(4);
    history.hear(flagged('blocked', '2008-10-05'));
    const [, type, data, actor] = STEPS[4];
    history.now = '2008-10-05T21:59:59.999Z';
    history.ask(type, data, actor).refused('organisation-blocked');
    history.now = '2008-10-05T22:00:00.000Z';
    expect(history.ask(type, data, actor).events).toMatchObject([{ type: 'TrancheDisbursed' }]);
  });

  it('that went out before is recorded all the same', () => {
    const history = before(4);
    history.hear(flagged('blocked'));
    const [, type, data, actor] = STEPS[4];
    history.now = '2008-10-09T09:00:00.000Z';
    expect(history.ask(type, data, actor, '2008-10-01T09:00:00.000Z').events).toHaveLength(1);
  });
});

describe('a warning', () => {
  it('is among the verdicts of the allocation and of each payment, and stops none', () => {
    const history = fundWithDeposits();
    history.hear(flagged('warning'));
    const made = decide(history, P1).events;
    const standing = [expect.objectContaining({ rule: 'standing', outcome: 'warn' })];
    expect(made).toMatchObject([
      { type: 'AllocationMade', data: { verdicts: expect.arrayContaining(standing) } },
    ]);
    for (const [, type, data, actor] of STEPS.slice(0, 3)) history.ask(type, data, actor);
    const [, type, data, actor] = STEPS[3];
    expect(history.ask(type, data, actor).events).toMatchObject([
      { type: 'TrancheApproved', data: { verdicts: expect.arrayContaining(standing) } },
    ]);
  });
});

describe('a due diligence', () => {
  it('that the charter requires before a decision must hold when its money is allocated', () => {
    const history = fundWithDeposits();
    history.hear(required('decision'), proposal('P1', P1.asks), approval('dec-P1', 'P1', P1.parts));
    history.ask('Allocate', { decisionId: 'dec-P1' }).refused('due-diligence-missing');
    history.hear(confirmed('2008-05-19'));
    history.ask('Allocate', { decisionId: 'dec-P1' }).refused('due-diligence-expired');
    history.hear(confirmed('2008-05-20'));
    expect(history.ask('Allocate', { decisionId: 'dec-P1' }).events).toHaveLength(1);
  });

  it('that the charter requires before payment must hold at each step of it', () => {
    const history = before(2);
    history.hear(required('payment'));
    const [, type, data, actor] = STEPS[2];
    history.ask(type, data, actor).refused('due-diligence-missing');
    history.hear(confirmed('2008-09-30'));
    expect(history.ask(type, data, actor).events).toHaveLength(1);
    history.now = '2008-10-01T09:00:00.000Z';
    const [, approval_, tranche, treasurer] = STEPS[3];
    history.ask(approval_, tranche, treasurer).refused('due-diligence-expired');
  });
});
