import type { CommitteeEvent } from '@mdtf/contracts';
import { describe, expect, it } from 'vitest';
import { differencesOf } from './compare.ts';
import type { CheckedEntry } from './log.ts';
import { recompute } from './recompute.ts';

const both = { en: 'x', fr: 'x' };
const seat = (id: string, constituency: string) => ({ id, constituency, title: both, voting: true });
const charter = {
  timeZone: 'UTC',
  constituencies: [],
  seats: ['1', '2', '3', '4'].map((id) => seat(id, Number(id) < 3 ? 'donors' : 'countries')),
  quorum: { share: { numerator: 2, denominator: 3 }, minimumPresent: { donors: 1 } },
  decisionMethod: { first: 'consensus', otherwise: 'two-thirds' },
};
const subject = { kind: 'other', id: 'x' };
const decision = (data: object) => ({
  type: 'DecisionTaken',
  data: {
    agendaItemId: null,
    sessionId: null,
    onPaper: null,
    decidedOn: '2008-05-20',
    subject,
    title: 'x',
    partner: null,
    outcome: 'approved',
    amounts: [],
    conditions: [],
    reason: 'x',
    quorum: null,
    tally: null,
    verdicts: [],
    expires: null,
    ...data,
  },
});
const vote = (of: string, ballot: string) => ({
  type: 'VoteCast',
  data: { agendaItemId: 'i', seat: of, ballot, reason: null },
});

const events = [
  { type: 'CharterAdopted', data: { version: 1, charter } },
  {
    type: 'MemberSeated',
    data: { seat: '1', organisation: 'a', organisationName: 'A', until: '2008-05-19' },
  },
  {
    type: 'SessionConvened',
    data: { sessionId: 's', number: 1, startsAt: 'now', place: 'Geneva', title: 's' },
  },
  { type: 'AgendaItemAdded', data: { agendaItemId: 'i', sessionId: 's', subject, charterVersion: 1 } },
  { type: 'AttendanceRecorded', data: { sessionId: 's', present: ['1', '2', '3', '4'] } },
  {
    type: 'InterestDeclared',
    data: { agendaItemId: 'i', seat: '4', nature: 'Lender', ruling: 'recusal', ruledBy: 'chair' },
  },
  vote('1', 'against'),
  vote('2', 'for'),
  vote('3', 'for'),
  vote('4', 'against'),
  decision({ decisionId: 'd', agendaItemId: 'i', sessionId: 's' }),
  {
    type: 'NonObjectionOpened',
    data: {
      nonObjectionId: 'n',
      charterVersion: 1,
      heldUnder: 1,
      recused: [{ seat: '3', nature: 'Leads it' }],
    },
  },
  {
    type: 'NoticesRecorded',
    data: { nonObjectionId: 'n', notices: [{ seat: '1', outcome: 'delivered' }], dueAt: 'later' },
  },
  { type: 'NoObjectionDeclared', data: { nonObjectionId: 'n', seat: '2', note: null } },
  decision({
    decisionId: 'silent',
    bySilence: { nonObjectionId: 'n', openedAt: '', dueAt: '', agreed: 9, silent: 9, notDelivered: [] },
  }),
  { type: 'DecisionCarriedOut', data: { decisionId: 'd', allocationId: 'a-1' } },
] as unknown as readonly CommitteeEvent[];

const entriesOf = (told: readonly CommitteeEvent[]) =>
  told.map(
    (event, at): CheckedEntry => ({
      sequence: `${at + 1}`,
      id: `id-${at}`,
      leafHash: `hash-${at}`,
      time: '2008-05-20T07:00:00.000Z',
      recordedAt: '2008-05-20T07:00:00.000Z',
      actor: 'chair',
      event,
    }),
  );
const entries = entriesOf(events);
const [inSession = {}, silent = {}]: readonly Record<string, unknown>[] = recompute('imdp', entries);

describe('a decision recomputed from the log', () => {
  it('counts seats and votes anew, without those recused and those whose term has ended', () => {
    expect(inSession).toMatchObject({
      taken: 'in-session',
      quorum: { entitled: ['1', '2', '3'], present: ['2', '3'], recused: ['4'], needed: 2, met: true },
      tally: { method: 'consensus', for: 2, against: 0, carried: true },
      effects: [{ carriedOut: true, allocationId: 'a-1' }],
    });
  });

  it('counts votes as the charter says for what is decided, and of an amendment for what was first decided', () => {
    const decidedTwice = (kind: string) => {
      const byKind = { ...charter, decisionMethods: { [kind]: { first: 'majority', otherwise: 'none' } } };
      const amending = { ...vote('3', 'against').data, agendaItemId: 'later' };
      const taken = [
        { type: 'CharterAdopted', data: { version: 1, charter: byKind } },
        { type: 'AttendanceRecorded', data: { sessionId: 's', present: ['1', '2', '3', '4'] } },
        decision({
          decisionId: 'd',
          agendaItemId: 'i',
          sessionId: 's',
          subject: { kind: 'waiver', id: 'P' },
        }),
        { type: 'VoteCast', data: { ...amending, seat: '2', ballot: 'for' } },
        { type: 'VoteCast', data: { ...amending, seat: '1', ballot: 'for' } },
        { type: 'VoteCast', data: amending },
        decision({
          decisionId: 'e',
          agendaItemId: 'later',
          sessionId: 's',
          subject: { kind: 'amendment', id: 'd' },
        }),
      ] as unknown as readonly CommitteeEvent[];
      return recompute('imdp', entriesOf(taken)).map(({ tally }) => (tally as { method: string }).method);
    };
    expect(decidedTwice('waiver')).toEqual(['majority', 'majority']);
    expect(decidedTwice('amendment')).toEqual(['consensus', 'two-thirds']);
    expect(decidedTwice('other')).toEqual(['consensus', 'two-thirds']);
  });

  it('counts silence of those whose notice was delivered, and answers', () => {
    expect(silent).toMatchObject({
      taken: 'by-silence',
      quorum: { entitled: ['1', '2', '4'], present: ['1', '2'], recused: ['3'], needed: 2, met: true },
      bySilence: { agreed: 1, silent: 1, notDelivered: ['4'] },
    });
  });
});

describe('a served record', () => {
  const named = [11, 16].map((at) => ({
    sequence: `${at}`,
    id: `id-${at - 1}`,
    type: events[at - 1]?.type ?? '',
    leafHash: `hash-${at - 1}`,
  }));
  const served = { ...inSession, entries: named, text: both };
  const differences = (record: object) => differencesOf(record as never, inSession as never, entries);

  it('is equal, or is said to differ, field by field', () => {
    expect(differences(served)).toEqual([]);
    expect(differences({ ...served, outcome: 'rejected' })).toEqual([
      'outcome: "rejected", recomputed "approved"',
    ]);
    const leaves = Object.keys(inSession).filter((name) => typeof inSession[name] !== 'object');
    for (const name of leaves) expect(differences({ ...served, [name]: 'tampered' }), name).toHaveLength(1);
    const quorum = { ...(inSession.quorum as object), needed: 1 };
    expect(differences({ ...served, quorum })).toEqual(['quorum.needed: 1, recomputed 2']);
  });

  it('names entries that are in the log, its own among them', () => {
    expect(differences({ ...served, entries: [] })).toEqual(['entries: the decision’s own is not named']);
    const other = named.map((entry) => ({ ...entry, leafHash: 'other' }));
    expect(differences({ ...served, entries: other })).toHaveLength(2);
  });
});
