import { committeeRoutes } from '@mdtf/contracts';
import { expect } from 'vitest';
import { type Governed, type Method, SEATS, SITS_AT } from './fund.ts';
import type { KindOfProposal } from './kinds.ts';
import { carryOut } from './money.ts';
import { refusalTo } from './refusal.ts';
import { idsOf } from './writing.ts';

type Ballot = 'for' | 'against' | 'abstain';
type Votes = Readonly<Record<string, Ballot>>;

const votes = (one: Ballot, two: Ballot, three: Ballot, four: Ballot, five: Ballot): Votes => ({
  '1': one,
  '2': two,
  '3': three,
  '4': four,
  '5': five,
});

/** Votes that just miss, and that just carry, with all five seats and without the fourth. */
const VOTES: Readonly<Record<string, { readonly lost: Votes; readonly won: Votes }>> = {
  consensus: {
    lost: votes('against', 'for', 'for', 'for', 'for'),
    won: votes('for', 'for', 'for', 'for', 'abstain'),
  },
  majority: {
    lost: votes('for', 'against', 'for', 'against', 'against'),
    won: votes('for', 'for', 'for', 'against', 'against'),
  },
  'two-thirds': {
    lost: votes('for', 'against', 'for', 'for', 'against'),
    won: votes('for', 'for', 'for', 'for', 'against'),
  },
  'per-constituency': {
    lost: votes('for', 'for', 'for', 'for', 'against'),
    won: votes('for', 'for', 'for', 'abstain', 'for'),
  },
};

const SESSION = 'session-1';
const usd = (amount: string) => ({ amount, currency: 'USD' });

const split = ({ kind }: KindOfProposal, amount = '107000.00', currency = 'USD') => [
  { pot: 'pooled', windowId: kind === 'secretariat-budget' ? null : 'W', amount: { amount, currency } },
];

/** Puts both proposals of every kind on the agenda of one session, and has it decide by its method. */
export async function decideInSession(fund: Governed, kinds: readonly KindOfProposal[]): Promise<void> {
  const { people, fundId, clock } = fund;
  const params = { fundId };
  const session = { id: SESSION, number: 1, startsAt: SITS_AT, place: 'Geneva', title: 'First session' };
  expect(await refusalTo(fund, 'seat-1', committeeRoutes.conveneSession, { params, body: session })).toBe(
    'forbidden',
  );
  await people.need('secretariat', committeeRoutes.conveneSession, { params, body: session });
  for (const kind of kinds) for (const id of Object.values(idsOf(kind))) await putOn(fund, kind, id);
  const [first] = kinds;
  if (first === undefined) return;
  const early = { params: { fundId, agendaItemId: idsOf(first).won }, body: ballotOf('1', 'for') };
  expect(await refusalTo(fund, 'seat-1', committeeRoutes.castVote, early)).toBe('session-not-begun');
  await clock(SITS_AT);
  await refusedWithoutQuorum(fund, idsOf(first).won);
  await attend(fund, SEATS);
  for (const kind of kinds) {
    await lose(fund, kind);
    await win(fund, kind);
  }
}

const ballotOf = (seat: string, ballot: Ballot) => ({ seat, ballot });

async function attend({ people, fundId }: Governed, present: readonly string[]): Promise<void> {
  const input = { params: { fundId, sessionId: SESSION }, body: { present: [...present] } };
  await people.need('secretariat', committeeRoutes.recordAttendance, input);
}

async function putOn(fund: Governed, kind: KindOfProposal, id: string): Promise<void> {
  const { people, fundId } = fund;
  const params = { fundId };
  const item = (parts: ReturnType<typeof split>) => ({
    params,
    body: { id, sessionId: SESSION, subject: { kind: 'proposal' as const, id }, split: parts },
  });
  const refused = (parts: ReturnType<typeof split>) =>
    refusalTo(fund, 'secretariat', committeeRoutes.addAgendaItem, item(parts));
  expect(await refused(split(kind, '107000.01'))).toBe('beyond-request');
  expect(await refused(split(kind, '107000.00', 'EUR'))).toBe('wrong-currency');
  expect(await refused([{ pot: 'pooled', windowId: 'W9', amount: usd('1.00') }])).toBe('window-not-found');
  expect(await refused([{ pot: 'no-pot', windowId: 'W', amount: usd('1.00') }])).toBe('pot-not-found');
  await people.need('secretariat', committeeRoutes.addAgendaItem, item(split(kind)));
}

async function refusedWithoutQuorum(fund: Governed, agendaItemId: string): Promise<void> {
  // Three are half of five, but no country is among them.
  await attend(fund, ['1', '2', '5']);
  expect(
    await refusalTo(fund, 'chair', committeeRoutes.takeDecision, decision(fund, agendaItemId, 'approved')),
  ).toBe('constituency-minimum');
  await attend(fund, ['1', '3']);
  expect(
    await refusalTo(fund, 'chair', committeeRoutes.takeDecision, decision(fund, agendaItemId, 'approved')),
  ).toBe('no-quorum');
}

const decision = (
  { fundId }: Governed,
  agendaItemId: string,
  outcome: 'approved' | 'rejected' | 'returned' | 'deferred',
) => ({
  params: { fundId },
  body: { id: `d-${agendaItemId}`, agendaItemId, outcome, reason: `It is ${outcome}.` },
});

/** Every seat votes that may; whoever may not is refused with the reason. */
async function voteOn(fund: Governed, kind: KindOfProposal, id: string, cast: Votes): Promise<void> {
  const { people, fundId } = fund;
  const { ownSeat } = kind;
  const vote = (person: string, seat: string, ballot: Ballot) =>
    refusalTo(fund, person, committeeRoutes.castVote, {
      params: { fundId, agendaItemId: id },
      body: ballotOf(seat, ballot),
    });
  if (ownSeat !== null) {
    expect(await vote(`seat-${ownSeat}`, ownSeat, 'for')).toBe('own-proposal');
    await people.need(`seat-${ownSeat}`, committeeRoutes.declareInterest, {
      params: { fundId, agendaItemId: id },
      body: { seat: ownSeat, nature: 'It is ours.' },
    });
    expect(await vote(`seat-${ownSeat}`, ownSeat, 'for')).toBe('seat-recused');
  }
  const voters = SEATS.filter((seat) => seat !== ownSeat);
  expect(await vote('seat-1', '2', 'for')).toBe('not-your-seat');
  expect(await vote('observer-1', '1', 'for')).toBe('forbidden');
  for (const seat of voters)
    expect(await vote(`seat-${seat}`, seat, cast[seat] ?? 'abstain')).toBe('accepted');
  expect(await vote('seat-1', '1', 'against')).toBe('already-voted');
}

async function lose(fund: Governed, kind: KindOfProposal): Promise<void> {
  const { lost } = idsOf(kind);
  await voteOn(fund, kind, lost, votesOf(fund.method).lost);
  const decide = (outcome: 'approved' | 'rejected') =>
    refusalTo(fund, 'chair', committeeRoutes.takeDecision, decision(fund, lost, outcome));
  expect(await decide('approved')).toBe('not-carried');
  expect(await decide('rejected')).toBe('accepted');
}

async function win(fund: Governed, kind: KindOfProposal): Promise<void> {
  const { won } = idsOf(kind);
  await voteOn(fund, kind, won, votesOf(fund.method).won);
  const decide = (person: string, outcome: 'approved' | 'rejected') =>
    refusalTo(fund, person, committeeRoutes.takeDecision, decision(fund, won, outcome));
  expect(await decide('chair', 'rejected')).toBe('approval-carried');
  expect(await decide('seat-1', 'approved')).toBe('forbidden');
  const tooMuch = decision(fund, won, 'approved');
  expect(
    await refusalTo(fund, 'chair', committeeRoutes.takeDecision, {
      ...tooMuch,
      body: { ...tooMuch.body, amounts: split(kind, '107000.01') },
    }),
  ).toBe('beyond-request');
  expect(await decide('chair', 'approved')).toBe('accepted');
  const again = { ...decision(fund, won, 'approved') };
  const closed = { ...again, body: { ...again.body, id: `again-${won}` } };
  expect(await refusalTo(fund, 'chair', committeeRoutes.takeDecision, closed)).toMatch(
    /^(agenda-item-closed|already-approved)$/,
  );
  await carryOut(fund, kind, `d-${won}`);
}

function votesOf(method: Method): { readonly lost: Votes; readonly won: Votes } {
  const found = VOTES[method];
  if (found === undefined) throw new RangeError(`Nobody votes by ${method}`);
  return found;
}
