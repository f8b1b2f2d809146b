import { reportingRoutes as routes } from '@mdtf/contracts';
import type { DomainEvent } from '@mdtf/domain';
import { type ServiceUnderTest, serviceUnderTest } from '@mdtf/testing/service-under-test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReporting } from '../src/service.ts';
import { charterAdopted, usd } from './events.ts';
import { granted } from './notice-events.ts';

const FUND = 'imdp';
const params = { fundId: FUND };

let under: ServiceUnderTest<'committee' | 'proposals' | 'allocation'>;

beforeAll(async () => {
  under = await serviceUnderTest(openReporting, ['committee', 'proposals', 'allocation']);
  await under.service.setClock(FUND, '2008-05-20T07:00:00.000Z');
  await told('committee', [
    charterAdopted(1),
    granted('secretariat', 'secretariat'),
    granted('treasurer-1', 'treasurer'),
    granted('partner-iom', 'partner', { organisation: 'iom' }),
    granted('seat-1', 'seat-holder', { seat: '1' }),
    granted('seat-2', 'seat-holder', { seat: '2' }),
    granted('reviewer-1', 'reviewer'),
    granted('reviewer-2', 'reviewer'),
  ]);
});
afterAll(() => under?.[Symbol.asyncDispose]());

const idsOf = async (person: string, state: 'open' | 'done' | 'any' = 'open') => {
  const { items } = await under.ask(person, routes.listDeadlines, { params, query: { state } });
  return items.map(({ deadlineId }) => deadlineId);
};
const told = (source: 'committee' | 'allocation', events: readonly DomainEvent[]) =>
  under.told(source, FUND, events);

describe('the date', () => {
  it('of a review is for its reviewer and the secretariat alone, until it is completed or given back', async () => {
    const of = (reviewId: string, reviewer: string) => ({ proposalId: 'P8', reviewId, reviewer });
    const assigned = (reviewId: string, reviewer: string, due?: string) => ({
      type: 'ReviewerAssigned',
      data: { ...of(reviewId, reviewer), callId: 'C2', ...(due === undefined ? {} : { due }) },
    });
    const reviews = async (person: string, state: 'open' | 'done' | 'cancelled' = 'open') => {
      const query = { kind: 'review' as const, state };
      const { items } = await under.ask(person, routes.listDeadlines, { params, query });
      return items.map(({ deadlineId, dueAt }) => `${deadlineId} ${dueAt.slice(0, 10)}`);
    };
    const toldReviews = (events: readonly DomainEvent[]) => under.told('proposals', FUND, events);
    await toldReviews([
      assigned('r1', 'reviewer-1', '2008-06-20T21:59:59.000Z'),
      assigned('r2', 'reviewer-2'),
      assigned('r3', 'reviewer-2', '2008-07-10T21:59:59.000Z'),
    ]);
    expect(await reviews('reviewer-1')).toEqual(['review:P8:r1 2008-06-20']);
    expect(await reviews('reviewer-2')).toEqual(['review:P8:r3 2008-07-10']);
    for (const person of ['seat-1', 'partner-iom']) expect(await reviews(person)).toEqual([]);
    const extended = { callId: 'C2', was: null, due: '2008-06-30T21:59:59.000Z', reason: 'Illness' };
    await toldReviews([{ type: 'ReviewsExtended', data: extended }]);
    expect(await reviews('secretariat')).toEqual([
      'review:P8:r1 2008-06-30',
      'review:P8:r2 2008-06-30',
      'review:P8:r3 2008-07-10',
    ]);
    const said = { callId: 'C2', statement: 1, proposalRevision: 1, scores: [], summary: null };
    const completed = (reviewId: string, reviewer: string) => ({
      type: 'ReviewCompleted',
      data: {
        ...of(reviewId, reviewer),
        ...said,
        recommendation: null,
        weighted: { numerator: 0, denominator: 1 },
      },
    });
    await toldReviews([
      completed('r1', 'reviewer-1'),
      completed('r2', 'reviewer-2'),
      { type: 'ReviewReopened', data: { ...of('r2', 'reviewer-2'), reason: 'The wrong currency' } },
      {
        type: 'ReviewerStatementSigned',
        data: { ...of('r3', 'reviewer-2'), conflict: true, reason: 'A cousin' },
      },
    ]);
    expect(await reviews('secretariat', 'done')).toEqual(['review:P8:r1 2008-06-30']);
    expect(await reviews('secretariat')).toEqual(['review:P8:r2 2008-06-30']);
    expect(await reviews('secretariat', 'cancelled')).toEqual(['review:P8:r3 2008-07-10']);
  });

  it('of a seat is the last day of its term, until it is seated anew', async () => {
    const seated = (until?: string) => ({
      type: 'MemberSeated',
      data: { seat: '1', organisation: 'state-a', organisationName: 'State A', ...(until && { until }) },
    });
    await told('committee', [seated('2008-12-31')]);
    const query = { kind: 'seat-term' as const };
    for (const person of ['seat-1', 'secretariat']) {
      const { items } = await under.ask(person, routes.listDeadlines, { params, query });
      expect(items).toMatchObject([{ deadlineId: 'seat-term:1', dueAt: '2008-12-31T23:00:00.000Z' }]);
    }
    expect(await idsOf('seat-2')).not.toContain('seat-term:1');
    await told('committee', [seated()]);
    expect(await idsOf('seat-1', 'any')).not.toContain('seat-term:1');
  });

  it('of a request for a review of a decision is told to whoever may ask, until it has asked', async () => {
    const excluded = (proposalId: string, lead?: string) => ({
      type: 'ProposalExcluded',
      data: {
        proposalId,
        decisionId: 'd9',
        stage: 'concept-note',
        reason: 'As screened',
        reasons: null,
        final: false,
        reviewUntil: '2008-06-12T22:00:00.000Z',
        ...(lead && { lead }),
      },
    });
    // What was recorded before the lead was told concerns nobody by name.
    await under.told('proposals', FUND, [excluded('P9', 'iom'), excluded('P10')]);
    expect(await idsOf('partner-iom')).toContain('decision-review:P9');
    expect(await idsOf('secretariat')).not.toContain('decision-review:P10');
    const asked = { proposalId: 'P9', of: 'exclusion', decisionId: 'd9', grounds: 'Overlooked' };
    await under.told('proposals', FUND, [{ type: 'DecisionReviewRequested', data: asked }]);
    expect(await idsOf('partner-iom', 'done')).toContain('decision-review:P9');
  });

  it('of a deposit is its day in the schedule agreed, until as much of the contribution has come', async () => {
    const zero = usd('0.00');
    const agreed = { agreed: zero, agreedInternal: zero, allocated: zero, allocatedInternal: zero };
    const totals = { ...agreed, deposited: zero, depositedInternal: zero };
    const terms = {
      contributionId: 'k1',
      donor: 'state-a',
      donorName: 'State A',
      amount: usd('300.00'),
      internal: false,
      earmark: { kind: 'none' },
      pot: 'pooled',
      feePercent: '1',
      oda: null,
      year: null,
      pledged: null,
      signedOn: '2008-05-01',
      schedule: [
        { due: '2008-09-30', amount: usd('200.00') },
        { due: '2008-06-30', amount: usd('100.00') },
      ],
    };
    const deposited = (depositId: string, amount: string) => ({
      type: 'DepositReceived',
      data: {
        depositId,
        contributionId: 'k1',
        donor: 'state-a',
        pot: 'pooled',
        internal: false,
        gross: usd(amount),
        fee: zero,
        net: usd(amount),
        receivedOn: '2008-05-19',
        reference: depositId,
        totals,
        verdicts: [],
      },
    });
    await told('allocation', [{ type: 'ContributionAgreed', data: { ...terms, totals, verdicts: [] } }]);
    const deposits = async (state: 'open' | 'done') => {
      const query = { kind: 'deposit' as const, state };
      const { items } = await under.ask('treasurer-1', routes.listDeadlines, { params, query });
      return items.map(({ deadlineId, dueAt }) => `${deadlineId} ${dueAt.slice(0, 10)}`);
    };
    expect(await deposits('open')).toEqual(['deposit:k1:1 2008-06-30', 'deposit:k1:2 2008-09-30']);
    await told('allocation', [deposited('e1', '100.00'), deposited('e2', '199.99')]);
    expect(await deposits('done')).toEqual(['deposit:k1:1 2008-06-30']);
    await told('allocation', [deposited('e3', '0.01')]);
    expect(await deposits('open')).toEqual([]);
    expect(await idsOf('seat-1', 'any')).not.toContain('deposit:k1:1');
  });

  it('of a review rests while nobody may review, and ends with the committee’s decision', async () => {
    const open = async () => (await idsOf('reviewer-2')).includes('review:P8:r2');
    const decision = { proposalId: 'P8', decisionId: 'd8', stage: 'full', reason: 'As screened' };
    const excluded = { ...decision, reasons: null, final: false, reviewUntil: null };
    await under.told('proposals', FUND, [{ type: 'ProposalExcluded', data: excluded }]);
    expect(await open()).toBe(false);
    await under.told('proposals', FUND, [{ type: 'ProposalNotExcluded', data: decision }]);
    expect(await open()).toBe(true);
    const { stage: _, ...rejected } = decision;
    await under.told('proposals', FUND, [{ type: 'ProposalRejected', data: rejected }]);
    expect(await open()).toBe(false);
  });
});
