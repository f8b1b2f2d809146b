import { committeeRoutes } from '@mdtf/contracts';
import { expect } from 'vitest';
import { type Governed, SEATS } from './fund.ts';
import type { KindOfProposal } from './kinds.ts';
import { carryOut } from './money.ts';
import { refusalTo } from './refusal.ts';
import { idsOf } from './writing.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const split = ({ kind }: KindOfProposal) => [
  { pot: 'pooled', windowId: kind === 'secretariat-budget' ? null : 'W', amount: usd('107000.00') },
];
const subject = (id: string) => ({ kind: 'proposal' as const, id });
const seatsAsked = ({ ownSeat }: KindOfProposal) => SEATS.filter((seat) => seat !== ownSeat);

/** Asks the seats outside meetings: one objection brings the one to a session, silence approves the other when its term ends. */
export async function decideBySilence(fund: Governed, kinds: readonly KindOfProposal[]): Promise<void> {
  const { people, fundId, clock } = fund;
  let dueAt = '';
  for (const kind of kinds) {
    const { lost, won } = idsOf(kind);
    for (const id of [lost, won]) dueAt = await openSilence(fund, kind, id);
    const objection = { seat: '1', answer: 'objection' as const };
    expect(await answer(fund, lost, '1', objection)).toBe('objection-needs-reason');
    expect(await answer(fund, lost, '1', { ...objection, reason: 'Too dear.' })).toBe('accepted');
    expect(await answer(fund, won, '2', { seat: '1', answer: 'no-objection' })).toBe('not-your-seat');
    expect(await answer(fund, won, '2', { seat: '2', answer: 'no-objection' })).toBe('accepted');
  }
  await clock(dueAt);
  for (const kind of kinds) {
    const { lost, won } = idsOf(kind);
    // The first command after the term finds it ended, whatever ran meanwhile.
    expect(await answer(fund, won, '3', { seat: '3', answer: 'objection', reason: 'Late.' })).toBe(
      'non-objection-closed',
    );
    const [back, approved] = await Promise.all(
      [lost, won].map((nonObjectionId) =>
        people.need('auditor', committeeRoutes.getNonObjection, { params: { fundId, nonObjectionId } }),
      ),
    );
    expect(back).toMatchObject({ status: 'for-session', sentBack: 'objection' });
    expect(approved).toMatchObject({ status: 'approved', agreed: 1, objected: 0 });
    await recordOnPaper(fund, lost, 'rejected');
    await carryOut(fund, kind, `d-${won}`);
  }
}

async function openSilence(fund: Governed, kind: KindOfProposal, id: string): Promise<string> {
  const { people, fundId } = fund;
  const opening = {
    params: { fundId },
    body: { id, decisionId: `d-${id}`, subject: subject(id), split: split(kind), reason: 'Complete.' },
  };
  expect(await refusalTo(fund, 'chair', committeeRoutes.openNonObjection, opening)).toBe('forbidden');
  const short = { ...opening, body: { ...opening.body, workingDays: 9 } };
  expect(await refusalTo(fund, 'secretariat', committeeRoutes.openNonObjection, short)).toBe(
    'term-too-short',
  );
  const { recused } = await people.need('secretariat', committeeRoutes.openNonObjection, opening);
  expect(recused.map(({ seat }) => seat)).toEqual(kind.ownSeat === null ? [] : [kind.ownSeat]);
  if (kind.ownSeat !== null) {
    const own = { seat: kind.ownSeat, answer: 'no-objection' as const };
    expect(await answer(fund, id, kind.ownSeat, own)).toBe('seat-recused');
  }
  const notices = seatsAsked(kind).map((seat) => ({ seat, outcome: 'delivered' as const }));
  const { dueAt } = await people.need('secretariat', committeeRoutes.recordNotices, {
    params: { fundId, nonObjectionId: id },
    body: { notices },
  });
  return dueAt;
}

type Said = {
  readonly seat: string;
  readonly answer: 'objection' | 'no-objection';
  readonly reason?: string;
};

const answer = (fund: Governed, nonObjectionId: string, seat: string, body: Said): Promise<string> =>
  refusalTo(fund, `seat-${seat}`, committeeRoutes.answerNotice, {
    params: { fundId: fund.fundId, nonObjectionId },
    body,
  });

/** Records what the committee decided elsewhere: by its document and date, by the secretariat alone, never of tomorrow. */
export async function decideOnPaper(fund: Governed, kinds: readonly KindOfProposal[]): Promise<void> {
  for (const kind of kinds) {
    const { lost, won } = idsOf(kind);
    await recordOnPaper(fund, lost, 'rejected');
    const approval = paper(fund, won, 'approved', kind);
    expect(await refusalTo(fund, 'chair', committeeRoutes.takeDecision, approval)).toBe('secretariat-only');
    const onPaper = { reference: 'Letter', date: '2030-12-31' };
    expect(
      await refusalTo(fund, 'secretariat', committeeRoutes.takeDecision, {
        ...approval,
        body: { ...approval.body, onPaper },
      }),
    ).toBe('date-not-come');
    await fund.people.need('secretariat', committeeRoutes.takeDecision, approval);
    await carryOut(fund, kind, `d-${won}`);
  }
}

async function recordOnPaper(fund: Governed, id: string, outcome: 'rejected'): Promise<void> {
  const input = paper(fund, id, outcome);
  const body = { ...input.body, id: `p-${id}` };
  await fund.people.need('secretariat', committeeRoutes.takeDecision, { ...input, body });
}

const paper = (
  { fundId }: Governed,
  id: string,
  outcome: 'approved' | 'rejected',
  kind?: KindOfProposal,
) => ({
  params: { fundId },
  body: {
    id: `d-${id}`,
    onPaper: { reference: 'Letter of the committee', date: '2030-01-07' },
    subject: subject(id),
    outcome,
    amounts: kind === undefined ? [] : split(kind),
    reason: 'As in the letter.',
  },
});
