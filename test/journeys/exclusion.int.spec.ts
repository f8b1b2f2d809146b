import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AllInOne, startAllInOne } from '@mdtf/all-in-one';
import { committeeRoutes, type ProposalContent, proposalsRoutes } from '@mdtf/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type People, peopleOf } from './people-of-system.ts';
import { registerOrganisations, TRIAL_CHARTER } from './trial-fund.ts';

const TIMEOUT_MS = 120_000;
const FUND = 'exclusion-trial';
const fund = { fundId: FUND };
const of = (proposalId: string) => ({ ...fund, proposalId });
const both = (text: string) => ({ en: text, fr: text });

let folder: string;
let system: AllInOne;
let people: People;

const charter = {
  ...TRIAL_CHARTER,
  windows: [{ id: 'W1', title: both('First'), actsForForum: false, alwaysOpen: false, objectives: ['O1'] }],
  seats: [
    { id: '1', constituency: 'all', title: both('Seat 1'), voting: true },
    { id: '2', constituency: 'all', title: both('Seat 2'), voting: true },
  ],
  decisionReview: { workingDays: 5 },
};

const note = (lead: string): ProposalContent => ({
  kind: 'project',
  title: `A note of ${lead}`,
  callId: 'call-1',
  windowId: 'W1',
  objectives: ['O1'],
  recommendations: [],
  lead,
  partners: [],
  countries: ['GH'],
  budget: [],
  financing: { fund: { amount: '100000.00', currency: 'USD' }, other: [] },
  results: [],
  documents: [],
});

async function moveClock(now: string): Promise<void> {
  for (const service of system.services) expect(await service.setClock(FUND, now)).toBeUndefined();
}

const refusal = async (asking: Promise<{ readonly body: unknown; readonly status: number }>) => {
  const { body, status } = await asking;
  return { status, code: (body as { type: string }).type.replace('urn:mdtf:problem:', '') };
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mdtf-exclusion-'));
  system = await startAllInOne({ dataFolder: folder, port: 0, durable: false, checkAnswers: true });
  people = peopleOf(system.url, 'exclusion');
  await registerOrganisations(people);
  for (const id of ['iom', 'other-partner']) {
    const body = { id, name: `The ${id}`, kinds: ['partner' as const], knowHow: 'Twenty years of surveys.' };
    await people.need('admin', committeeRoutes.registerOrganisation, { body });
  }
  const grants = [
    { person: 'secretariat', role: 'secretariat' as const },
    { person: 'chair', role: 'chair' as const },
    { person: 'auditor', role: 'auditor' as const },
    { person: 'partner-iom', role: 'partner' as const, organisation: 'iom' },
    { person: 'partner-other', role: 'partner' as const, organisation: 'other-partner' },
    { person: 'seat-1', role: 'seat-holder' as const, seat: '1', organisation: 'state-a' },
  ];
  await people.need('admin', committeeRoutes.establishFund, { body: { id: FUND, charter, grants } });
  await people.settle(FUND);
  await moveClock('2031-01-06T09:00:00.000Z');
  for (const [seat, organisation] of [
    ['1', 'state-a'],
    ['2', 'iom'],
  ] as const)
    await people.need('secretariat', committeeRoutes.seatMember, {
      params: fund,
      body: { seat, organisation },
    });
  const body = { id: 'call-1', title: 'A call', conceptNotesDue: '2031-02-01T00:00:00Z' };
  await people.need('secretariat', proposalsRoutes.openCall, { params: fund, body });
  for (const [person, id, lead] of [
    ['partner-iom', 'n1', 'iom'],
    ['partner-other', 'n2', 'other-partner'],
  ] as const) {
    const submission = { stage: 'concept-note' as const, content: note(lead) };
    await people.need(person, proposalsRoutes.submitProposal, { params: of(id), body: submission });
  }
  await people.settle(FUND);
}, TIMEOUT_MS);

afterAll(async () => {
  await system?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** A session with both seats there, seat 2 recused from an item that is of its own organisation, seat 1 in favour. */
async function sit(sessionId: string, number: number, startsAt: string): Promise<void> {
  const body = { id: sessionId, number, startsAt, place: 'Geneva', title: sessionId };
  await people.need('secretariat', committeeRoutes.conveneSession, { params: fund, body });
  await people.settle(FUND);
}

async function decide(
  sessionId: string,
  agendaItemId: string,
  decision: { id: string; outcome: 'approved' | 'rejected' },
) {
  const item = { ...fund, agendaItemId };
  const ask = () =>
    people.ask('secretariat', committeeRoutes.takeDecision, {
      params: fund,
      body: { ...decision, agendaItemId, reason: `As ${decision.id} says.` },
    });
  await people.need('chair', committeeRoutes.recordAttendance, {
    params: { ...fund, sessionId },
    body: { present: ['1', '2'] },
  });
  expect(await refusal(ask())).toEqual({ status: 422, code: 'own-proposal' });
  await people.need('chair', committeeRoutes.declareInterest, {
    params: item,
    body: { seat: '2', nature: 'It leads n1.', ruling: 'recusal' },
  });
  if (decision.outcome === 'approved')
    await people.need('seat-1', committeeRoutes.castVote, {
      params: item,
      body: { seat: '1', ballot: 'for' },
    });
  const taken = await ask();
  expect(taken, JSON.stringify(taken.body)).toMatchObject({ ok: true });
  await people.settle(FUND);
}

describe('exclusion at screening, with the committee and the proposals together', {
  timeout: TIMEOUT_MS,
}, () => {
  it('is only recommended by the secretariat, and only what it found ineligible comes before the committee', async () => {
    const subject = (proposals?: string[]) => ({
      kind: 'exclusion' as const,
      id: 'list-1',
      ...(proposals && { proposals }),
    });
    await sit('s1', 1, '2031-01-10T09:00:00.000Z');
    const add = (proposals?: string[]) =>
      people.ask('secretariat', committeeRoutes.addAgendaItem, {
        params: fund,
        body: { id: 'i1', sessionId: 's1', subject: subject(proposals) },
      });
    expect(await refusal(add(['n1']))).toEqual({ status: 422, code: 'not-to-be-excluded' });
    for (const id of ['n1', 'n2']) {
      const body = { stage: 'concept-note' as const, eligible: false, reasons: 'Outside the objectives.' };
      await people.need('secretariat', proposalsRoutes.screenProposal, { params: of(id), body });
    }
    await people.settle(FUND);
    expect(await refusal(add())).toEqual({ status: 400, code: 'exclusion-of-none' });
    expect(await refusal(add(['n1', 'n1']))).toEqual({ status: 400, code: 'listed-twice' });
    expect(await refusal(add(['none']))).toMatchObject({ status: 422, code: 'proposal-not-found' });
    const added = await add(['n1', 'n2']);
    expect(added.body).toMatchObject({ title: 'Exclusion at screening: n1, n2' });
    const { status } = await people.need('partner-iom', proposalsRoutes.getProposal, { params: of('n1') });
    expect(status).toBe('screened-ineligible');
  });

  it('is decided by the committee without the seat of who applied, and told with both reasons and the term', async () => {
    await moveClock('2031-01-10T10:00:00.000Z');
    await decide('s1', 'i1', { id: 'd1', outcome: 'approved' });
    const told = await people.need('partner-iom', proposalsRoutes.getDecisionReview, { params: of('n1') });
    expect(told).toMatchObject({
      of: 'exclusion',
      decisionId: 'd1',
      reason: 'As d1 says.',
      reasons: 'Outside the objectives.',
      // Friday, and five working days.
      reviewUntil: '2031-01-18T00:00:00.000Z',
      requested: null,
    });
    for (const id of ['n1', 'n2']) {
      const { status } = await people.need('secretariat', proposalsRoutes.getProposal, { params: of(id) });
      expect(status).toBe('excluded');
    }
    const other = people.ask('partner-other', proposalsRoutes.getDecisionReview, { params: of('n1') });
    expect(await refusal(other)).toMatchObject({ status: 404 });
  });

  it('comes back to the committee’s next session when its applicant asks for a review, and may be undone', async () => {
    const request = (person: string, id: string) =>
      people.ask(person, proposalsRoutes.requestDecisionReview, {
        params: of(id),
        body: { grounds: 'The second objective was overlooked.' },
      });
    expect(await refusal(request('partner-other', 'n1'))).toMatchObject({ status: 404 });
    expect(await refusal(request('secretariat', 'n1'))).toEqual({ status: 403, code: 'not-the-applicant' });
    expect(await request('partner-iom', 'n1')).toMatchObject({ status: 201 });
    expect(await refusal(request('partner-iom', 'n1'))).toEqual({ status: 409, code: 'review-asked-before' });
    await people.settle(FUND);
    // Asked before the next session is convened: it comes onto its agenda by itself.
    await sit('s2', 2, '2031-01-20T09:00:00.000Z');
    const listed = await people.need('chair', committeeRoutes.listAgendaItems, {
      params: fund,
      query: { sessionId: 's2' },
    });
    expect(listed.items).toMatchObject([
      { title: 'Review of the exclusion: A note of iom', subject: { kind: 'exclusion', proposals: ['n1'] } },
    ]);
    await moveClock('2031-01-20T10:00:00.000Z');
    await decide('s2', listed.items[0]?.agendaItemId ?? '', { id: 'd2', outcome: 'rejected' });
    const after = await people.need('partner-iom', proposalsRoutes.getDecisionReview, { params: of('n1') });
    expect(after.outcome).toMatchObject({ decisionId: 'd2', upheld: false });
    const invited = await people.need('secretariat', proposalsRoutes.inviteProposal, {
      params: of('n1'),
      body: {},
    });
    expect(invited.status).toBe('invited');
    expect(await refusal(request('partner-other', 'n2'))).toEqual({ status: 422, code: 'review-too-late' });
  });

  it('is final after the review: nobody puts it on an agenda again', async () => {
    const onPaper = { reference: 'Letter of 21 January', date: '2031-01-15' };
    const request = {
      params: of('n2'),
      body: { grounds: 'On paper, in time.' },
      time: '2031-01-15T09:00:00Z',
      provenance: { source: 'Letter of 15 January' },
    };
    await people.need('secretariat', proposalsRoutes.requestDecisionReview, request as never);
    await people.settle(FUND);
    const subject = { kind: 'exclusion' as const, id: 'list-2', proposals: ['n2'] };
    const paper = (id: string) =>
      people.ask('secretariat', committeeRoutes.takeDecision, {
        params: fund,
        body: { id, onPaper, subject, outcome: 'approved', reason: 'Nothing new was said.' },
      });
    expect(await paper('d3')).toMatchObject({ ok: true });
    await people.settle(FUND);
    const after = await people.need('partner-other', proposalsRoutes.getDecisionReview, { params: of('n2') });
    expect(after.outcome).toMatchObject({ decisionId: 'd3', upheld: true });
    expect(await refusal(paper('d4'))).toEqual({ status: 409, code: 'decided-finally' });
  });
});
