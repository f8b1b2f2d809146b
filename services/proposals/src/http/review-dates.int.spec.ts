import { logRoutes, proposalsRoutes as routes } from '@mdtf/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProposalsUnderTest } from '../../test/demonstration.ts';
import {
  CALL,
  CRITERIA,
  complete,
  contentOf,
  FUND,
  params,
  reviewedCall,
  submit,
} from '../../test/reviewed-call.ts';
import { charter } from '../testing/imdp.ts';

const DATED = 'call-dated';
const DAY = { yearsLater: 0, ifNoWorkingDay: 'stay' as const };
const ofCall = (callId: string) => ({ params: { ...params, callId } });

let proposals: ProposalsUnderTest;

beforeAll(async () => {
  proposals = await reviewedCall();
  const adopted = charter(2);
  const calendarTemplate = [
    { ...DAY, milestone: 'full-proposals-due', month: 1, day: 15 },
    { ...DAY, milestone: 'reviews-begin', month: 3, day: 1 },
    { ...DAY, milestone: 'reviews-end', month: 5, day: 30 },
  ];
  const data = { ...adopted.data, charter: { ...adopted.data.charter, calendarTemplate } };
  await proposals.told('committee', FUND, [{ ...adopted, data } as never]);
  const criteria = { ...CRITERIA, refusesLateReviews: true };
  const body = { id: DATED, title: 'By the calendar', calendarYear: 2008, criteria };
  await proposals.ask('secretariat', routes.openCall, { params, body });
  await submit(proposals, 'partner-iom', 'p-dated', { ...contentOf('iom', 'Dated'), callId: DATED });
});

afterAll(() => proposals?.[Symbol.asyncDispose]());

const assigned = (proposalId: string, reviewer: string, due?: string) => ({
  params: { ...params, proposalId },
  body: { id: reviewer, reviewer, ...(due === undefined ? {} : { due }) },
});
const assign = (...of: Parameters<typeof assigned>) =>
  proposals.ask('secretariat', routes.assignReviewer, assigned(...of));
const extension = (callId: string, due: string) => ({
  ...ofCall(callId),
  body: { due, reason: 'Two reviewers were ill.' },
});
const own = (proposalId: string, reviewer: string) => ({
  params: { ...params, proposalId, reviewId: reviewer },
});

describe('a review', () => {
  it('is due by the date it was asked for with, which is to come; or has none', async () => {
    expect(await assign('p-iom', 'reviewer-a')).toMatchObject({ due: null });
    const past = assigned('p-iom', 'reviewer-b', '2007-11-20T07:59:59Z');
    expect(await proposals.refused('secretariat', routes.assignReviewer, past)).toMatchObject({
      status: 400,
      code: 'invalid-deadline',
      errors: [{ field: 'body.due' }],
    });
    const made = await proposals.ask('secretariat', routes.assignReviewers, {
      ...ofCall(CALL),
      body: { assignments: [{ proposalId: 'p-iom', reviewer: 'reviewer-b' }], due: '2008-02-29T22:59:59Z' },
    });
    expect(made.items).toMatchObject([{ due: '2008-02-29T22:59:59.000Z' }]);
    const seen = await proposals.ask('reviewer-a', routes.getReview, own('p-iom', 'reviewer-a'));
    expect(seen.due).toBeNull();
  });

  it('is due by the last day of the review period of its call, in the fund’s zone, where none is named', async () => {
    expect(await assign('p-dated', 'reviewer-a')).toMatchObject({ due: '2008-05-30T21:59:59.000Z' });
    expect(await assign('p-dated', 'reviewer-b', '2008-04-30T21:59:59Z')).toMatchObject({
      due: '2008-04-30T21:59:59.000Z',
    });
  });
});

describe('the date of all reviews of a call', () => {
  it('is put later by the secretariat, for every reviewer alike; what is due later stays so', async () => {
    const before = await proposals.call('reviewer-a', routes.getReview, own('p-iom', 'reviewer-a'));
    const later = extension(CALL, '2008-02-15T22:59:59Z');
    expect(await proposals.refused('chair', routes.extendReviews, later)).toMatchObject({ status: 403 });
    expect(await proposals.ask('secretariat', routes.extendReviews, later)).toMatchObject({
      due: '2008-02-15T22:59:59.000Z',
      extensions: [{ was: null, reason: 'Two reviewers were ill.' }],
    });
    const { items } = await proposals.ask('secretariat', routes.listReviews, {
      params: { ...params, proposalId: 'p-iom' },
    });
    expect(Object.fromEntries(items.map(({ reviewer, due }) => [reviewer, due]))).toEqual({
      'reviewer-a': '2008-02-15T22:59:59.000Z',
      'reviewer-b': '2008-02-29T22:59:59.000Z',
    });
    const after = await proposals.call('reviewer-a', routes.getReview, own('p-iom', 'reviewer-a'));
    expect(after.etag).not.toBe(before.etag);
    expect(await assign('p-remit', 'reviewer-a')).toMatchObject({ due: '2008-02-15T22:59:59.000Z' });
    const earlier = assigned('p-remit', 'reviewer-b', '2008-02-01T22:59:59Z');
    expect(await proposals.refused('secretariat', routes.assignReviewer, earlier)).toMatchObject({
      code: 'due-before-all',
      errors: [{ field: 'body.due' }],
    });
  });

  it('is only put later, and to a date to come, under a call that there is and that asks for reviews', async () => {
    const refused = (callId: string, due: string) =>
      proposals.refused('secretariat', routes.extendReviews, extension(callId, due));
    const same = await refused(CALL, '2008-02-15T22:59:59Z');
    expect(same).toMatchObject({ status: 422, code: 'not-later' });
    expect(same.detail).toContain('2008-02-15 23:59:59 Europe/Zurich (2008-02-15 22:59:59 UTC)');
    expect(await refused(DATED, '2008-05-30T21:59:59Z')).toMatchObject({ code: 'not-later' });
    expect(await refused(CALL, '2007-11-19T22:59:59Z')).toMatchObject({ code: 'invalid-deadline' });
    expect(await refused('call-2007', '2008-05-30T21:59:59Z')).toMatchObject({ code: 'no-reviews-asked' });
    expect(await refused('none', '2008-05-30T21:59:59Z')).toMatchObject({ status: 404 });
  });

  it('is not in what everybody sees of the call, nor in the log for others than services and auditors', async () => {
    const call = await proposals.ask(undefined, routes.getCall, ofCall(CALL));
    expect(JSON.stringify(call)).not.toContain('2008-02-15');
    const log = { params: { ...params, service: 'proposals' as const }, query: { after: '0', limit: 100 } };
    for (const [person, sees] of [
      ['auditor', true],
      ['reviewer-a', false],
      ['partner-iom', false],
    ] as const) {
      const { items } = await proposals.ask(person, logRoutes.listLogEntries, log);
      expect(items.some(({ payload }) => payload?.includes('reviews-extended') === true)).toBe(sees);
    }
  });
});

describe('a late review', () => {
  const ranked = async (callId: string) => {
    const { due, outstanding } = await proposals.ask('seat-1', routes.getRanking, ofCall(callId));
    return { due, ...outstanding };
  };

  it('is counted in the ranking, as what is outstanding and what nobody is asked for', async () => {
    expect(await ranked(CALL)).toEqual({
      due: '2008-02-15T22:59:59.000Z',
      assigned: 3,
      overdue: 0,
      unassigned: 1,
    });
    await proposals.service.setClock(FUND, '2008-02-15T22:59:59.900Z');
    expect(await ranked(CALL)).toMatchObject({ overdue: 0 });
    await proposals.service.setClock(FUND, '2008-02-15T23:00:00.000Z');
    expect(await ranked(CALL)).toMatchObject({ assigned: 3, overdue: 2 });
    const { items } = await proposals.ask('secretariat', routes.getRanking, ofCall(CALL));
    expect(items.map(({ proposalId, outstanding }) => [proposalId, outstanding])).toEqual([
      ['p-iom', { assigned: 2, overdue: 1, unassigned: 0 }],
      ['p-remit', { assigned: 1, overdue: 1, unassigned: 1 }],
    ]);
  });

  it('is taken, and told as late', async () => {
    const done = await complete(proposals, 'p-remit', 'reviewer-a', [4, 4]);
    expect(done).toMatchObject({ status: 'completed', statements: [{ late: true }] });
    expect(await ranked(CALL)).toMatchObject({ assigned: 2, overdue: 1 });
  });

  it('is refused where the call says so, until the date is put later; a correction is not late', async () => {
    await proposals.service.setClock(FUND, '2008-05-30T22:00:00.000Z');
    const at = own('p-dated', 'reviewer-a');
    await proposals.ask('reviewer-a', routes.signReviewStatement, { ...at, body: { conflict: false } });
    const scores = [
      { criterion: 'need', points: 3 },
      { criterion: 'results', points: 3 },
    ];
    const completion = { ...at, body: { content: { scores } } };
    const late = await proposals.refused('reviewer-a', routes.completeReview, completion);
    expect(late).toMatchObject({ status: 422, code: 'deadline-passed' });
    await proposals.ask('secretariat', routes.extendReviews, extension(DATED, '2008-06-06T21:59:59Z'));
    const done = await proposals.ask('reviewer-a', routes.completeReview, completion);
    expect(done).toMatchObject({ due: '2008-06-06T21:59:59.000Z', statements: [{ late: false }] });
    await proposals.service.setClock(FUND, '2008-06-07T08:00:00.000Z');
    const reason = 'The wrong currency.';
    await proposals.ask('secretariat', routes.reopenReview, { ...at, body: { reason } });
    const corrected = await proposals.ask('reviewer-a', routes.completeReview, completion);
    expect(corrected.statements.map((statement) => statement.late)).toEqual([false, false]);
  });
});
