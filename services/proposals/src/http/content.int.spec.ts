import { MAX_BUDGET_LINES, type ProposalContent, proposalsRoutes as routes } from '@mdtf/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fundWithCall, type ProposalsUnderTest } from '../../test/demonstration.ts';
import { DEFAULT_FORM } from '../domain/writing/form.ts';
import { P1, usd } from '../testing/imdp.ts';

const FUND = 'imdp';
const params = { fundId: FUND };
const of = (proposalId: string) => ({ ...params, proposalId });
const written = (content: object): ProposalContent => structuredClone(content) as ProposalContent;

let under: ProposalsUnderTest;

beforeAll(async () => {
  under = await fundWithCall(FUND, '2007-11-19T08:00:00.000Z');
});

afterAll(() => under?.[Symbol.asyncDispose]());

const begin = (id: string, content: object) =>
  under.ask('partner-iom', routes.draftProposal, { params, body: { id, content: written(content) } });

describe('the form of a call', () => {
  const why = { id: 'why', label: { en: 'Why now?', fr: 'Pourquoi maintenant ?' } };
  const form = {
    conceptNote: [{ part: 'summary', required: true, maxCharacters: 40 }],
    full: [...DEFAULT_FORM.full],
    questions: [{ ...why, stages: ['full'], required: true, maxWords: 5 }],
  };

  it('is shown as it was fixed, asked at each stage, and told field by field by check and submission alike', async () => {
    const body = { id: 'own', title: 'With a form', conceptNotesDue: '2007-12-03T22:59:59Z', form };
    await under.ask('secretariat', routes.openCall, { params, body: structuredClone(body) as never });
    const call = { params: { ...params, callId: 'own' } };
    expect((await under.ask(undefined, routes.getCall, call)).form).toEqual(form);
    await begin('F1', { ...P1, callId: 'own' });
    const note = { params: of('F1'), body: { stage: 'concept-note' as const } };
    const expected = [{ field: 'body.content.summary', message: 'is required' }];
    expect((await under.ask('partner-iom', routes.checkProposal, note)).errors).toEqual(expected);
    expect((await under.refused('partner-iom', routes.submitProposal, note)).errors).toEqual(expected);
    const french = await under.ask('partner-iom', routes.checkProposal, { ...note, language: 'fr' });
    expect(french.errors).toEqual([{ ...expected[0], message: 'est obligatoire' }]);

    const full = { params: of('F1'), body: { stage: 'full' as const } };
    const { errors } = await under.ask('partner-iom', routes.checkProposal, full);
    expect(errors.map(({ field }) => field)).toContain('body.content.answers');
    const answers = [{ question: 'why', answer: 'Because the census comes.' }];
    const content = written({ ...P1, callId: 'own', summary: 'Data that can be compared.', answers });
    const asked = { params: of('F1'), body: { ...full.body, content } };
    const checked = await under.ask('partner-iom', routes.checkProposal, asked);
    expect(checked.errors.map(({ field }) => field)).not.toContain('body.content.answers');
  });

  it('is that of all calls where none is given, and refused where it leaves out what every proposal needs', async () => {
    const call = { params: { ...params, callId: 'call-2007' } };
    expect((await under.ask(undefined, routes.getCall, call)).form).toEqual(DEFAULT_FORM);
    const body = { title: 'Too little', form: { ...form, full: [] } };
    const refused = await under.refused('secretariat', routes.openCall, {
      params,
      body: structuredClone(body) as never,
    });
    expect(refused).toMatchObject({ status: 400, code: 'invalid-form' });
  });
});

describe('agreed lists', () => {
  it('are read by everyone, with their sources; a fund’s own besides, recorded by the secretariat', async () => {
    const { items } = await under.ask(undefined, routes.listCodeLists, { query: { list: 'sdg-targets' } });
    expect(items[0]?.codes).toContainEqual(expect.objectContaining({ code: '10.7' }));
    const own = {
      list: 'national',
      version: '2008',
      title: { en: 'National indicators', fr: 'Indicateurs nationaux' },
      source: 'Agreed between the ministries in 2008',
      use: 'indicator' as const,
      choose: 'many' as const,
      codes: [{ code: 'N1', label: { en: 'Surveys', fr: 'Enquêtes' } }],
    };
    const record = { params, body: own };
    expect(await under.refused('partner-iom', routes.recordCodeList, record)).toMatchObject({ status: 403 });
    await under.ask('secretariat', routes.recordCodeList, record);
    expect((await under.ask(undefined, routes.listFundCodeLists, { params })).items).toEqual([own]);

    const [result] = P1.results;
    const from = (code: string) => ({ list: 'national', version: '2008', code });
    const measured = (code: string) => {
      const indicators = result?.indicators.map((indicator) => ({ ...indicator, from: from(code) }));
      return written({ ...P1, results: [{ ...result, indicators }] });
    };
    const check = async (code: string) => {
      const body = { stage: 'full' as const, content: measured(code) };
      const { errors } = await under.ask('partner-iom', routes.checkProposal, { params: of('N'), body });
      return errors.map(({ field }) => field).filter((field) => field.includes('results'));
    };
    expect(await check('N1')).toEqual([]);
    expect(await check('N2')).toEqual(['body.content.results.0.indicators.0.from.code']);
  });
});

describe('co-authors', () => {
  const named = (id: string, who: string) => ({ params: { ...of(id), person: who } });

  it('named by the lead read and edit the draft, and submit nothing', async () => {
    const begun = await under.call('partner-iom', routes.draftProposal, {
      params,
      body: { id: 'C1', content: written(P1) },
    });
    const theirs = { params: of('C1') };
    expect(await under.refused('partner-z', routes.getProposal, theirs)).toMatchObject({ status: 404 });
    expect(await under.refused('partner-z', routes.nameCoAuthor, named('C1', 'partner-z'))).toMatchObject({
      status: 404,
    });
    await under.ask('partner-iom', routes.nameCoAuthor, named('C1', 'partner-z'));
    await under.ask('partner-iom', routes.nameCoAuthor, named('C1', 'partner-z'));
    const { items } = await under.ask('partner-z', routes.listCoAuthors, theirs);
    expect(items).toEqual([{ person: 'partner-z', namedBy: 'partner-iom', namedAt: expect.any(String) }]);
    const listed = await under.ask('partner-z', routes.listProposals, { params });
    expect(listed.items.map(({ proposalId }) => proposalId)).toContain('C1');

    const edit = (content: object, ifMatch: string) => ({
      params: of('C1'),
      body: { content: written(content) },
      ifMatch,
    });
    const edited = await under.call(
      'partner-z',
      routes.editDraft,
      edit({ ...P1, title: 'By two hands' }, begun.etag ?? ''),
    );
    expect(edited).toMatchObject({ status: 200, body: { draft: { title: 'By two hands' } } });
    expect(await under.refused('partner-iom', routes.editDraft, edit(P1, begun.etag ?? ''))).toMatchObject({
      status: 412,
    });
    const taken = edit({ ...P1, lead: 'country-z' }, edited.etag ?? '');
    expect(await under.refused('partner-z', routes.editDraft, taken)).toMatchObject({ status: 403 });
    const note = { params: of('C1'), body: { stage: 'concept-note' as const } };
    expect((await under.ask('partner-z', routes.checkProposal, note)).wouldBeAccepted).toBe(true);
    expect(await under.refused('partner-z', routes.submitProposal, note)).toMatchObject({
      status: 403,
      code: 'not-your-organisation',
    });
    expect(await under.refused('partner-z', routes.nameCoAuthor, named('C1', 'partner-remit'))).toMatchObject(
      { status: 403 },
    );
  });

  it('see what was submitted, until their right is taken back', async () => {
    const body = { stage: 'concept-note' as const };
    await under.ask('partner-iom', routes.submitProposal, { params: of('C1'), body });
    expect(await under.ask('partner-z', routes.getProposal, { params: of('C1') })).toMatchObject({
      status: 'concept-submitted',
    });
    await under.ask('partner-iom', routes.removeCoAuthor, named('C1', 'partner-z'));
    expect(await under.refused('partner-z', routes.getProposal, { params: of('C1') })).toMatchObject({
      status: 404,
    });
    expect(await under.refused('partner-iom', routes.removeCoAuthor, named('C1', 'partner-z'))).toMatchObject(
      { status: 404 },
    );
  });

  it('are partners of the fund, and few; nobody else names them', async () => {
    await begin('C2', P1);
    expect(await under.refused('partner-iom', routes.nameCoAuthor, named('C2', 'observer'))).toMatchObject({
      status: 422,
      code: 'not-a-partner',
    });
    expect(await under.refused('secretariat', routes.nameCoAuthor, named('C2', 'partner-z'))).toMatchObject({
      status: 404,
    });
    const people = Array.from({ length: 21 }, (_, at) => `writer-${at}`);
    await under.told(
      'committee',
      FUND,
      people.map((person) => ({
        type: 'RoleGranted',
        data: {
          grantId: person,
          person,
          role: 'partner',
          organisation: 'remit-compare',
          seat: null,
          requestedBy: 'a',
          approvedBy: 'b',
        },
      })),
    );
    const outcomes = await Promise.all(
      people.map((person) => under.call('partner-iom', routes.nameCoAuthor, named('C2', person))),
    );
    expect(outcomes.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(outcomes.filter(({ status }) => status === 422)).toHaveLength(1);
  });
});

describe('what is written', () => {
  it('stays as it was in every script, from right to left and beyond the basic plane as well', async () => {
    const title = `هجرة وتنمية \u200f(IDM)\u200f — הגירה — 𐐀𝒜🌍👩🏽‍🌾 e\u0301`;
    const answers = [{ question: 'why', answer: 'لأن التعداد قريب\u202e؟ 移民' }];
    const content = { ...P1, title, answers, callId: 'own', summary: 'مؤقت' };
    await begin('R1', content);
    expect((await under.ask('partner-iom', routes.getProposal, { params: of('R1') })).draft).toEqual(content);
    const body = { stage: 'concept-note' as const };
    await under.ask('partner-iom', routes.submitProposal, { params: of('R1'), body });
    const { items } = await under.ask('auditor', routes.listRevisions, { params: of('R1') });
    expect(items[0]?.content).toEqual(content);
  });

  it('is counted in characters: 500 emojis are a title, 501 are not', async () => {
    expect((await begin('R2', { ...P1, title: '🌍'.repeat(500) })).content.title).toBe('🌍'.repeat(500));
    const body = { id: 'R3', content: written({ ...P1, title: '🌍'.repeat(501) }) };
    const { errors } = await under.refused('partner-iom', routes.draftProposal, { params, body });
    expect(errors).toEqual([{ field: 'body.content.title', message: expect.stringContaining('500') }]);
  });

  it('has at most 500 lines of budget: 10,000 are refused with that bound, and with their sums fewer are taken', async () => {
    const lines = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ category: (at % 7) + 1, year: 2009, amount: usd('1.00') }));
    const body = { id: 'B1', content: written({ ...P1, budget: lines(10_000) }) };
    const { status, errors } = await under.refused('partner-iom', routes.draftProposal, { params, body });
    expect([status, errors]).toEqual([
      400,
      [{ field: 'body.content.budget', message: expect.stringContaining(`${MAX_BUDGET_LINES}`) }],
    ]);
    const { budget } = await begin('B2', { ...P1, budget: lines(MAX_BUDGET_LINES) });
    expect(budget).toMatchObject({
      total: usd('500.00'),
      byYear: [{ year: 2009, amount: usd('500.00') }],
      byPartner: [{ partner: null, amount: usd('500.00') }],
    });
  });
});
