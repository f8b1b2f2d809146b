import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AllInOne, startAllInOne } from '@mdtf/all-in-one';
import { committeeRoutes, createClient, logRoutes, proposalsRoutes, type Route } from '@mdtf/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type People, peopleOf, tokenFor } from './people-of-system.ts';
import { CALL, establishReviewedFund } from './reviewed-fund.ts';

const TIMEOUT_MS = 120_000;
const FUND = 'reviewed-fund';
const fund = { fundId: FUND };
const ofCall = { params: { ...fund, callId: CALL } };
const item = (agendaItemId: string) => ({ params: { ...fund, agendaItemId } });

let folder: string;
let system: AllInOne;
let people: People;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mdtf-reviews-'));
  system = await startAllInOne({ dataFolder: folder, port: 0, durable: false });
  people = peopleOf(system.url, 'reviews');
  await establishReviewedFund(people, FUND);
}, TIMEOUT_MS);

afterAll(async () => {
  await system?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** The text of an answer in another format than JSON. */
async function textFor(person: string, route: Route, params: object, accept: string): Promise<string> {
  const client = createClient({ baseUrl: system.url, token: await tokenFor(system.url, person) });
  const response = await client.send(route, { params, accept } as never);
  expect(response.status).toBe(200);
  return response.text();
}

describe('proposals of a call that asks for reviews', { timeout: TIMEOUT_MS }, () => {
  it('are given to reviewers evenly, none to an applicant', async () => {
    const own = await people.ask('secretariat', proposalsRoutes.assignReviewer, {
      params: { ...fund, proposalId: 'a' },
      body: { reviewer: 'reviewer-a' },
    });
    expect(own.body).toMatchObject({ type: 'urn:mdtf:problem:own-proposal' });
    const proposed = await people.need('secretariat', proposalsRoutes.proposeAssignments, ofCall);
    expect(proposed).toMatchObject({
      assignments: [
        { proposalId: 'a', reviewer: 'reviewer-1' },
        { proposalId: 'a', reviewer: 'reviewer-2' },
        { proposalId: 'b', reviewer: 'reviewer-3' },
        { proposalId: 'b', reviewer: 'reviewer-1' },
      ],
      missing: [],
    });
    const { assignments } = proposed;
    await people.need('secretariat', proposalsRoutes.assignReviewers, { ...ofCall, body: { assignments } });
  });

  it('are read once there is a statement, and given back with a conflict', async () => {
    const reviews = async (proposalId: string) =>
      (
        await people.need('secretariat', proposalsRoutes.listReviews, { params: { ...fund, proposalId } })
      ).items.flatMap(({ reviewId, reviewer }) =>
        reviewer === null ? [] : [{ proposalId, reviewId, reviewer }],
      );
    const points: Record<string, [number, number]> = { 'reviewer-1': [4, 3], 'reviewer-3': [5, 5] };
    for (const { reviewer, ...at } of [...(await reviews('a')), ...(await reviews('b'))]) {
      const params = { ...fund, ...at };
      const proposal = { params: { ...fund, proposalId: at.proposalId } };
      expect((await people.ask(reviewer, proposalsRoutes.getProposal, proposal)).status).toBe(404);
      const [need, results] = points[reviewer] ?? [];
      if (need === undefined || results === undefined) {
        const body = { conflict: true, reason: 'I advised its lead.' };
        await people.need(reviewer, proposalsRoutes.signReviewStatement, { params, body });
        expect((await people.ask(reviewer, proposalsRoutes.getProposal, proposal)).status).toBe(404);
        continue;
      }
      await people.need(reviewer, proposalsRoutes.signReviewStatement, { params, body: { conflict: false } });
      await people.need(reviewer, proposalsRoutes.getProposal, proposal);
      const scores = [
        { criterion: 'need', points: need, comment: 'As the figures show.' },
        { criterion: 'results', points: results },
      ];
      const content = { scores, summary: 'Sound.', recommendation: 'fund' as const };
      await people.need(reviewer, proposalsRoutes.completeReview, { params, body: { content } });
    }
    // Whoever is left takes the review that was given back.
    const { assignments } = await people.need('secretariat', proposalsRoutes.proposeAssignments, ofCall);
    expect(assignments).toEqual([{ proposalId: 'a', reviewer: 'reviewer-3' }]);
    const made = await people.need('secretariat', proposalsRoutes.assignReviewers, {
      ...ofCall,
      body: { assignments },
    });
    const [{ reviewId } = { reviewId: '' }] = made.items;
    const params = { ...fund, proposalId: 'a', reviewId };
    await people.need('reviewer-3', proposalsRoutes.signReviewStatement, {
      params,
      body: { conflict: false },
    });
    const scores = [
      { criterion: 'need', points: 5 },
      { criterion: 'results', points: 3 },
    ];
    await people.need('reviewer-3', proposalsRoutes.completeReview, {
      params,
      body: { content: { scores } },
    });
    await people.settle(FUND);
  });

  it('are ranked with reasons, as JSON and as CSV', async () => {
    const { items } = await people.need('seat-1', proposalsRoutes.getRanking, ofCall);
    expect(
      items.map(({ proposalId, rank, result }) => [
        proposalId,
        rank,
        result?.mean.numerator,
        result?.mean.denominator,
      ]),
    ).toEqual([
      ['b', 1, 43, 10],
      ['a', 2, 39, 10],
    ]);
    const csv = await textFor('secretariat', proposalsRoutes.getRanking, ofCall.params, 'text/csv');
    expect(csv.split('\r\n')[1]).toMatch(
      /^1,,b,Project <B>,agency-b,submitted,500000\.00,USD,4\.30,43,10,2,2,/,
    );
  });
});

describe('the committee’s item on a reviewed proposal', { timeout: TIMEOUT_MS }, () => {
  beforeAll(async () => {
    const session = {
      id: 's1',
      number: 1,
      startsAt: '2031-02-01T09:00:00.000Z',
      place: 'Geneva',
      title: 'First',
    };
    await people.need('secretariat', committeeRoutes.conveneSession, { params: fund, body: session });
    for (const id of ['a', 'b']) {
      const split = [{ pot: 'pooled', windowId: 'W1', amount: { amount: '500000.00', currency: 'USD' } }];
      const body = { id: `item-${id}`, sessionId: 's1', subject: { kind: 'proposal' as const, id }, split };
      await people.need('secretariat', committeeRoutes.addAgendaItem, { params: fund, body });
    }
    const interest = { seat: '3', nature: 'Its ministry gains.', ruling: 'recusal' as const };
    await people.need('chair', committeeRoutes.declareInterest, { ...item('item-b'), body: interest });
    await people.settle(FUND);
  }, TIMEOUT_MS);

  it('shows on the agenda what the reviews come to and the rank, to those who may see them', async () => {
    const placeFor = async (person: string) => {
      const { items } = await people.need(person, committeeRoutes.listAgendaItems, { params: fund });
      return items.map(({ agendaItemId, reviews }) => [
        agendaItemId,
        reviews?.rank ?? null,
        reviews?.of ?? null,
      ]);
    };
    expect(await placeFor('seat-1')).toEqual([
      ['item-a', 2, 2],
      ['item-b', 1, 2],
    ]);
    expect(await placeFor('seat-2')).toEqual([
      ['item-a', null, null],
      ['item-b', 1, 1],
    ]);
    expect(await placeFor('seat-3')).toEqual([
      ['item-a', 1, 1],
      ['item-b', null, null],
    ]);
    for (const person of ['partner-b', 'reviewer-1']) {
      expect(await placeFor(person)).toEqual([
        ['item-a', null, null],
        ['item-b', null, null],
      ]);
    }
  });

  it('comes as one pack: request, reviews, rules, headroom, history, interests', async () => {
    const pack = await people.need('seat-1', committeeRoutes.getAgendaPack, item('item-b'));
    expect(pack).toMatchObject({
      shown: 'all',
      request: {
        content: { title: 'Project <B>', lead: 'agency-b' },
        receipt: { revision: 1, stage: 'full', position: expect.stringMatching(`^proposals/${FUND}/\\d+$`) },
      },
      reviews: {
        standing: { rank: 1, of: 2, result: { mean: { value: '4.30' } } },
        completed: [
          { points: { need: 5, results: 5 }, recommendation: 'fund' },
          { points: { need: 4, results: 3 }, summary: 'Sound.' },
        ],
        conflicts: 0,
      },
      headroom: {
        now: { allocated: { amount: '0.00' } },
        withThisItem: { allocated: { amount: '500000.00' }, headroom: { amount: '88235.29' } },
        window: { windowId: 'W1', ceiling: { amount: '1000000.00' }, left: { amount: '500000.00' } },
      },
      interests: [{ seat: '3', ruling: 'recusal' }],
    });
    const { items } = await people.need('auditor', logRoutes.listLogEntries, {
      params: { ...fund, service: 'proposals' },
      query: { after: String(Number(pack.request?.receipt.position.split('/').at(-1)) - 1), limit: 1 },
    });
    expect(items[0]?.payload).toContain('full-proposal-submitted');
    const receipt = await people.need('seat-1', proposalsRoutes.getSubmissionReceipt, {
      params: { ...fund, proposalId: 'b', revision: 1 },
    });
    expect(receipt.position).toBe(pack.request?.receipt.position);
    expect(pack.text.en).toContain('Rank 1 of 2: 4.30 on a scale of 0 to 5 (43/10, rounded half-up)');
    expect(pack.text.fr).toContain('Besoin: 9/2 = 4.50 (4–5)');
  });

  it('tells what its applicant was asked and answered, to whoever may read it with the proposal', async () => {
    const b = { ...fund, proposalId: 'b' };
    await people.need('secretariat', proposalsRoutes.askApplicant, {
      params: b,
      body: { id: 'q1', question: 'Who keeps the data?' },
    });
    await people.need('partner-b', proposalsRoutes.answerAsApplicant, {
      params: { ...b, clarificationId: 'q1' },
      body: { answer: 'The national offices.' },
    });
    await people.settle(FUND);
    const pack = await people.need('seat-1', committeeRoutes.getAgendaPack, item('item-b'));
    expect(pack.clarifications).toMatchObject([
      { clarificationId: 'q1', askedFor: 'secretariat', answers: [{ answer: 'The national offices.' }] },
    ]);
    expect(pack.text.fr).toContain('demandé par le secrétariat: Who keeps the data?');
    expect(await people.need('treasurer-1', committeeRoutes.getAgendaPack, item('item-b'))).toMatchObject({
      clarifications: [],
    });
    const other = await people.need('seat-1', committeeRoutes.getAgendaPack, item('item-a'));
    expect(other.clarifications).toEqual([]);
  });

  it('is a page to read too, in the language asked for and with nothing run that applicants wrote', async () => {
    const html = await textFor('chair', committeeRoutes.getAgendaPack, item('item-b').params, 'text/html');
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('Project &lt;B&gt;');
    expect(html).not.toContain('<B>');
  });

  it('has no reviews for a recused seat, nor for one of the lead, in either service', async () => {
    for (const [seat, id] of [
      ['seat-3', 'b'],
      ['seat-2', 'a'],
    ] as const) {
      const pack = await people.need(seat, committeeRoutes.getAgendaPack, item(`item-${id}`));
      expect(pack).toMatchObject({ shown: 'without-reviews', reviews: null });
      expect(JSON.stringify(pack)).not.toContain('Sound.');
      expect(pack.text.fr).toContain('Les évaluations sont omises');
      const listed = await people.ask(seat, proposalsRoutes.listReviews, {
        params: { ...fund, proposalId: id },
      });
      expect(listed.status).toBe(403);
    }
    const other = await people.need('seat-3', committeeRoutes.getAgendaPack, item('item-a'));
    expect(other).toMatchObject({ shown: 'all', reviews: { conflicts: 1 } });
  });

  /** Where each proposal stands in the ranking, which its item's pack tells alike. */
  async function standingsFor(person: string) {
    const { items } = await people.need(person, proposalsRoutes.getRanking, ofCall);
    for (const ranked of items) {
      const { reviews } = await people.need(
        person,
        committeeRoutes.getAgendaPack,
        item(`item-${ranked.proposalId}`),
      );
      expect(ranked).toMatchObject(reviews?.standing ?? { pack: 'without reviews' });
    }
    return items.map(({ proposalId, rank, of, notRanked }) => [proposalId, rank, of, notRanked]);
  }

  it('is ranked alike by the committee and the call, without what was excluded or withdrawn', async () => {
    expect(await standingsFor('seat-1')).toEqual([
      ['b', 1, 2, null],
      ['a', 2, 2, null],
    ]);
    for (const service of system.services)
      expect(await service.setClock(FUND, '2031-02-01T10:00:00.000Z')).toBeUndefined();
    const screened = { stage: 'full' as const, eligible: false, reasons: 'Outside the objectives.' };
    const b = { params: { ...fund, proposalId: 'b' } };
    await people.need('secretariat', proposalsRoutes.screenProposal, { ...b, body: screened });
    await people.settle(FUND);
    await people.need('secretariat', committeeRoutes.takeDecision, {
      params: fund,
      body: {
        id: 'd1',
        onPaper: { reference: 'Minutes of 1 February', date: '2031-02-01' },
        subject: { kind: 'exclusion', id: 'list-1', proposals: ['b'] },
        outcome: 'approved',
        reason: 'As the secretariat recommends.',
      },
    });
    await people.settle(FUND);
    expect(await standingsFor('seat-1')).toEqual([
      ['a', 1, 1, null],
      ['b', null, 1, 'excluded'],
    ]);
    expect(await standingsFor('seat-3')).toEqual([['a', 1, 1, null]]);
    const a = { params: { ...fund, proposalId: 'a' } };
    await people.need('partner-a', proposalsRoutes.withdrawProposal, { ...a, body: { reason: 'No staff.' } });
    await people.settle(FUND);
    expect(await standingsFor('chair')).toEqual([
      ['a', null, 0, 'withdrawn'],
      ['b', null, 0, 'excluded'],
    ]);
  });

  it('is for nobody who is not of the committee', async () => {
    for (const person of ['partner-a', 'reviewer-1'])
      expect((await people.ask(person, committeeRoutes.getAgendaPack, item('item-b'))).status).toBe(403);
    expect((await people.ask('chair', committeeRoutes.getAgendaPack, item('none'))).status).toBe(404);
  });
});
