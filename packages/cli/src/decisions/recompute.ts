import type { CommitteeEvent } from '@mdtf/contracts';
import { countQuorum, countVotes, methodOf } from './counted.ts';
import type { CheckedEntry } from './log.ts';

type Data<T extends CommitteeEvent['type']> = Extract<CommitteeEvent, { type: T }>['data'];
type Ballot = Data<'VoteCast'>['ballot'];

/** What is known of the committee at one point of its log. */
interface Standing {
  charters: Map<number, Data<'CharterAdopted'>['charter']>;
  inForce: number;
  holders: Map<string, Data<'MemberSeated'>>;
  sessions: Map<string, Data<'SessionConvened'>>;
  attendance: Map<string, readonly string[]>;
  items: Map<string, Data<'AgendaItemAdded'>>;
  asked: Map<string, Data<'NonObjectionOpened'>>;
  notices: Map<string, Map<string, string>>;
  /** By item or non-objection, then by seat. */
  interests: Map<string, Map<string, { nature: string; ruling: string; ruledBy: string | null }>>;
  votes: Map<string, Map<string, { ballot: Ballot; reason: string | null }>>;
  /** What each decision so far is on. */
  subjects: Map<string, Data<'DecisionTaken'>['subject']>;
}

/** A decision as the log alone has it, in the form of its record; without what is only said of it. */
export type Recomputed = Readonly<Record<string, unknown>> & { readonly decisionId: string };

/** Every decision of a log, with quorum and votes counted anew from who was there and how they voted. */
export function recompute(fundId: string, entries: readonly CheckedEntry[]): readonly Recomputed[] {
  const standing: Standing = {
    charters: new Map(),
    inForce: 1,
    holders: new Map(),
    sessions: new Map(),
    attendance: new Map(),
    items: new Map(),
    asked: new Map(),
    notices: new Map(),
    interests: new Map(),
    votes: new Map(),
    subjects: new Map(),
  };
  return entries.flatMap((entry) => {
    const { event } = entry;
    if (event.type === 'DecisionTaken') {
      const { decisionId, subject } = event.data;
      const told = decided(fundId, standing, entry, event.data, entries);
      standing.subjects.set(decisionId, subject);
      return [told];
    }
    takeIn(standing, event);
    return [];
  });
}

function takeIn(standing: Standing, event: CommitteeEvent): void {
  const under = <V>(map: Map<string, Map<string, V>>, id: string): Map<string, V> => {
    const known = map.get(id) ?? new Map<string, V>();
    map.set(id, known);
    return known;
  };
  const { data } = event;
  if (event.type === 'CharterAdopted') {
    standing.charters.set(event.data.version, event.data.charter);
    standing.inForce = event.data.version;
  } else if (event.type === 'MemberSeated') standing.holders.set(event.data.seat, event.data);
  else if (event.type === 'SessionConvened') standing.sessions.set(event.data.sessionId, event.data);
  else if (event.type === 'AttendanceRecorded')
    standing.attendance.set(event.data.sessionId, event.data.present);
  else if (event.type === 'AgendaItemAdded') standing.items.set(event.data.agendaItemId, event.data);
  else if (event.type === 'InterestDeclared') {
    const { agendaItemId, seat, nature, ruling, ruledBy } = event.data;
    under(standing.interests, `item ${agendaItemId}`).set(seat, { nature, ruling, ruledBy });
  } else if (event.type === 'VoteCast') {
    const { agendaItemId, seat, ballot, reason } = event.data;
    under(standing.votes, `item ${agendaItemId}`).set(seat, { ballot, reason });
  } else if (event.type === 'DecisionNotCarriedOut') standing.votes.delete(`item ${event.data.agendaItemId}`);
  else if (event.type === 'NonObjectionOpened') {
    standing.asked.set(event.data.nonObjectionId, event.data);
    for (const { seat, nature } of event.data.disclosed ?? [])
      under(standing.interests, `asked ${event.data.nonObjectionId}`).set(seat, {
        ...leftOut(nature, null),
        ruling: 'disclosure',
      });
    for (const { seat, nature } of event.data.recused)
      under(standing.interests, `asked ${event.data.nonObjectionId}`).set(seat, leftOut(nature, null));
  } else if ('nonObjectionId' in data && data.nonObjectionId !== undefined) {
    const id = data.nonObjectionId;
    if (event.type === 'NoticesRecorded')
      for (const { seat, outcome } of event.data.notices) under(standing.notices, id).set(seat, outcome);
    if (event.type === 'RecusedFromNonObjection')
      under(standing.interests, `asked ${id}`).set(
        event.data.seat,
        leftOut(event.data.nature, event.data.ruledBy),
      );
    if (event.type === 'NoObjectionDeclared')
      under(standing.votes, `asked ${id}`).set(event.data.seat, { ballot: 'for', reason: event.data.note });
  }
}

const leftOut = (nature: string, ruledBy: string | null) => ({ nature, ruling: 'recusal', ruledBy });

function decided(
  fundId: string,
  standing: Standing,
  entry: CheckedEntry,
  data: Data<'DecisionTaken'>,
  entries: readonly CheckedEntry[],
): Recomputed {
  const { quorum, tally, seats, there, votes, charter } = counted(standing, data);
  const session = standing.sessions.get(data.sessionId ?? '');
  const taken =
    data.onPaper !== null ? 'on-paper' : data.bySilence === undefined ? 'in-session' : 'by-silence';
  return {
    format: 'mdtf.decision-record.v1',
    fundId,
    decisionId: data.decisionId,
    title: data.title,
    subject: data.subject,
    partner: data.partner,
    taken,
    decidedOn: data.decidedOn,
    time: entry.time,
    recordedAt: entry.recordedAt,
    recordedBy: entry.actor,
    onPaper: data.onPaper,
    session:
      session === undefined
        ? null
        : {
            sessionId: session.sessionId,
            number: session.number,
            startsAt: session.startsAt,
            place: session.place,
          },
    bySilence: data.bySilence === undefined ? null : silence(data.bySilence, quorum, votes, there),
    charter,
    seats,
    ballotsShown: true,
    quorum,
    tally,
    outcome: data.outcome,
    reason: data.reason,
    ...(data.reasonIn === undefined ? {} : { reasonIn: data.reasonIn }),
    amounts: data.amounts,
    conditions: data.conditions,
    expires: data.expires,
    upTo: data.upTo ?? null,
    verdicts: data.verdicts,
    amendment: data.amendment ?? null,
    amendedBy: amendmentsOf(data.decisionId, entries),
    effects: entries.flatMap((later) => effectOf(later, data.decisionId)),
  };
}

/** Everything about a decision that follows from who was there and how they voted. */
function counted(standing: Standing, data: Data<'DecisionTaken'>) {
  const silent = data.bySilence?.nonObjectionId;
  const key = silent === undefined ? `item ${data.agendaItemId}` : `asked ${silent}`;
  const interests = standing.interests.get(key) ?? new Map();
  const votes = standing.votes.get(key) ?? new Map<string, { ballot: Ballot; reason: string | null }>();
  const asked = silent === undefined ? undefined : standing.asked.get(silent);
  const committee = asked?.heldUnder ?? standing.inForce;
  const charter = standing.charters.get(committee);
  if (charter === undefined) throw new RangeError(`Version ${committee} of the charter is not in the log`);
  const rules =
    asked?.charterVersion ?? standing.items.get(data.agendaItemId ?? '')?.charterVersion ?? committee;
  const versions = { rules, committee };
  const attending = standing.attendance.get(data.sessionId ?? '') ?? [];
  const isOver = (seat: string) => (standing.holders.get(seat)?.until ?? '9999') < data.decidedOn;
  const isReached = (seat: string) =>
    standing.notices.get(silent ?? '')?.get(seat) === 'delivered' || votes.has(seat);
  const ids = charter.seats.map(({ id }) => id);
  const there = new Set(
    silent === undefined ? attending.filter((seat) => !isOver(seat)) : ids.filter(isReached),
  );
  if (data.onPaper !== null) return { quorum: null, tally: null, seats: [], there, votes, charter: versions };
  const recused = new Set([...interests].filter(([, { ruling }]) => ruling === 'recusal').map(([id]) => id));
  const voting = charter.seats.filter((seat) => seat.voting);
  const quorum = countQuorum({ seats: voting, quorum: charter.quorum, there, recused });
  const box = new Map([...votes].map(([seat, { ballot }]) => [seat, ballot]));
  const present = voting.filter(({ id }) => quorum.present.includes(id));
  const isVoted = data.outcome === 'approved' || present.some(({ id }) => box.has(id));
  const method = methodOf(charter, data.subject, standing.subjects);
  const tally = silent === undefined && isVoted ? countVotes(method, box, present) : null;
  const seats = charter.seats.map(({ id: seat, constituency, voting: hasVote, weight = 1 }) => ({
    seat,
    constituency,
    organisation: standing.holders.get(seat)?.organisation ?? null,
    voting: hasVote,
    weight,
    present: hasVote ? quorum.present.includes(seat) : attending.includes(seat),
    recused: hasVote && recused.has(seat),
    interest: interests.get(seat) ?? null,
    ballot: votes.get(seat)?.ballot ?? null,
    reason: votes.get(seat)?.reason ?? null,
  }));
  return { quorum, tally, seats, there, votes, charter: versions };
}

function silence(
  told: NonNullable<Data<'DecisionTaken'>['bySilence']>,
  quorum: Data<'DecisionTaken'>['quorum'],
  votes: ReadonlyMap<string, unknown>,
  there: ReadonlySet<string>,
) {
  const agreed = (quorum?.present ?? []).filter((seat) => votes.has(seat)).length;
  const silent = (quorum?.present.length ?? 0) - agreed;
  return {
    ...told,
    agreed,
    silent,
    notDelivered: (quorum?.entitled ?? []).filter((seat) => !there.has(seat)),
  };
}

/** The later approvals that name this decision or stand in its chain, each with what the log says became of it. */
function amendmentsOf(decisionId: string, entries: readonly CheckedEntry[]): readonly object[] {
  const effects = new Map<string, boolean>();
  for (const { event } of entries) {
    if (event.type === 'DecisionCarriedOut') effects.set(event.data.decisionId, true);
    if (event.type === 'DecisionNotCarriedOut') effects.set(event.data.decisionId, false);
  }
  return entries.flatMap(({ event }) => {
    if (event.type !== 'DecisionTaken' || event.data.amendment === undefined) return [];
    const { decisionId: later, decidedOn, outcome, subject, amendment } = event.data;
    if (outcome !== 'approved' || later === decisionId) return [];
    if (subject.id !== decisionId && amendment.root !== decisionId) return [];
    return [
      { decisionId: later, decidedOn, revoked: amendment.revoke, carriedOut: effects.get(later) ?? null },
    ];
  });
}

function effectOf({ event, time: at }: CheckedEntry, decisionId: string): readonly object[] {
  if (event.type === 'DecisionCarriedOut' && event.data.decisionId === decisionId)
    return [{ carriedOut: true, allocationId: event.data.allocationId, code: null, reason: null, at }];
  if (event.type !== 'DecisionNotCarriedOut' || event.data.decisionId !== decisionId) return [];
  const { code, reason, reasonIn } = event.data;
  const why = { code, reason, ...(reasonIn === undefined ? {} : { reasonIn }) };
  return [{ carriedOut: false, allocationId: null, ...why, at }];
}
