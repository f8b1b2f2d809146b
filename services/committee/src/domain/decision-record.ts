import type { Instant, Verdict } from '@mdtf/domain';
import { recordText } from './decision-record-text.ts';
import { type DecisionTrace, traceOf } from './decision-trace.ts';
import type { CommitteeEvent, DecisionTaken } from './events.ts';
import type { Ballot, CharterSeat, Ruling } from './shapes.ts';

/** An entry of the committee's log, as far as a record needs it. */
export interface LoggedEvent {
  readonly sequence: bigint;
  readonly id: string;
  readonly leafHash: string;
  readonly time: Instant;
  readonly recordedAt: Instant;
  readonly actor: string;
  readonly event: CommitteeEvent;
}

/** A seat's part in a decision. */
export interface PartOfSeat {
  readonly seat: string;
  readonly constituency: string;
  readonly organisation: string | null;
  readonly voting: boolean;
  readonly weight: number;
  readonly present: boolean;
  readonly recused: boolean;
  readonly interest: {
    readonly nature: string;
    readonly ruling: Ruling;
    readonly ruledBy: string | null;
  } | null;
  readonly ballot: Ballot | null;
  readonly reason: string | null;
}

/** All there is to know of one decision, but its readable form. */
export type BareRecord = ReturnType<typeof bareRecord>;

/** The record of a decision, made of the entries of the log that bear on it; undefined where none of them takes it. */
export function decisionRecord(
  fundId: string,
  decisionId: string,
  entries: readonly LoggedEvent[],
  mayShow: (parts: readonly PartOfSeat[]) => boolean,
) {
  const trace = traceOf(decisionId, entries);
  if (trace === undefined) return undefined;
  const seats = partsOf(trace);
  const ballotsShown = mayShow(seats);
  const shown = ballotsShown ? seats : seats.map((part) => ({ ...part, ballot: null, reason: null }));
  const record = bareRecord(fundId, trace, shown, ballotsShown);
  const zone = trace.charter?.charter.timeZone ?? 'UTC';
  return { ...record, text: { en: recordText(record, zone, 'en'), fr: recordText(record, zone, 'fr') } };
}

function bareRecord(
  fundId: string,
  trace: DecisionTrace,
  seats: readonly PartOfSeat[],
  ballotsShown: boolean,
) {
  const { taken, session } = trace;
  const data: DecisionTaken['data'] = taken.event.data;
  const verdicts: readonly Verdict[] = data.verdicts;
  return {
    format: 'mdtf.decision-record.v1' as const,
    fundId,
    decisionId: data.decisionId,
    title: data.title,
    subject: data.subject,
    partner: data.partner,
    taken: waysTaken(data),
    decidedOn: data.decidedOn,
    time: taken.time,
    recordedAt: taken.recordedAt,
    recordedBy: taken.actor,
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
    bySilence: data.bySilence ?? null,
    charter: { rules: trace.rulesOf ?? trace.charter?.version ?? 1, committee: trace.charter?.version ?? 1 },
    seats,
    ballotsShown,
    quorum: data.quorum,
    tally: data.tally,
    outcome: data.outcome,
    reason: data.reason,
    ...(data.reasonIn === undefined ? {} : { reasonIn: data.reasonIn }),
    amounts: data.amounts,
    conditions: data.conditions,
    expires: data.expires,
    upTo: data.upTo ?? null,
    verdicts,
    amendment: data.amendment ?? null,
    amendedBy: trace.amendedBy,
    effects: trace.effects,
    entries: trace.entries.map(({ sequence, id, leafHash, event: { type } }) => ({
      sequence: String(sequence),
      id,
      type,
      leafHash,
    })),
  };
}

function waysTaken({ onPaper, bySilence }: DecisionTaken['data']) {
  if (bySilence !== undefined) return 'by-silence' as const;
  return onPaper === null ? ('in-session' as const) : ('on-paper' as const);
}

/** Every seat's part; a decision on paper tells of none. */
function partsOf(trace: DecisionTrace): readonly PartOfSeat[] {
  const { quorum } = trace.taken.event.data;
  if (quorum === null) return [];
  return (trace.charter?.charter.seats ?? []).map((seat) => partOf(seat, quorum, trace));
}

function partOf(
  { id: seat, constituency, voting, weight = 1 }: CharterSeat,
  quorum: NonNullable<DecisionTaken['data']['quorum']>,
  trace: DecisionTrace,
): PartOfSeat {
  const vote = trace.votes.get(seat);
  const present = voting ? quorum.present.includes(seat) : trace.attending.includes(seat);
  return {
    seat,
    constituency,
    organisation: trace.holders.get(seat) ?? null,
    voting,
    weight,
    present,
    recused: quorum.recused.includes(seat),
    interest: trace.interests.get(seat) ?? null,
    ballot: vote?.ballot ?? null,
    reason: vote?.reason ?? null,
  };
}
