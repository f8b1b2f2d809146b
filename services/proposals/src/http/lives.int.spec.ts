import { type ProposalContent, proposalsRoutes as routes } from '@mdtf/contracts';
import type { DomainEvent } from '@mdtf/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fundWithCall, type ProposalsUnderTest } from '../../test/demonstration.ts';
import { facilityRequest, P1, P4, P4_REVISED, P6, S0, T1, usd } from '../testing/imdp.ts';

const FUND = 'imdp';
const params = { fundId: FUND };
const of = (proposalId: string) => ({ ...params, proposalId });
const written = (content: object): ProposalContent => structuredClone(content) as ProposalContent;
const mutable = <T>(value: T) => structuredClone(value) as never;

const decision = (id: string, outcome: string, more: object = {}): DomainEvent => ({
  type: 'DecisionTaken',
  data: {
    decisionId: `dec-${id}-${outcome}`,
    subject: { kind: 'proposal', id },
    outcome,
    reason: 'As discussed.',
    amounts: [],
    expires: null,
    ...more,
  },
});

let under: ProposalsUnderTest;

beforeAll(async () => {
  under = await fundWithCall(FUND, '2007-11-19T08:00:00.000Z');
});

afterAll(() => under?.[Symbol.asyncDispose]());

describe('a proposal’s life over HTTP', () => {
  it('is drafted by its partner, edited with the ETag of what was read, and submitted as a concept note', async () => {
    const begun = await under.call('partner-iom', routes.draftProposal, {
      params,
      body: { id: 'P1', content: written({ ...P1, title: 'First words' }) },
    });
    expect(begun).toMatchObject({ status: 201, body: { status: 'draft', revision: 0 } });
    const tag = begun.etag ?? '';
    const edit = { params: of('P1'), body: { content: written(P1) }, ifMatch: tag };
    const edited = await under.call('partner-iom', routes.editDraft, edit);
    expect(edited).toMatchObject({ status: 200, body: { draft: { title: P1.title } } });
    expect(await under.refused('partner-iom', routes.editDraft, edit)).toMatchObject({
      status: 412,
      code: 'stale',
    });
    const { ifMatch: _, ...blind } = edit;
    expect(await under.refused('partner-iom', routes.editDraft, blind)).toMatchObject({ status: 428 });

    const submitted = await under.ask('partner-iom', routes.submitProposal, {
      params: of('P1'),
      body: { stage: 'concept-note' },
    });
    expect(submitted).toMatchObject({
      status: 'concept-submitted',
      revision: 1,
      content: { title: P1.title },
    });
  });

  it('is screened and invited by the secretariat alone', async () => {
    const body = { stage: 'concept-note' as const, eligible: true, reasons: 'Complete.' };
    const screen = { params: of('P1'), body };
    expect(await under.refused('partner-iom', routes.screenProposal, screen)).toMatchObject({ status: 403 });
    await under.ask('secretariat', routes.screenProposal, screen);
    const invited = await under.ask('secretariat', routes.inviteProposal, { params: of('P1'), body: {} });
    expect(invited).toMatchObject({ status: 'invited', screening: { reasons: 'Complete.' } });
    expect((await under.ask('observer', routes.getProposal, { params: of('P1') })).screening).toBeNull();
    expect(
      (await under.ask('partner-iom', routes.getProposal, { params: of('P1') })).screening,
    ).not.toBeNull();
  });

  it('is checked while it is drafted, and submitted in full from the draft, which is then done with', async () => {
    const body = { stage: 'full' as const };
    const checked = await under.ask('partner-iom', routes.checkProposal, { params: of('P1'), body });
    expect(checked).toMatchObject({ wouldBeAccepted: true, errors: [] });
    const input = { params: of('P1'), body, idempotencyKey: 'P1-full' };
    const submitted = await under.ask('partner-iom', routes.submitProposal, input);
    expect(submitted).toMatchObject({ status: 'submitted', revision: 2, requested: usd('1177000.00') });
    expect((await under.ask('partner-iom', routes.getProposal, { params: of('P1') })).draft).toBeNull();
    const replayed = await under.call('partner-iom', routes.submitProposal, input);
    expect(JSON.stringify(replayed.body)).toBe(JSON.stringify(submitted));
    expect(replayed.replayed).toBe(true);
    expect(
      await under.refused('partner-iom', routes.submitProposal, { params: of('P1'), body }),
    ).toMatchObject({
      status: 409,
      code: 'already-submitted',
    });
    const { items } = await under.ask('auditor', routes.listRevisions, { params: of('P1') });
    expect(items.map(({ revision, stage }) => [revision, stage])).toEqual([
      [1, 'concept-note'],
      [2, 'full'],
    ]);
  });

  it('has a receipt for each submission, and revisions that can be compared', async () => {
    const receipt = (revision: number, who = 'auditor') =>
      under.ask(who, routes.getSubmissionReceipt, { params: { ...of('P1'), revision } });
    const [first, second] = await Promise.all([receipt(1), receipt(2, 'partner-iom')]);
    expect(first).toMatchObject({ proposalId: 'P1', revision: 1, stage: 'concept-note', fundId: FUND });
    expect(second).toMatchObject({ revision: 2, stage: 'full', contentSha256: first.contentSha256 });
    expect(second.leafHash).not.toBe(first.leafHash);
    expect(second.position).toMatch(/^proposals\/imdp\/\d+$/);
    const missing = { params: { ...of('P1'), revision: 3 } };
    expect(await under.refused('auditor', routes.getSubmissionReceipt, missing)).toMatchObject({
      status: 404,
    });
    const stranger = { params: { ...of('P1'), revision: 1 } };
    expect(await under.refused('partner-z', routes.getSubmissionReceipt, stranger)).toMatchObject({
      status: 404,
    });

    const query = { from: 1, to: 2 };
    const compared = await under.ask('auditor', routes.compareRevisions, { params: of('P1'), query });
    expect(compared).toEqual({ from: 1, to: 2, changes: [] });
    const beyond = { params: of('P1'), query: { from: 1, to: 9 } };
    expect(await under.refused('auditor', routes.compareRevisions, beyond)).toMatchObject({ status: 404 });
    const other = { params: of('P1'), query };
    expect(await under.refused('partner-z', routes.compareRevisions, other)).toMatchObject({ status: 404 });
  });

  it('is returned by the committee, revised, approved and funded', async () => {
    await under.told('committee', FUND, [decision('P1', 'returned')]);
    expect(await under.ask('chair', routes.getProposal, { params: of('P1') })).toMatchObject({
      status: 'returned',
      decision: { outcome: 'returned', reason: 'As discussed.' },
    });
    const revised = await under.ask('partner-iom', routes.reviseProposal, {
      params: of('P1'),
      body: { content: written({ ...P1, countries: ['GH'] }) },
    });
    expect(revised).toMatchObject({ status: 'submitted', revision: 3, receipt: { revision: 3 } });
    const query = { from: 2, to: 3 };
    expect((await under.ask('chair', routes.compareRevisions, { params: of('P1'), query })).changes).toEqual([
      { path: 'countries.PH', before: true, after: null },
    ]);
    const amounts = [{ pot: 'pooled', windowId: 'W1', amount: usd('1177000.00') }];
    await under.told('committee', FUND, [decision('P1', 'approved', { amounts })]);
    const subject = { kind: 'proposal', id: 'P1' };
    const totals = { allocated: usd('1177000.00'), allocatedInternal: usd('0.00') };
    const made = { allocationId: 'al-1', decisionId: 'dec-P1-approved', subject, amounts, totals };
    await under.told('allocation', FUND, [{ type: 'AllocationMade', data: made }]);
    expect(await under.ask('partner-iom', routes.getProposal, { params: of('P1') })).toMatchObject({
      status: 'funded',
      allocationId: 'al-1',
    });
    expect(
      await under.refused('partner-iom', routes.withdrawProposal, {
        params: of('P1'),
        body: { reason: 'Late.' },
      }),
    ).toMatchObject({ status: 409, code: 'not-withdrawable' });
  });

  it('may be an assistance request without a call, or the secretariat’s own budget', async () => {
    const body = { stage: 'full' as const, content: written(T1) };
    const t1 = await under.ask('partner-z', routes.submitProposal, { params: of('T1'), body });
    expect(t1).toMatchObject({ status: 'submitted', revision: 1 });
    const budget = { stage: 'full' as const, content: written(S0) };
    await under.ask('secretariat', routes.submitProposal, { params: of('S0'), body: budget });
    await under.ask('partner-z', routes.withdrawProposal, {
      params: of('T1'),
      body: { reason: 'Not needed.' },
    });
  });
});

describe('P4 over HTTP', () => {
  it('is put before the committee with 12 %, refused its waiver, returned, and cut by 21,000', async () => {
    const content = written(P4);
    const note = { stage: 'concept-note' as const, content };
    await under.ask('partner-remit', routes.submitProposal, { params: of('P4'), body: note });
    const screening = { stage: 'concept-note' as const, eligible: true, reasons: 'Complete.' };
    await under.ask('secretariat', routes.screenProposal, { params: of('P4'), body: screening });
    await under.ask('secretariat', routes.inviteProposal, { params: of('P4'), body: {} });
    const full = await under.ask('partner-remit', routes.submitProposal, {
      params: of('P4'),
      body: { stage: 'full' },
    });
    const limit = full.verdicts.find(({ rule }) => rule === 'R3');
    expect(limit).toMatchObject({ outcome: 'needs-waiver', changes: [{ by: usd('21000.00') }, {}, {}] });
    await under.told('committee', FUND, [
      decision('P4', 'rejected', { subject: { kind: 'waiver', id: 'P4', rule: 'R3' } }),
      decision('P4', 'returned'),
    ]);
    const checked = await under.ask('partner-remit', routes.checkProposal, {
      params: of('P4'),
      body: { content: written(P4_REVISED) },
    });
    expect(checked).toMatchObject({ wouldBeAccepted: true });
    const revised = await under.ask('partner-remit', routes.reviseProposal, {
      params: of('P4'),
      body: { content: written(P4_REVISED) },
    });
    expect(revised.verdicts.find(({ rule }) => rule === 'R3')).toMatchObject({
      outcome: 'pass',
      percent: '7.00',
    });
  });
});

describe('the facility request over HTTP', () => {
  it('is checked without saving, preliminary first, endorsed by the committee, and listed in its stages', async () => {
    const formal = mutable<unknown>(facilityRequest);
    const preliminary = mutable<unknown>({ ...facilityRequest, stage: 'preliminary' });
    const check = await under.ask('treasurer-1', routes.checkFacilityRequest, { params, body: formal });
    expect(check).toMatchObject({
      wouldBeAccepted: false,
      verdicts: [
        { rule: 'R1', outcome: 'pass' },
        { rule: 'R24', outcome: 'warn' },
      ],
    });
    expect(
      await under.refused('secretariat', routes.submitFacilityRequest, { params, body: formal }),
    ).toMatchObject({
      status: 409,
      code: 'preliminary-first',
    });
    await under.ask('secretariat', routes.submitFacilityRequest, { params, body: preliminary });
    const saved = await under.ask('secretariat', routes.submitFacilityRequest, { params, body: formal });
    expect(saved).toMatchObject({ stage: 'formal', revision: 1, endorsedBy: null });
    const subject = { kind: 'facility-request', id: 'formal' };
    await under.told('committee', FUND, [decision('formal', 'approved', { subject })]);
    const { items } = await under.ask(undefined, routes.listFacilityRequests, { params });
    expect(items.map(({ stage, endorsedBy }) => [stage, endorsedBy])).toEqual([
      ['preliminary', null],
      ['formal', 'dec-formal-approved'],
    ]);
  });
});

describe('the bite over HTTP', () => {
  it('comes out of the check with the three smallest changes, before anything is submitted', async () => {
    const body = { stage: 'full' as const, content: written(P6('160000.00')) };
    const answer = await under.ask('partner-diaspora', routes.checkProposal, { params: of('P6'), body });
    const cap = answer.verdicts.find(({ rule }) => rule === 'R1');
    expect(cap).toMatchObject({
      outcome: 'block',
      changes: [
        { by: usd('15550.00'), to: usd('144450.00') },
        { by: usd('18294.12'), to: usd('141705.88') },
        { by: usd('103666.67') },
      ],
    });
    expect(answer.wouldBeAccepted).toBe(false);
    expect(await under.refused('chair', routes.getProposal, { params: of('P6') })).toMatchObject({
      status: 404,
    });
  });
});

describe('at the end', () => {
  it('nothing was parked, refused by itself or alarmed about', async () => {
    expect(under.alarms).toEqual([]);
    const { rows } = await under.database.pool.query('SELECT command, rejection FROM refused_reaction');
    expect(rows).toEqual([]);
  });
});
