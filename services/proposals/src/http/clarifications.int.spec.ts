import { type ProposalContent, proposalsRoutes as routes } from '@mdtf/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fundWithCall, type ProposalsUnderTest } from '../../test/demonstration.ts';
import { P1 } from '../testing/imdp.ts';

const FUND = 'imdp';
const ofCall = { fundId: FUND, callId: 'call-2007' };
const ofProposal = { fundId: FUND, proposalId: 'P1' };

let under: ProposalsUnderTest;

beforeAll(async () => {
  under = await fundWithCall(FUND, '2007-11-20T08:00:00.000Z');
  const body = { stage: 'concept-note' as const, content: structuredClone(P1) as ProposalContent };
  await under.ask('partner-iom', routes.submitProposal, { params: ofProposal, body });
});

afterAll(() => under?.[Symbol.asyncDispose]());

describe('clarifications on a call', () => {
  const listed = async (person: string | undefined) =>
    (await under.ask(person, routes.listCallClarifications, { params: ofCall })).items;

  it('are seen by who asked until they are answered, then by everyone, and nobody is named', async () => {
    const body = { id: 'q1', question: 'May two countries apply together?' };
    await under.ask('partner-iom', routes.askAboutCall, { params: ofCall, body });
    expect(await listed('partner-iom')).toMatchObject([{ clarificationId: 'q1', answers: [] }]);
    expect(await listed('secretariat')).toHaveLength(1);
    for (const other of ['partner-diaspora', 'observer', undefined]) expect(await listed(other)).toEqual([]);
    const params = { ...ofCall, clarificationId: 'q1' };
    await under.ask('secretariat', routes.answerAboutCall, { params, body: { answer: 'Yes.' } });
    const published = await listed(undefined);
    expect(published).toMatchObject([{ question: body.question, answers: [{ answer: 'Yes.' }] }]);
    expect(JSON.stringify(published)).not.toContain('partner-iom');
    const { rows } = await under.database.pool.query<{ visibility: string }>(
      "SELECT DISTINCT envelope::json ->> 'visibility' AS visibility FROM entry WHERE payload LIKE '%call-question-asked%'",
    );
    expect(rows).toEqual([{ visibility: 'restricted' }]);
  });

  it('are asked by whoever has a role, and answered by the secretariat', async () => {
    const body = { question: 'By when?' };
    expect(await under.refused('stranger', routes.askAboutCall, { params: ofCall, body })).toMatchObject({
      status: 403,
    });
    const params = { ...ofCall, clarificationId: 'q1' };
    const answer = { params, body: { answer: 'No.' } };
    expect(await under.refused('partner-iom', routes.answerAboutCall, answer)).toMatchObject({ status: 403 });
  });

  it('come page by page', async () => {
    for (const id of ['q2', 'q3'])
      await under.ask('partner-iom', routes.askAboutCall, { params: ofCall, body: { id, question: id } });
    const page = (cursor?: string) =>
      under.ask('secretariat', routes.listCallClarifications, {
        params: ofCall,
        query: { limit: 2, ...(cursor === undefined ? {} : { cursor }) },
      });
    const first = await page();
    const second = await page(first.nextCursor ?? '');
    const ids = [...first.items, ...second.items].map(({ clarificationId }) => clarificationId);
    expect(ids).toEqual(['q1', 'q2', 'q3']);
    expect(second.nextCursor).toBeNull();
  });
});

describe('clarifications on a proposal', () => {
  it('are between those who decide and the applicant', async () => {
    const body = { id: 'c1', question: 'Which surveys?', due: '2007-11-30T17:00:00Z' };
    expect(await under.ask('chair', routes.askApplicant, { params: ofProposal, body })).toMatchObject({
      askedFor: 'committee',
      due: '2007-11-30T17:00:00.000Z',
    });
    const answer = { params: { ...ofProposal, clarificationId: 'c1' }, body: { answer: 'Four of them.' } };
    expect(await under.refused('partner-diaspora', routes.answerAsApplicant, answer)).toMatchObject({
      status: 404,
    });
    await under.ask('partner-iom', routes.answerAsApplicant, answer);
    for (const reader of ['partner-iom', 'secretariat', 'chair', 'auditor']) {
      const { items } = await under.ask(reader, routes.listProposalClarifications, { params: ofProposal });
      expect(items).toMatchObject([{ clarificationId: 'c1', answers: [{ answer: 'Four of them.' }] }]);
    }
    const list = { params: ofProposal };
    expect(await under.refused('partner-diaspora', routes.listProposalClarifications, list)).toMatchObject({
      status: 404,
    });
    expect(await under.refused('observer', routes.listProposalClarifications, list)).toMatchObject({
      status: 403,
    });
    await under.service.setClock(FUND, '2007-11-30T17:00:01.000Z');
    expect(await under.refused('partner-iom', routes.answerAsApplicant, answer)).toMatchObject({
      status: 422,
      code: 'answer-too-late',
    });
  });
});

describe('an extension over HTTP', () => {
  it('is published with what each deadline was, is, and why; after the deadline it is refused', async () => {
    const params = ofCall;
    const body = { conceptNotesDue: '2007-12-10T22:59:59Z', reason: 'The post was on strike.' };
    await under.ask('secretariat', routes.extendCall, { params, body });
    expect(await under.refused('partner-iom', routes.extendCall, { params, body })).toMatchObject({
      status: 403,
    });
    const seen = await under.ask(undefined, routes.getCall, { params });
    expect(seen).toMatchObject({
      conceptNotesDue: '2007-12-10T22:59:59.000Z',
      charterVersion: 1,
      extensions: [
        {
          changes: [
            { deadline: 'concept-note', was: '2007-12-03T22:59:59.000Z', is: '2007-12-10T22:59:59.000Z' },
          ],
          reason: 'The post was on strike.',
        },
      ],
    });
    await under.service.setClock(FUND, '2007-12-10T23:00:00.000Z');
    const later = { conceptNotesDue: '2007-12-17T22:59:59Z', reason: 'Again.' };
    expect(await under.refused('secretariat', routes.extendCall, { params, body: later })).toMatchObject({
      status: 422,
      code: 'deadline-passed',
    });
  });
});
