import type { AllInOne } from '@mdtf/all-in-one';
import { decisions } from '@mdtf/cli';
import {
  type AnswerOf,
  allocationRoutes,
  type CallInput,
  committeeRoutes as committee,
  proposalsRoutes,
  reportingRoutes,
} from '@mdtf/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Governed, SEATS, SITS_AT } from './governed/fund.ts';
import { type FundInSession, openFundInSession } from './governed/in-session.ts';
import { refusalTo } from './governed/refusal.ts';

const TIMEOUT_MS = 120_000;
const TODAY = SITS_AT.slice(0, 10);
const usd = (amount: string) => ({ amount, currency: 'USD' });
const part = (amount: string) => ({ pot: 'pooled', windowId: 'W', amount: usd(amount) });
const condition = (id: string, due?: string) => ({
  id,
  text: `Condition ${id}`,
  owner: 'partner',
  ...(due === undefined ? {} : { due }),
});
const of = (id: string) => ({ kind: 'amendment' as const, id });

let opened: FundInSession;
let system: AllInOne;
let fund: Governed;
let params: { readonly fundId: string };

beforeAll(async () => {
  opened = await openFundInSession('amendments', ['p1', 'p2', 'p3']);
  ({ system, fund, params } = opened);
}, TIMEOUT_MS);

afterAll(() => opened?.[Symbol.asyncDispose]());

type Item = CallInput<typeof committee.addAgendaItem>['body'];
type Decided = Partial<CallInput<typeof committee.takeDecision>['body']>;

/** Puts an item on the agenda, has every seat vote for it, and records the approval under the item's id with `d-` before it. */
async function approve(id: string, item: Omit<Item, 'id' | 'sessionId'>, decided: Decided = {}) {
  const { people, fundId } = fund;
  const added = await people.need('secretariat', committee.addAgendaItem, {
    params,
    body: { id, sessionId: 's1', ...item },
  });
  for (const seat of SEATS)
    await people.need(`seat-${seat}`, committee.castVote, {
      params: { ...params, agendaItemId: id },
      body: { seat, ballot: 'for' },
    });
  const body = {
    id: `d-${id}`,
    agendaItemId: id,
    outcome: 'approved' as const,
    reason: `Item ${id}.`,
    ...decided,
  };
  await people.need('chair', committee.takeDecision, { params, body });
  await people.settle(fundId);
  return added;
}

async function onPaper(id: string, subject: Item['subject'], decided: Decided = {}): Promise<void> {
  await fund.people.need('secretariat', committee.takeDecision, {
    params,
    body: paper(id, subject, decided),
  });
  await fund.people.settle(fund.fundId);
}

const paper = (id: string, subject: Item['subject'], decided: Decided = {}) => ({
  id,
  onPaper: { reference: `Letter ${id}`, date: TODAY },
  subject,
  outcome: 'approved' as const,
  reason: `As letter ${id} says.`,
  ...decided,
});

const refusedItem = (subject: Item['subject'], more: Partial<Item> = {}) =>
  refusalTo(fund, 'secretariat', committee.addAgendaItem, {
    params,
    body: { sessionId: 's1', subject, ...more },
  });
const decision = (decisionId: string): Promise<AnswerOf<typeof committee.getDecision>> =>
  fund.people.need('auditor', committee.getDecision, { params: { ...params, decisionId } });
const allocation = (allocationId: string) =>
  fund.people.need('auditor', allocationRoutes.getAllocation, { params: { ...params, allocationId } });
const available = async () => {
  const { pots } = await fund.people.need('auditor', allocationRoutes.getHeadroom, { params });
  return pots.find(({ pot }) => pot === 'pooled')?.available.amount;
};

describe('a decision is amended by a later one', () => {
  it('adds, moves and lifts its conditions, on the allocation and in every answer', async () => {
    await approve(
      'p1',
      { subject: { kind: 'proposal', id: 'p1' }, split: [part('100000.00')] },
      { conditions: [condition('audit', '2030-06-30'), condition('office')] },
    );
    const item = await approve('a1', {
      subject: of('d-p1'),
      amendment: {
        addConditions: [condition('report', '2030-09-30')],
        moveConditions: [{ id: 'audit', due: '2030-12-31' }],
        liftConditions: [{ id: 'office', reason: 'It has one already.' }],
      },
    });
    expect(item).toMatchObject({ subject: { ...of('d-p1'), proposal: 'p1' }, verdicts: [] });
    expect((await allocation('d-p1')).conditions.map(({ id, due }) => [id, due])).toEqual([
      ['audit', '2030-12-31'],
      ['report', '2030-09-30'],
    ]);
    expect(await decision('d-a1')).toMatchObject({
      carriedOut: 'yes',
      amendment: { root: 'd-p1', revoke: false },
    });
    expect(await decision('d-p1')).toMatchObject({
      amendments: [{ decisionId: 'd-a1', carriedOut: 'yes' }],
    });
    const { items } = await fund.people.need('secretariat', reportingRoutes.listDeadlines, {
      params,
      query: { kind: 'condition', limit: 10 },
    });
    expect(items.map(({ deadlineId, due }) => [deadlineId, due.slice(0, 16)])).toEqual([
      ['condition:d-p1:report', '2030-10-01 00:00'],
      ['condition:d-p1:audit', '2031-01-01 00:00'],
    ]);
  });

  it('is refused what it does not allow, with the reason', async () => {
    expect(await refusedItem(of('nowhere'))).toBe('decision-not-found');
    expect(await refusedItem(of('d-p1'), { amendment: { revoke: true } })).toBe('decision-superseded');
    expect(await refusedItem(of('d-a1'))).toBe('nothing-changed');
    const lift = (id: string) => ({ amendment: { liftConditions: [{ id, reason: 'Why not?' }] } });
    expect(await refusedItem(of('d-a1'), lift('office'))).toBe('condition-not-found');
    expect(await refusedItem(of('d-a1'), { amendment: { addConditions: [condition('audit')] } })).toBe(
      'condition-named-twice',
    );
    const moved = { amendment: { moveConditions: [{ id: 'audit', due: '2030-01-01' }] } };
    expect(await refusedItem(of('d-a1'), moved)).toBe('due-before-decided');
    expect(await refusedItem(of('d-a1'), { amendment: { revoke: true }, split: [part('1.00')] })).toBe(
      'revoked-alone',
    );
    expect(await refusedItem({ kind: 'proposal', id: 'p2' }, { amendment: { revoke: true } })).toBe(
      'changes-only-for-amendment',
    );
    await onPaper('d-p3', { kind: 'proposal', id: 'p3' }, { outcome: 'rejected' });
    expect(await refusedItem(of('d-p3'), { amendment: { revoke: true } })).toBe('nothing-to-amend');
    expect(
      await refusalTo(fund, 'seat-1', committee.addAgendaItem, {
        params,
        body: { sessionId: 's1', subject: of('d-a1'), amendment: { revoke: true } },
      }),
    ).toBe('forbidden');
  });

  it('tops up a proposal, within its request, under the rules of any approval', async () => {
    expect(await refusedItem(of('d-a1'), { split: [part('7000.01')] })).toBe('beyond-request');
    const before = await available();
    const item = await approve('a2', { subject: of('d-a1'), split: [part('7000.00')] });
    expect(item.verdicts.map(({ rule }) => rule)).toContain('R1');
    expect(await allocation('d-a2')).toMatchObject({ total: usd('7000.00'), topsUp: 'd-p1' });
    expect([before, await available()]).toEqual(['4900000.00', '4893000.00']);
    expect((await decision('d-p1')).amendments?.map(({ decisionId }) => decisionId)).toEqual([
      'd-a1',
      'd-a2',
    ]);
    const { status } = await fund.people.need('secretariat', proposalsRoutes.getProposal, {
      params: { ...params, proposalId: 'p1' },
    });
    expect(status).toBe('revision-needed');
  });

  it('is not revoked once the partner has accepted the mandate: the item comes back with the reason', async () => {
    const { people } = fund;
    await people.need('secretariat', allocationRoutes.offerMandate, {
      params,
      body: { id: 'm1', allocationId: 'd-p1' },
    });
    await people.need('of-agency', allocationRoutes.acceptMandate, {
      params: { ...params, mandateId: 'm1' },
    });
    await approve('a3', { subject: of('d-a2'), amendment: { revoke: true } });
    expect(await decision('d-a3')).toMatchObject({
      carriedOut: 'no',
      notCarriedOut: {
        code: 'mandate-accepted',
        reasonIn: {
          en: expect.stringContaining('is accepted'),
          fr: expect.stringContaining('Le mandat sur l’allocation'),
        },
      },
    });
    expect(await decision('d-p1')).toMatchObject({ carriedOut: 'yes' });
    expect(await available()).toBe('4893000.00');
    expect(
      await refusalTo(fund, 'secretariat', allocationRoutes.allocate, {
        params,
        body: { decisionId: 'd-a3' },
      }),
    ).toBe('amendment-decided-again');
  });
});

describe('the split of an open item', () => {
  it('is prepared by the secretariat, replaced by a treasurer with its verdicts, and confirmed by the other side', async () => {
    const { people } = fund;
    const subject = { kind: 'proposal' as const, id: 'p2' };
    const first = await people.need('secretariat', committee.addAgendaItem, {
      params,
      body: { id: 'split', sessionId: 's1', subject, split: [part('107000.00')] },
    });
    expect(first.splitBy?.map(({ role }) => role)).toEqual(['secretariat']);
    const input = (amount: string) => ({
      params: { ...params, agendaItemId: 'split' },
      body: { split: [part(amount)] },
    });
    expect(await refusalTo(fund, 'treasurer-1', committee.prepareSplit, input('107000.01'))).toBe(
      'beyond-request',
    );
    expect(await refusalTo(fund, 'seat-1', committee.prepareSplit, input('1.00'))).toBe('forbidden');
    const replaced = await people.need('treasurer-1', committee.prepareSplit, input('90000.00'));
    expect(replaced).toMatchObject({ split: [part('90000.00')], splitBy: [{ role: 'treasurer' }] });
    expect(replaced.splitBy).toHaveLength(1);
    expect(replaced.verdicts.map(({ rule }) => rule)).toContain('R1');
    const confirmed = await people.need('secretariat', committee.prepareSplit, input('90000.00'));
    expect(confirmed.splitBy?.map(({ role }) => role)).toEqual(['treasurer', 'secretariat']);
    await people.need('seat-1', committee.castVote, {
      params: { ...params, agendaItemId: 'split' },
      body: { seat: '1', ballot: 'for' },
    });
    expect(await refusalTo(fund, 'treasurer-1', committee.prepareSplit, input('80000.00'))).toBe(
      'votes-cast',
    );
    await people.need('chair', committee.takeDecision, {
      params,
      body: { id: 'd-split', agendaItemId: 'split', outcome: 'deferred', reason: 'Later.' },
    });
    expect(await refusalTo(fund, 'treasurer-1', committee.prepareSplit, input('80000.00'))).toBe(
      'agenda-item-closed',
    );
  });
});

describe('a decision is revoked before its mandate is accepted', () => {
  it('its money is back in the pots, the offer is withdrawn, and the proposal may be decided again', async () => {
    const { people } = fund;
    await onPaper('d-p2', { kind: 'proposal', id: 'p2' }, { amounts: [part('107000.00')] });
    await people.need('secretariat', allocationRoutes.offerMandate, {
      params,
      body: { id: 'm2', allocationId: 'd-p2' },
    });
    expect(await available()).toBe('4786000.00');
    await onPaper('d-r2', of('d-p2'), { amendment: { revoke: true } });
    expect(await available()).toBe('4893000.00');
    expect(await decision('d-r2')).toMatchObject({ carriedOut: 'yes', allocationId: 'd-p2' });
    expect(await allocation('d-p2')).toMatchObject({ releasedBy: 'd-r2' });
    const mandate = { params: { ...params, mandateId: 'm2' } };
    expect(await refusalTo(fund, 'of-agency', allocationRoutes.acceptMandate, mandate)).toBe(
      'mandate-withdrawn',
    );
    const statusOf = async () =>
      (
        await people.need('secretariat', proposalsRoutes.getProposal, {
          params: { ...params, proposalId: 'p2' },
        })
      ).status;
    expect(await statusOf()).toBe('not-funded');
    expect(await refusedItem(of('d-p2'), { amendment: { revoke: true } })).toBe('decision-superseded');
    await onPaper('d-p2-again', { kind: 'proposal', id: 'p2' }, { amounts: [part('107000.00')] });
    expect(await decision('d-p2-again')).toMatchObject({ carriedOut: 'yes' });
    expect([await available(), await statusOf()]).toEqual(['4786000.00', 'funded']);
  });
});

describe('silence amends a decision outside meetings', () => {
  it('at the end of the term', async () => {
    const { people } = fund;
    const opened = await people.need('secretariat', committee.openNonObjection, {
      params,
      body: {
        id: 'n1',
        decisionId: 'd-n1',
        subject: of('d-p2-again'),
        amendment: { addConditions: [condition('plan')] },
        reason: 'A plan is needed first.',
      },
    });
    expect(opened).toMatchObject({ subject: { proposal: 'p2' }, amendment: { root: 'd-p2-again' } });
    await people.need('secretariat', committee.recordNotices, {
      params: { ...params, nonObjectionId: 'n1' },
      body: { notices: SEATS.map((seat) => ({ seat, outcome: 'delivered' as const })) },
    });
    await people.need('seat-1', committee.answerNotice, {
      params: { ...params, nonObjectionId: 'n1' },
      body: { seat: '1', answer: 'no-objection' },
    });
    await fund.clock('2030-04-01T00:00:00.000Z');
    const session = {
      id: 's2',
      number: 2,
      startsAt: '2030-05-06T08:00:00.000Z',
      place: 'Geneva',
      title: 'Second session',
    };
    await people.need('secretariat', committee.conveneSession, { params, body: session });
    await people.settle(fund.fundId);
    expect(await decision('d-n1')).toMatchObject({ carriedOut: 'yes', bySilence: { nonObjectionId: 'n1' } });
    expect((await allocation('d-p2-again')).conditions.map(({ id }) => id)).toEqual(['plan']);
  });
});

describe('what was amended says so', () => {
  it('in the records of both, in both languages, as the log has it', async () => {
    const record = (decisionId: string) =>
      fund.people.need('auditor', committee.getDecisionRecord, { params: { ...params, decisionId } });
    const first = await record('d-p1');
    expect(first.amendedBy).toEqual([
      { decisionId: 'd-a1', decidedOn: TODAY, revoked: false, carriedOut: true },
      { decisionId: 'd-a2', decidedOn: TODAY, revoked: false, carriedOut: true },
      { decisionId: 'd-a3', decidedOn: TODAY, revoked: true, carriedOut: false },
    ]);
    expect(first.text.en).toContain(`Amended by decision d-a1, ${TODAY}`);
    const amending = await record('d-a1');
    expect(amending.text.en).toContain('Amends decision d-p1\nCondition added report');
    expect(amending.text.fr).toContain('Amende la décision d-p1\nCondition ajoutée report');
    expect((await record('d-r2')).text.fr).toContain('Révoque la décision d-p2');
    expect((await record('d-a3')).text.fr).toContain('Non exécutée: Le mandat sur l’allocation');
    expect((await record('d-n1')).text.fr).toContain('Motif: Aucune objection au ');
    const pack = await fund.people.need('auditor', committee.getAgendaPack, {
      params: { ...params, agendaItemId: 'a3' },
    });
    const { notCarriedOut } = pack.history.decisions.find(({ decisionId }) => decisionId === 'd-a3') ?? {};
    expect(notCarriedOut?.reasonIn?.fr).toContain('Le mandat sur l’allocation');
    expect(pack.text.en).toContain('Not carried out: The mandate on allocation');
    expect(pack.text.fr).toContain('Non exécutée: Le mandat sur l’allocation');
    expect(await decisions(['verify', '--fund', fund.fundId, '--url', system.url])).toBe(0);
  });

  it('in the report of decisions', async () => {
    const { rows } = await fund.people.need('auditor', reportingRoutes.getReport, {
      params: { ...params, name: 'decisions' },
      query: {},
    });
    const told = Object.fromEntries(
      rows.map(({ decisionId, amends, amendedBy, revokedBy }) => [
        decisionId,
        [amends, amendedBy, revokedBy],
      ]),
    );
    expect(told).toMatchObject({
      'd-p1': [null, 'd-a1; d-a2', null],
      'd-a1': ['d-p1', 'd-a2', null],
      'd-p2': [null, '', 'd-r2'],
      'd-r2': ['d-p2', '', null],
    });
    expect(rows.find(({ decisionId }) => decisionId === 'd-n1')).toMatchObject({
      reason: expect.stringContaining('No objection by '),
      reason_fr: expect.stringContaining('Aucune objection au '),
    });
    expect(rows.find(({ decisionId }) => decisionId === 'd-a3')).toMatchObject({
      reason: 'Item a3.',
      reason_fr: 'Item a3.',
      notCarriedOutReason: expect.stringContaining('is accepted'),
      notCarriedOutReason_fr: expect.stringContaining('Le mandat sur l’allocation'),
    });
    const activities = await fund.people.need('auditor', reportingRoutes.getReport, {
      params: { ...params, name: 'activities' },
      query: {},
    });
    expect(
      activities.rows.map(({ activityId, approved, allocated }) => [activityId, approved, allocated]),
    ).toEqual([
      ['p1', '107000.00', '107000.00'],
      ['p2', '107000.00', '107000.00'],
    ]);
  });
});
