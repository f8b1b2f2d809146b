import type { AllInOne } from '@mdtf/all-in-one';
import { decisions } from '@mdtf/cli';
import { committeeRoutes as committee } from '@mdtf/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Governed, SEATS, SITS_AT } from './governed/fund.ts';
import { type FundInSession, openFundInSession } from './governed/in-session.ts';
import { refusalTo } from './governed/refusal.ts';

const TIMEOUT_MS = 120_000;
const part = (amount: string) => ({ pot: 'pooled', windowId: 'W', amount: { amount, currency: 'USD' } });
const proposal = (id: string) => ({ kind: 'proposal' as const, id });

let opened: FundInSession;
let system: AllInOne;
let fund: Governed;
let params: { readonly fundId: string };

beforeAll(async () => {
  opened = await openFundInSession('charter-terms', ['p1', 'p2']);
  ({ system, fund, params } = opened);
}, TIMEOUT_MS);

afterAll(() => opened?.[Symbol.asyncDispose]());

/** Puts it on the agenda; the first seats vote for it, the others against. */
async function votedOn(id: string, inFavour: number, more: object): Promise<void> {
  const { people } = fund;
  await people.need('secretariat', committee.addAgendaItem, {
    params,
    body: { id, sessionId: 's1', ...more } as never,
  });
  const of = { params: { ...params, agendaItemId: id } };
  if ('split' in more)
    await people.need('treasurer-1', committee.prepareSplit, { ...of, body: { split: more.split } as never });
  for (const [at, seat] of SEATS.entries())
    await people.need(`seat-${seat}`, committee.castVote, {
      ...of,
      body: { seat, ballot: at < inFavour ? 'for' : 'against' },
    });
}

const approving = (id: string) => ({
  params,
  body: { id: `d-${id}`, agendaItemId: id, outcome: 'approved' as const, reason: 'As voted.' },
});

describe('a charter with a method for each kind of subject and the split from both sides', () => {
  it('is adopted, and tells what it changed', async () => {
    const { people } = fund;
    await people.need('secretariat', committee.takeDecision, {
      params,
      body: {
        id: 'd-charter',
        onPaper: { reference: 'Minutes', date: SITS_AT.slice(0, 10) },
        subject: { kind: 'charter', id: 'v2' },
        title: 'The second charter',
        outcome: 'approved',
        reason: 'As in the minutes.',
      },
    });
    const { charter } = await people.need('secretariat', committee.getCharter, { params });
    const next = {
      ...charter,
      decisionMethods: { proposal: { first: 'two-thirds', otherwise: 'none' } },
      splitByBoth: true,
    } as const;
    await people.need('secretariat', committee.adoptCharter, {
      params,
      body: { charter: next, decisionId: 'd-charter' },
    });
    const { changes } = await people.need('auditor', committee.compareCharters, {
      params,
      query: { from: 1, to: 2 },
    });
    expect(changes.map(({ path, after }) => [path, after])).toEqual([
      ['decisionMethods.proposal.first', 'two-thirds'],
      ['decisionMethods.proposal.otherwise', 'none'],
      ['splitByBoth', true],
    ]);
  });

  it('counts three of five votes as enough for what it names no method for, and not for a proposal', async () => {
    const { people } = fund;
    await votedOn('other', 3, { subject: { kind: 'other', id: 'venue' }, title: 'The venue' });
    const taken = await people.need('chair', committee.takeDecision, approving('other'));
    expect(taken.tally).toMatchObject({ method: 'majority', needed: 3, carried: true });
    await votedOn('p1', 3, { subject: proposal('p1'), split: [part('107000.00')] });
    expect(await refusalTo(fund, 'chair', committee.takeDecision, approving('p1'))).toBe('not-carried');
    const pack = await people.need('seat-1', committee.getAgendaPack, {
      params: { ...params, agendaItemId: 'p1' },
      query: {},
    });
    expect(pack.method).toEqual({ first: 'two-thirds', otherwise: 'none' });
    expect(pack.text.en).toContain('Decided by: two thirds');
    expect(pack.text.fr).toContain('Mode de décision : deux tiers');
  });

  it('approves the proposal by four votes of five, and an amendment of that by no fewer', async () => {
    const { people } = fund;
    const deferral = { ...approving('p1').body, id: 'd-later', outcome: 'deferred' as const };
    await people.need('chair', committee.takeDecision, { params, body: deferral });
    await votedOn('p1-again', 4, { subject: proposal('p1'), split: [part('107000.00')] });
    const taken = await people.need('chair', committee.takeDecision, approving('p1-again'));
    expect(taken.tally).toMatchObject({ method: 'two-thirds', needed: 4, carried: true });
    await people.settle(fund.fundId);
    const amending = {
      subject: { kind: 'amendment', id: 'd-p1-again' },
      amendment: { addConditions: [{ id: 'plan', text: 'A plan', owner: 'partner' }] },
    };
    await votedOn('amending', 3, amending);
    expect(await refusalTo(fund, 'chair', committee.takeDecision, approving('amending'))).toBe('not-carried');
    const rejected = { ...approving('amending').body, outcome: 'rejected' as const };
    const told = await people.need('chair', committee.takeDecision, { params, body: rejected });
    expect(told.tally).toMatchObject({ method: 'two-thirds', needed: 4, carried: false });
  });

  it('asks the seats about a split that a treasurer has prepared as well, and no other', async () => {
    const { people } = fund;
    const asking = (amount: string) => ({
      params,
      body: { id: 'n1', subject: proposal('p2'), split: [part(amount)], reason: 'Before the summer.' },
    });
    const splitting = (amount: string) => ({
      params,
      body: { subject: proposal('p2'), split: [part(amount)] },
    });
    const refusedTo = (amount: string) =>
      refusalTo(fund, 'secretariat', committee.openNonObjection, asking(amount));
    expect(await refusedTo('107000.00')).toBe('split-not-confirmed');
    expect(await refusalTo(fund, 'secretariat', committee.proposeSplit, splitting('107000.00'))).toBe(
      'forbidden',
    );
    expect(await refusalTo(fund, 'treasurer-1', committee.proposeSplit, splitting('107000.01'))).toBe(
      'beyond-request',
    );
    const proposed = await people.need('treasurer-1', committee.proposeSplit, splitting('90000.00'));
    expect(proposed).toMatchObject({ by: { person: 'treasurer-1' }, split: [part('90000.00')] });
    expect(proposed.verdicts.map(({ rule }) => rule)).toContain('R1');
    expect(await refusedTo('107000.00')).toBe('split-prepared-otherwise');
    const opened = await people.need('secretariat', committee.openNonObjection, asking('90000.00'));
    expect(opened.splitBy?.map(({ role }) => role)).toEqual(['treasurer', 'secretariat']);
  });

  it('is kept by every decision on record, as counted anew from the log', async () => {
    expect(await decisions(['verify', '--fund', fund.fundId, '--url', system.url])).toBe(0);
  });
});
