import { type DomainEvent, type Slice, UnnamedDocument } from '@mdtf/domain';
import type { AgendaItem } from '../agenda-item.ts';
import type { AdoptedCharter } from '../charter.ts';
import { decideInSession } from '../decide-in-session.ts';
import type { Session } from '../session.ts';
import type { Ballot, Charter } from '../shapes.ts';
import { type DrawnCommittee, drawCommittee, judge } from './committee-model.ts';
import { demonstrationCharter } from './demonstration-charter.ts';

const MOMENT = '2008-05-20T07:00:00.000Z';
const CONTEXT = {
  fund: 'imdp',
  now: MOMENT,
  time: MOMENT,
  backDated: false,
  actor: { id: 'chair', roles: ['chair'], organisations: [], seats: [] },
};

/** The first committees, from a seed on, on which the decision and the model differ; empty where all are equal. */
export function differences(seed: number, count: number): readonly string[] {
  const found: string[] = [];
  for (let at = seed; at < seed + count && found.length < MAX_SHOWN; at += 1) {
    const drawn = drawCommittee(at);
    const expected = expectedCode(drawn);
    const actual = decided(drawn);
    if (actual !== expected) found.push(`SEED=${at}: ${actual} where the model says ${expected}`);
  }
  return found;
}

const MAX_SHOWN = 10;

function expectedCode(drawn: DrawnCommittee): string {
  const { quorate, carried } = judge(drawn);
  if (!quorate) return 'not quorate';
  return carried ? 'approved' : 'not carried';
}

const NOT_QUORATE: readonly string[] = ['no-quorum', 'constituency-minimum'];

function decided(drawn: DrawnCommittee): string {
  const command = {
    id: 'd',
    agendaItemId: 'i',
    outcome: 'approved',
    amounts: [],
    conditions: [],
    reason: 'r',
  } as const;
  const decision = decideInSession.decide(command, sliceOf(drawn), CONTEXT);
  if (decision.accepted)
    return (decision.events as readonly DomainEvent[]).length === 1 ? 'approved' : 'nothing';
  const { code } = decision.rejection;
  if (NOT_QUORATE.includes(code)) return 'not quorate';
  return code === 'not-carried' ? 'not carried' : code;
}

function sliceOf(drawn: DrawnCommittee): Slice {
  const ids = drawn.seats.map((_, at) => `${at + 1}`);
  const those = (is: (seat: DrawnCommittee['seats'][number]) => boolean) =>
    ids.filter((_, at) => is(drawn.seats[at] as DrawnCommittee['seats'][number]));
  const documents = new Map<string, unknown>([
    ['charter/current', { version: 1, charter: charterOf(drawn, ids) } satisfies Partial<AdoptedCharter>],
    [
      'session/s',
      {
        sessionId: 's',
        startsAt: MOMENT,
        present: those(({ present }) => present),
      } satisfies Partial<Session>,
    ],
    [
      'agenda-item/i',
      itemOf(
        drawn,
        ids,
        those(({ recused }) => recused),
      ),
    ],
    ['decision/d', undefined],
    ['decision-reservation/d', undefined],
    ['seats/committee', undefined],
  ]);
  const get: Slice['get'] = ({ kind }, id) => {
    if (!documents.has(`${kind}/${id}`)) throw new UnnamedDocument(`${kind}/${id}`);
    return documents.get(`${kind}/${id}`) as never;
  };
  return { get, fact: get, platformFact: get, balance: () => 0n };
}

function charterOf(
  { seats, share, minima, first, otherwise, ofItsKind }: DrawnCommittee,
  ids: readonly string[],
): Charter {
  return {
    ...demonstrationCharter,
    constituencies: minima.map((_, at) => ({ id: `c${at}`, title: { en: 'c', fr: 'c' } })),
    seats: seats.map(({ constituency, voting, weight }, at) => ({
      id: ids[at] ?? '',
      constituency: `c${constituency}`,
      title: { en: 's', fr: 's' },
      voting,
      weight,
    })),
    quorum: {
      share: { numerator: share[0], denominator: share[1] },
      minimumPresent: Object.fromEntries(minima.map((minimum, at) => [`c${at}`, minimum])),
    },
    ...(ofItsKind
      ? { decisionMethod: anotherThan(first), decisionMethods: { other: { first, otherwise } } }
      : { decisionMethod: { first, otherwise }, decisionMethods: { proposal: anotherThan(first) } }),
  };
}

const anotherThan = (first: DrawnCommittee['first']) =>
  ({ first: first === 'majority' ? 'consensus' : 'majority', otherwise: 'none' }) as const;

function itemOf({ seats }: DrawnCommittee, ids: readonly string[], recused: readonly string[]): AgendaItem {
  const cast = seats.flatMap(({ ballot }, at): [string, Ballot][] =>
    ballot === null ? [] : [[ids[at] ?? '', ballot]],
  );
  return {
    agendaItemId: 'i',
    sessionId: 's',
    subject: { kind: 'other', id: 'x' },
    title: 'x',
    status: 'open',
    requested: null,
    windowId: null,
    split: [],
    charterVersion: 1,
    verdicts: [],
    interests: recused.map((seat) => ({ seat, nature: 'n', ruling: 'recusal' })),
    ballots: Object.fromEntries(cast),
    decisionId: null,
  };
}
