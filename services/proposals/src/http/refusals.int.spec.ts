import { type ProposalContent, proposalsRoutes as routes } from '@mdtf/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fundWithCall, type ProposalsUnderTest } from '../../test/demonstration.ts';
import { P1, P6, T1, usd } from '../testing/imdp.ts';

const FUND = 'imdp';
const params = { fundId: FUND };
const of = (proposalId: string) => ({ ...params, proposalId });
const written = (content: object): ProposalContent => structuredClone(content) as ProposalContent;
const note = (content: object) => ({ stage: 'concept-note' as const, content: written(content) });
const full = (content: object) => ({ stage: 'full' as const, content: written(content) });

let under: ProposalsUnderTest;

beforeAll(async () => {
  under = await fundWithCall(FUND, '2007-11-19T08:00:00.000Z');
  await under.ask('partner-iom', routes.submitProposal, { params: of('P1'), body: note(P1) });
});

afterAll(() => under?.[Symbol.asyncDispose]());

describe('who sees what', () => {
  it('a partner its own organisation’s proposals only; another’s is not there', async () => {
    await under.ask('partner-iom', routes.getProposal, { params: of('P1') });
    for (const route of [routes.getProposal, routes.listRevisions]) {
      expect(await under.refused('partner-diaspora', route, { params: of('P1') })).toMatchObject({
        status: 404,
      });
    }
    const list = await under.ask('partner-diaspora', routes.listProposals, { params });
    expect(list.items).toEqual([]);
    const withdrawal = { params: of('P1'), body: { reason: 'Not mine.' } };
    expect(await under.refused('partner-diaspora', routes.withdrawProposal, withdrawal)).toMatchObject({
      status: 404,
    });
    const revision = { params: of('P1'), body: { content: written({ ...P1, lead: 'diaspora-health' }) } };
    expect(await under.refused('partner-diaspora', routes.reviseProposal, revision)).toMatchObject({
      status: 404,
    });
  });

  it('a draft its partner only, in lists as well', async () => {
    const body = { id: 'draft-1', content: written(P1) };
    await under.ask('partner-iom', routes.draftProposal, { params, body });
    for (const person of ['partner-diaspora', 'secretariat', 'auditor']) {
      expect(await under.refused(person, routes.getProposal, { params: of('draft-1') })).toMatchObject({
        status: 404,
        code: 'proposal-not-found',
      });
      const edit = { params: of('draft-1'), body: { content: written(P6('0.00')) }, ifMatch: '*' };
      const refusal = await under.refused(person, routes.editDraft, edit);
      expect([403, 404]).toContain(refusal.status);
      const check = { params: of('draft-1'), body: {} };
      expect([403, 404]).toContain((await under.refused(person, routes.checkProposal, check)).status);
      const { items } = await under.ask(person, routes.listProposals, { params });
      expect(items.map(({ proposalId }) => proposalId)).not.toContain('draft-1');
    }
    const own = await under.ask('partner-iom', routes.listProposals, { params, query: { limit: 1 } });
    expect(own.items).toMatchObject([{ proposalId: 'P1', status: 'concept-submitted', title: P1.title }]);
    const next = { limit: 1, cursor: own.nextCursor ?? '' };
    const rest = await under.ask('partner-iom', routes.listProposals, { params, query: next });
    expect(rest).toMatchObject({ items: [{ proposalId: 'draft-1', status: 'draft' }], nextCursor: null });
    const drafts = await under.ask('partner-iom', routes.listProposals, {
      params,
      query: { status: 'draft' },
    });
    expect(drafts.items).toHaveLength(1);
  });

  it('nobody without a role', async () => {
    expect(await under.refused(undefined, routes.getProposal, { params: of('P1') })).toMatchObject({
      status: 401,
    });
    expect(await under.refused('stranger', routes.listProposals, { params })).toMatchObject({ status: 403 });
    expect(
      await under.refused('observer', routes.submitProposal, { params: of('X'), body: note(P1) }),
    ).toMatchObject({
      status: 403,
    });
  });
});

describe('a draft', () => {
  it('is begun once per key, whatever became of it since', async () => {
    const input = { params, body: { content: written(P1) }, idempotencyKey: 'begin-1' };
    const first = await under.ask('partner-iom', routes.draftProposal, input);
    const again = await under.call('partner-iom', routes.draftProposal, input);
    expect(again).toMatchObject({ status: 201, replayed: true, body: first });
    const other = { ...input, body: { content: written({ ...P1, title: 'Another' }) } };
    expect(await under.refused('partner-iom', routes.draftProposal, other)).toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
    const { rows } = await under.database.pool.query('SELECT 1 FROM draft WHERE proposal_id = $1', [
      first.proposalId,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('takes no id that is in use, and no organisation of others', async () => {
    const taken = { params, body: { id: 'P1', content: written(P1) } };
    expect(await under.refused('partner-iom', routes.draftProposal, taken)).toMatchObject({
      code: 'already-exists',
    });
    const others = { params, body: { content: written(P6('0.00')) } };
    expect(await under.refused('partner-iom', routes.draftProposal, others)).toMatchObject({ status: 403 });
  });

  it('keeps one of two edits that race, and tells the other that it is stale', async () => {
    const begun = await under.call('partner-iom', routes.draftProposal, {
      params,
      body: { id: 'raced', content: written(P1) },
    });
    const edit = (title: string) =>
      under.call('partner-iom', routes.editDraft, {
        params: of('raced'),
        body: { content: written({ ...P1, title }) },
        ifMatch: begun.etag ?? '',
      });
    const answers = await Promise.all([edit('one'), edit('two'), edit('three')]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 412, 412]);
  });

  it('is in no log', async () => {
    const { rows } = await under.database.pool.query("SELECT 1 FROM entry WHERE payload LIKE '%draft-1%'");
    expect(rows).toEqual([]);
  });

  it('may be begun again for the next stage of what was submitted', async () => {
    const seen = await under.call('partner-iom', routes.getProposal, { params: of('P1') });
    const edited = await under.ask('partner-iom', routes.editDraft, {
      params: of('P1'),
      body: { content: written({ ...P1, title: 'In full' }) },
      ifMatch: seen.etag ?? '',
    });
    expect(edited).toMatchObject({
      status: 'concept-submitted',
      content: { title: P1.title },
      draft: { title: 'In full' },
    });
    const unchanged = await under.call('partner-iom', routes.getProposal, { params: of('P1') });
    expect(unchanged.etag).not.toBe(seen.etag);
    expect((await under.ask('auditor', routes.getProposal, { params: of('P1') })).draft).toBeNull();
  });
});

describe('what is malformed', () => {
  it('lists every field to mend, each with its path', async () => {
    const { mandate: _m, startDate: _s, financing: _f, ...rest } = T1;
    const bare = { ...rest, results: [], countries: [], objectives: ['O1', 'O9'], recommendations: ['none'] };
    const problem = await under.refused('partner-z', routes.submitProposal, {
      params: of('T1'),
      body: full(bare),
    });
    expect(problem).toMatchObject({ status: 422, code: 'incomplete' });
    expect(problem.errors?.map(({ field }) => field)).toEqual([
      'body.content.objectives.0',
      'body.content.objectives.1',
      'body.content.recommendations.0',
      'body.content.mandate',
      'body.content.countries',
      'body.content.startDate',
      'body.content.financing',
      'body.content.results',
    ]);
    const check = await under.ask('partner-z', routes.checkProposal, { params: of('T1'), body: full(bare) });
    expect(check).toMatchObject({ wouldBeAccepted: false, errors: problem.errors });
  });

  it.each([
    [
      'another currency',
      { financing: { fund: { amount: '1.00', currency: 'EUR' }, other: [] } },
      422,
      'wrong-currency',
    ],
    ['a split cent', { financing: { fund: usd('1.001'), other: [] } }, 400, 'invalid-amount'],
    ['a date of no calendar', { endDate: '9999-12-31' }, 400, 'invalid-request'],
    ['an unknown call', { callId: 'none' }, 422, 'unknown-call'],
    ['30 digits', { financing: { fund: usd('1'.repeat(30)), other: [] } }, 400, 'invalid-request'],
    ['less than zero', { financing: { fund: usd('-1.00'), other: [] } }, 400, 'invalid-request'],
    [
      'more than a fund can hold',
      { budget: Array.from({ length: 9 }, () => ({ category: 1, amount: usd('9'.repeat(15)) })) },
      400,
      'too-large',
    ],
    ['an unknown field', { colour: 'red' }, 400, 'invalid-request'],
  ])('is refused by name: %s', async (_, wrong, status, code) => {
    const input = { params: of('T1'), body: full({ ...T1, ...wrong }) };
    expect(await under.refused('partner-z', routes.submitProposal, input)).toMatchObject({ status, code });
  });

  it('is refused where the fund or the proposal is unknown', async () => {
    const nowhere = { params: { fundId: 'nowhere', proposalId: 'P1' } };
    expect(await under.refused('partner-iom', routes.getProposal, nowhere)).toMatchObject({ status: 404 });
    const body = { stage: 'full' as const };
    expect(
      await under.refused('partner-iom', routes.submitProposal, { params: of('none'), body }),
    ).toMatchObject({
      status: 404,
    });
    expect(
      await under.refused(undefined, routes.getCall, { params: { ...params, callId: 'none' } }),
    ).toMatchObject({
      status: 404,
      code: 'call-not-found',
    });
  });
});

describe('an import', () => {
  it('records past proposals with what the rules say, in bulk, however late and incomplete', async () => {
    const content = {
      kind: 'project' as const,
      title: 'From the archive',
      lead: 'iom',
      budget: [{ category: 0, amount: usd('1000.00') }],
      financing: { fund: usd('1000.00') },
    };
    const back = { time: '2007-11-19T08:00:00Z', provenance: { source: 'archive', row: 7 } };
    const submitted = await under.ask('secretariat', routes.submitProposal, {
      params: of('old-7'),
      body: { stage: 'full', content } as never,
      ...back,
    });
    expect(submitted).toMatchObject({ status: 'submitted', submittedAt: '2007-11-19T08:00:00.000Z' });
    expect(submitted.verdicts.map(({ rule, outcome }) => [rule, outcome])).toEqual([
      ['R3', 'pass'],
      ['R4', 'block'],
      ['R8', 'not-applicable'],
    ]);
    expect(
      await under.refused('partner-iom', routes.submitProposal, {
        params: of('old-8'),
        body: full(P1),
        ...back,
      }),
    ).toMatchObject({ status: 403 });
  });
});

describe('deadlines over HTTP', () => {
  it('hold to the second by the fund’s clock, and the call says so by itself', async () => {
    expect(await under.ask(undefined, routes.listCalls, { params })).toMatchObject({
      items: [{ callId: 'call-2007', status: 'concept-notes', charterVersion: 1 }],
    });
    await under.service.setClock(FUND, '2007-12-03T22:59:58.000Z');
    await under.ask('partner-diaspora', routes.submitProposal, { params: of('P6'), body: note(P6('0.00')) });
    await under.service.setClock(FUND, '2007-12-03T23:00:00.000Z');
    const late = await under.refused('partner-diaspora', routes.submitProposal, {
      params: of('P7'),
      body: note(P6('0.00')),
    });
    expect(late).toMatchObject({ status: 422, code: 'deadline-passed' });
    expect(late.detail).toContain('2007-12-03 23:59:59 Europe/Zurich (2007-12-03 22:59:59 UTC)');
    const { rows } = await under.database.pool.query<{ time: string; type: string }>(
      "SELECT time, type FROM entry WHERE fund = $1 AND type = 'CallStageClosed'",
      [FUND],
    );
    expect(rows).toMatchObject([{ time: '2007-12-03T23:00:00.000Z' }]);
    const call = await under.ask(undefined, routes.getCall, { params: { ...params, callId: 'call-2007' } });
    expect(call.status).toBe('full-proposals');
  });
});
