import { logRoutes, proposalsRoutes as routes } from '@mdtf/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProposalsUnderTest } from '../../test/demonstration.ts';
import {
  assign,
  CALL,
  CRITERIA,
  complete,
  contentOf,
  FUND,
  params,
  reviewedCall,
  submit,
} from '../../test/reviewed-call.ts';

let proposals: ProposalsUnderTest;

beforeAll(async () => {
  proposals = await reviewedCall();
});

afterAll(() => proposals?.[Symbol.asyncDispose]());

const on = (proposalId: string, reviewId?: string) => ({
  params: { ...params, proposalId, ...(reviewId === undefined ? {} : { reviewId }) } as never,
});
const scores = (need: number, results: number) => [
  { criterion: 'need', points: need },
  { criterion: 'results', points: results },
];
const role = (person: string, name: string, organisation: string | null) => ({
  type: 'RoleGranted',
  data: { grantId: `${person}-${name}`, person, role: name, organisation, seat: null },
});
const isProblem = (status: number, code: string) => expect.objectContaining({ status, code });

describe('a call that asks for reviews', () => {
  it('shows its criteria, fixed when it opened', async () => {
    const call = await proposals.ask(undefined, routes.getCall, { params: { ...params, callId: CALL } });
    expect(call.criteria).toEqual({ ...CRITERIA, competitorsMayReview: false });
  });

  it('refuses a scale without length and a criterion twice', async () => {
    const [need] = CRITERIA.criteria;
    const criteria = { ...CRITERIA, scale: { min: 5, max: 5 }, criteria: [need, need] as never };
    expect(
      await proposals.refused('secretariat', routes.openCall, { params, body: { title: 'Bad', criteria } }),
    ).toMatchObject({
      code: 'invalid-criteria',
      errors: [{ field: 'body.criteria.scale.max' }, { field: 'body.criteria.criteria.1.id' }],
    });
  });
});

describe('an assignment', () => {
  const refused = (proposalId: string, reviewer: string) =>
    proposals.refused('secretariat', routes.assignReviewer, { ...on(proposalId), body: { reviewer } });

  it('is the secretariat’s, and of persons with the role', async () => {
    const body = { reviewer: 'reviewer-a' };
    expect(await proposals.refused('chair', routes.assignReviewer, { ...on('p-iom'), body })).toEqual(
      isProblem(403, 'forbidden'),
    );
    expect(await refused('p-iom', 'observer')).toEqual(isProblem(422, 'not-a-reviewer'));
    expect(await refused('none', 'reviewer-a')).toEqual(isProblem(404, 'proposal-not-found'));
  });

  it('is never to its own proposal, nor to one that competes with it', async () => {
    expect(await refused('p-iom', 'reviewer-iom')).toMatchObject({
      code: 'own-proposal',
      errors: [{ field: 'body.reviewer' }],
    });
    expect(await refused('p-remit', 'reviewer-iom')).toEqual(isProblem(422, 'competing-proposal'));
  });

  it('is not to a co-author, whom the partner named beside the log', async () => {
    await proposals.told('committee', FUND, [
      role('reviewer-e', 'reviewer', null),
      role('reviewer-e', 'partner', 'health-recruitment'),
    ]);
    const named = { params: { ...params, proposalId: 'p-remit', person: 'reviewer-e' } };
    await proposals.ask('partner-remit', routes.nameCoAuthor, named);
    expect(await refused('p-remit', 'reviewer-e')).toEqual(isProblem(422, 'own-proposal'));
    expect(await refused('p-iom', 'reviewer-e')).toEqual(isProblem(422, 'competing-proposal'));
    await proposals.ask('partner-remit', routes.removeCoAuthor, named);
    const { data } = role('reviewer-e', 'reviewer', null);
    await proposals.told('committee', FUND, [{ type: 'RoleRevoked', data }]);
  });

  it('sees nothing of the proposal before the statement is signed', async () => {
    expect(await assign(proposals, 'p-iom', 'reviewer-a')).toMatchObject({
      status: 'assigned',
      callId: CALL,
    });
    for (const id of ['p-iom', 'p-remit']) {
      expect(await proposals.refused('reviewer-a', routes.getProposal, on(id))).toMatchObject({
        status: 404,
      });
      expect(await proposals.refused('reviewer-a', routes.listRevisions, on(id))).toMatchObject({
        status: 404,
      });
    }
    expect((await proposals.ask('reviewer-a', routes.listProposals, { params })).items).toEqual([]);
    const again = { ...on('p-iom', 'reviewer-a'), body: { content: { scores: [] } } };
    expect(await proposals.refused('reviewer-a', routes.completeReview, again)).toEqual(
      isProblem(409, 'statement-first'),
    );
    expect(await refused('p-iom', 'reviewer-a')).toEqual(isProblem(409, 'already-assigned'));
  });

  it('opens that proposal alone once it is signed without a conflict', async () => {
    const at = on('p-iom', 'reviewer-a');
    expect(
      await proposals.refused('reviewer-b', routes.signReviewStatement, { ...at, body: { conflict: false } }),
    ).toEqual(isProblem(404, 'review-not-found'));
    await proposals.ask('reviewer-a', routes.signReviewStatement, { ...at, body: { conflict: false } });
    const seen = await proposals.ask('reviewer-a', routes.getProposal, on('p-iom'));
    expect(seen.content.title).toBe('Surveys');
    expect((await proposals.ask('reviewer-a', routes.listProposalDocuments, on('p-iom'))).items).toEqual([]);
    expect(await proposals.refused('reviewer-a', routes.listProposalDocuments, on('p-remit'))).toMatchObject({
      status: 404,
    });
    const { items } = await proposals.ask('reviewer-a', routes.listProposals, { params });
    expect(items.map(({ proposalId }) => proposalId)).toEqual(['p-iom']);
    expect(await proposals.refused('reviewer-a', routes.getProposal, on('p-remit'))).toMatchObject({
      status: 404,
    });
  });

  it('ends with a conflict, which has a reason, and the person is not asked again', async () => {
    await assign(proposals, 'p-iom', 'reviewer-c');
    const at = on('p-iom', 'reviewer-c');
    const body = { conflict: true };
    expect(await proposals.refused('reviewer-c', routes.signReviewStatement, { ...at, body })).toMatchObject({
      code: 'reason-missing',
      errors: [{ field: 'body.reason' }],
    });
    const reason = 'I worked for its lead until last year.';
    const answer = await proposals.ask('reviewer-c', routes.signReviewStatement, {
      ...at,
      body: { ...body, reason },
    });
    expect(answer).toMatchObject({ status: 'conflict', signed: { conflict: true, reason } });
    expect(await proposals.refused('reviewer-c', routes.getProposal, on('p-iom'))).toMatchObject({
      status: 404,
    });
    expect(await proposals.refused('reviewer-c', routes.listReviews, on('p-iom'))).toMatchObject({
      status: 403,
    });
    expect(await refused('p-iom', 'reviewer-c')).toEqual(isProblem(422, 'conflict-stated'));
  });
});

describe('a review', () => {
  const at = on('p-iom', 'reviewer-a');

  it('is drafted under its ETag, seen by its reviewer alone', async () => {
    const read = await proposals.call('reviewer-a', routes.getReview, at);
    const content = { scores: scores(4, 3).slice(0, 1), summary: 'Begun.' };
    const stale = { ...at, body: { content }, ifMatch: '"other"' };
    expect(await proposals.refused('reviewer-a', routes.editReview, stale)).toMatchObject({ status: 412 });
    const ifMatch = read.etag ?? '';
    const edited = await proposals.ask('reviewer-a', routes.editReview, {
      ...at,
      body: { content },
      ifMatch,
    });
    expect(edited.draft).toEqual(content);
    expect((await proposals.ask('secretariat', routes.getReview, at)).draft).toBeNull();
  });

  it('has points on every criterion, within the scale', async () => {
    const content = {
      scores: [
        { criterion: 'need', points: 6 },
        { criterion: 'beauty', points: 1 },
      ],
    };
    expect(
      await proposals.refused('reviewer-a', routes.completeReview, { ...at, body: { content } }),
    ).toMatchObject({
      code: 'incomplete',
      errors: [
        { field: 'body.content.scores.0.points', message: 'must be between 0 and 5' },
        { field: 'body.content.scores.1.criterion' },
        { field: 'body.content.scores', message: 'must have points on results' },
      ],
    });
  });

  it('is frozen once completed; only a reopening by the secretariat, with its reason, lets it be corrected', async () => {
    const content = { scores: scores(5, 5), summary: 'Sound.', recommendation: 'fund' as const };
    const body = { content };
    const done = await proposals.ask('reviewer-a', routes.completeReview, { ...at, body });
    expect(done).toMatchObject({
      status: 'completed',
      statements: [{ statement: 1, proposalRevision: 1, weighted: { numerator: 25, denominator: 5 } }],
    });
    expect(await proposals.refused('reviewer-a', routes.completeReview, { ...at, body })).toEqual(
      isProblem(409, 'review-closed'),
    );
    const reason = 'The budget was read in the wrong currency.';
    await proposals.ask('secretariat', routes.reopenReview, { ...at, body: { reason } });
    const corrected = await proposals.ask('reviewer-a', routes.completeReview, {
      ...at,
      body: { content: { scores: scores(4, 3) } },
    });
    expect(corrected.statements.map(({ weighted }) => weighted.value)).toEqual(['5.00', '3.60']);
    expect(corrected.reopened).toMatchObject([{ reason }]);
  });

  it('is not seen by another reviewer before theirs is completed', async () => {
    await assign(proposals, 'p-iom', 'reviewer-b');
    const other = on('p-iom', 'reviewer-b');
    await proposals.ask('reviewer-b', routes.signReviewStatement, { ...other, body: { conflict: false } });
    const before = await proposals.ask('reviewer-b', routes.listReviews, on('p-iom'));
    expect(before.items.map(({ reviewId }) => reviewId)).toEqual(['reviewer-b']);
    expect(await proposals.refused('reviewer-b', routes.getReview, at)).toMatchObject({ status: 404 });
    const body = { content: { scores: scores(1, 2) } };
    await proposals.ask('reviewer-b', routes.completeReview, { ...other, body });
    const after = await proposals.ask('reviewer-b', routes.listReviews, on('p-iom'));
    expect(after.items.map(({ reviewId, reviewer }) => [reviewId, reviewer])).toEqual([
      ['reviewer-a', null],
      ['reviewer-b', 'reviewer-b'],
    ]);
  });

  it('is in the log for services and auditors alone', async () => {
    const log = { params: { ...params, service: 'proposals' as const }, query: { after: '0', limit: 100 } };
    const payloads = async (person: string | undefined) =>
      (await proposals.ask(person, logRoutes.listLogEntries, log)).items.flatMap(
        ({ payload }) => payload ?? [],
      );
    const about = (all: readonly string[]) =>
      all.filter((text) => text.includes('"type":"mdtf.proposals.review'));
    expect(about(await payloads('auditor')).length).toBeGreaterThan(0);
    for (const person of [undefined, 'chair', 'partner-iom', 'seat-1', 'reviewer-a'])
      expect(about(await payloads(person))).toEqual([]);
  });
});

describe('a ranking', () => {
  const ranking = (person: string) =>
    proposals.ask(person, routes.getRanking, { params: { ...params, callId: CALL } });

  it('asks for a third review where two differ beyond the tolerance, and ranks when it is there', async () => {
    const [first, second] = (await ranking('secretariat')).items;
    expect(first).toMatchObject({ proposalId: 'p-iom', rank: null, completed: 2, wanted: 3 });
    expect(first?.result?.disagreement).toMatchObject({ beyondTolerance: true });
    expect(second).toMatchObject({ proposalId: 'p-remit', rank: null, completed: 0, result: null });
    const proposed = await proposals.ask('secretariat', routes.proposeAssignments, {
      params: { ...params, callId: CALL },
    });
    expect(proposed).toMatchObject({
      assignments: [
        { proposalId: 'p-remit', reviewer: 'reviewer-c' },
        { proposalId: 'p-remit', reviewer: 'reviewer-a' },
      ],
      missing: [{ proposalId: 'p-iom', reviews: 1 }],
      more: false,
    });
    const { assignments } = proposed;
    const made = await proposals.ask('secretariat', routes.assignReviewers, {
      params: { ...params, callId: CALL },
      body: { assignments },
    });
    expect(made.items.map(({ reviewer }) => reviewer)).toEqual(['reviewer-c', 'reviewer-a']);
    const reason = 'Reviewed before the correction.';
    await proposals.ask('secretariat', routes.endReview, { ...on('p-iom', 'reviewer-b'), body: { reason } });
    const ended = await ranking('secretariat');
    expect(ended.items.find(({ proposalId }) => proposalId === 'p-iom')).toMatchObject({
      completed: 1,
      wanted: 2,
    });
  });

  it('states equals as equals, with the reasons in both languages', async () => {
    const body = { id: 'again', reviewer: 'reviewer-b' };
    await proposals.ask('secretariat', routes.assignReviewer, { ...on('p-iom'), body });
    await complete(proposals, 'p-iom', 'reviewer-b', [4, 3], 'again');
    const mine = async (reviewer: string) => {
      const { items } = await proposals.ask('secretariat', routes.listReviews, on('p-remit'));
      return items.find((one) => one.reviewer === reviewer)?.reviewId;
    };
    for (const reviewer of ['reviewer-a', 'reviewer-c'])
      await complete(proposals, 'p-remit', reviewer, [4, 3], await mine(reviewer));
    const { items, hidden } = await ranking('seat-1');
    expect(hidden).toBe(0);
    expect(items.map(({ proposalId, rank, tiedWith, of }) => [proposalId, rank, tiedWith, of])).toEqual([
      ['p-iom', 1, ['p-remit'], 2],
      ['p-remit', 1, ['p-iom'], 2],
    ]);
    expect(items[0]?.result?.mean).toEqual({
      numerator: 36,
      denominator: 10,
      value: '3.60',
      rounding: 'half-up',
    });
    expect(items[0]?.reasons.fr).toContain('Rang 1 sur 2, à égalité avec p-remit');
  });

  it('hides from a seat what its organisation applies with, as lead or with others, and keeps the rest', async () => {
    for (const seat of ['seat-2', 'seat-3']) {
      const { items, hidden } = await ranking(seat);
      expect(items.map(({ proposalId, rank, tiedWith }) => [proposalId, rank, tiedWith])).toEqual([
        ['p-remit', 1, []],
      ]);
      expect(hidden).toBe(1);
      expect(await proposals.refused(seat, routes.listReviews, on('p-iom'))).toMatchObject({ status: 403 });
    }
  });

  it('hides what a seat is recused from, as the committee rules it, and shows it again on a disclosure', async () => {
    const subject = { kind: 'proposal', id: 'p-iom' };
    const interest = (ruling: string) => ({
      type: 'InterestDeclared',
      data: { agendaItemId: 'item-1', seat: '1', nature: 'A cousin', ruling, ruledBy: 'chair' },
    });
    const added = { type: 'AgendaItemAdded', data: { agendaItemId: 'item-1', subject } };
    await proposals.told('committee', FUND, [added, interest('recusal')]);
    expect(await ranking('seat-1')).toMatchObject({ hidden: 1, items: [{ proposalId: 'p-remit', of: 1 }] });
    const refused = await proposals.refused('seat-1', routes.listReviews, on('p-iom'));
    expect(refused.detail).toContain('recused');
    await proposals.told('committee', FUND, [interest('disclosure')]);
    expect((await ranking('seat-1')).hidden).toBe(0);
    const silence = { nonObjectionId: 'n-1', subject, recused: [] };
    const left = { nonObjectionId: 'n-1', seat: '1', nature: 'A cousin', ruledBy: 'chair' };
    await proposals.told('committee', FUND, [
      { type: 'NonObjectionOpened', data: silence },
      { type: 'RecusedFromNonObjection', data: left },
    ]);
    expect((await ranking('seat-1')).hidden).toBe(1);
  });

  it('is for nobody else', async () => {
    const at = { params: { ...params, callId: CALL } };
    for (const person of ['partner-iom', 'observer', 'treasurer-1', 'reviewer-a'])
      expect(await proposals.refused(person, routes.getRanking, at)).toMatchObject({ status: 403 });
    const without = { params: { ...params, callId: 'call-2007' } };
    expect(await proposals.refused('chair', routes.getRanking, without)).toMatchObject({ status: 404 });
  });
});

describe('someone whose organisation applies after it was asked to review', () => {
  it('neither signs nor completes, and states the conflict', async () => {
    await proposals.told('committee', FUND, [role('reviewer-d', 'reviewer', null)]);
    await assign(proposals, 'p-remit', 'reviewer-d');
    await proposals.told('committee', FUND, [role('reviewer-d', 'partner', 'country-z')]);
    await submit(proposals, 'partner-z', 'p-late', contentOf('country-z', 'Late'));
    const at = on('p-remit', 'reviewer-d');
    const sign = (body: { conflict: boolean; reason?: string }) =>
      proposals.call('reviewer-d', routes.signReviewStatement, { ...at, body });
    expect((await sign({ conflict: false })).body).toMatchObject({
      type: 'urn:mdtf:problem:competing-proposal',
    });
    const reason = 'My organisation applies too.';
    expect((await sign({ conflict: true, reason })).body).toMatchObject({ status: 'conflict' });
    const own = await proposals.ask('reviewer-d', routes.getProposal, on('p-late'));
    expect(own.content.title).toBe('Late');
  });
});
