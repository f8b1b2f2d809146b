import type { Instant, Localised } from '@mdtf/domain';
import type { LoggedEvent, PartOfSeat } from './decision-record.ts';
import type { CharterAdopted, CommitteeEvent, DecisionTaken, SessionConvened } from './events.ts';
import type { Ballot } from './shapes.ts';

type Logged<E extends CommitteeEvent> = Omit<LoggedEvent, 'event'> & { readonly event: E };

/** How a decision came about, read from the log up to it; and what came of it, read from after it. */
export interface DecisionTrace {
  readonly taken: Logged<DecisionTaken>;
  /** In force for seats, quorum and method. */
  readonly charter: CharterAdopted['data'] | undefined;
  /** The version whose rules were asked, where an item or a non-objection says so. */
  readonly rulesOf: number | undefined;
  readonly session: SessionConvened['data'] | undefined;
  readonly attending: readonly string[];
  readonly holders: ReadonlyMap<string, string>;
  readonly interests: ReadonlyMap<string, NonNullable<PartOfSeat['interest']>>;
  readonly votes: ReadonlyMap<string, { readonly ballot: Ballot; readonly reason: string | null }>;
  readonly effects: readonly Effect[];
  readonly amendedBy: readonly LaterAmendment[];
  readonly entries: readonly LoggedEvent[];
}

/** A later decision that amends this one, and whether it is carried out; null: it needs nothing, or not yet. */
interface LaterAmendment {
  readonly decisionId: string;
  readonly decidedOn: string;
  readonly revoked: boolean;
  readonly carriedOut: boolean | null;
}

interface Effect {
  readonly carriedOut: boolean;
  readonly allocationId: string | null;
  readonly code: string | null;
  readonly reason: string | null;
  readonly reasonIn?: Localised | undefined;
  readonly at: Instant;
}

type Draft = {
  charters: Map<number, CharterAdopted['data']>;
  current: number;
  heldUnder: number | undefined;
  rulesOf: number | undefined;
  session: SessionConvened['data'] | undefined;
  attending: readonly string[];
  holders: Map<string, string>;
  interests: Map<string, NonNullable<PartOfSeat['interest']>>;
  votes: Map<string, { ballot: Ballot; reason: string | null }>;
  entries: LoggedEvent[];
};

/** Reads the entries, in order, for one decision; undefined where none of them takes it. */
export function traceOf(decisionId: string, entries: readonly LoggedEvent[]): DecisionTrace | undefined {
  const taken = entries.find(
    (entry): entry is Logged<DecisionTaken> =>
      entry.event.type === 'DecisionTaken' && entry.event.data.decisionId === decisionId,
  );
  if (taken === undefined) return undefined;
  const draft: Draft = {
    charters: new Map(),
    current: 1,
    heldUnder: undefined,
    rulesOf: undefined,
    session: undefined,
    attending: [],
    holders: new Map(),
    interests: new Map(),
    votes: new Map(),
    entries: [],
  };
  for (const entry of entries) {
    if (entry.sequence < taken.sequence && bearsOn(draft, entry, taken.event.data)) draft.entries.push(entry);
  }
  const later = entries.filter(({ sequence }) => sequence > taken.sequence);
  const effects = later.filter(({ event }) => isEffect(event, decisionId));
  const amending = later.filter(({ event }) => amends(event, decisionId));
  const after = later.filter((entry) => effects.includes(entry) || amending.includes(entry));
  const { charters, current, heldUnder, entries: before, ...rest } = draft;
  return {
    ...rest,
    taken,
    charter: charters.get(heldUnder ?? current),
    effects: effects.map(effectOf),
    amendedBy: amendmentsIn(amending),
    entries: [...before, taken, ...after],
  };
}

/** Takes an entry in, where it bears on the decision. */
function bearsOn(draft: Draft, { event }: LoggedEvent, decision: DecisionTaken['data']): boolean {
  switch (event.type) {
    case 'CharterAdopted':
      draft.charters.set(event.data.version, event.data);
      draft.current = event.data.version;
      return true;
    case 'MemberSeated':
      draft.holders.set(event.data.seat, event.data.organisation);
      return true;
    case 'SessionConvened':
      if (event.data.sessionId !== decision.sessionId) return false;
      draft.session = event.data;
      return true;
    case 'AttendanceRecorded':
      if (event.data.sessionId !== decision.sessionId) return false;
      draft.attending = event.data.present;
      return true;
    default:
      return onItem(draft, event, decision) || onNonObjection(draft, event, decision);
  }
}

function onItem(draft: Draft, event: CommitteeEvent, { agendaItemId }: DecisionTaken['data']): boolean {
  if (agendaItemId === null || !('agendaItemId' in event.data) || event.data.agendaItemId !== agendaItemId)
    return false;
  if (event.type === 'AgendaItemAdded') draft.rulesOf = event.data.charterVersion;
  if (event.type === 'InterestDeclared') {
    const { seat, nature, ruling, ruledBy } = event.data;
    draft.interests.set(seat, { nature, ruling, ruledBy });
  }
  if (event.type === 'VoteCast') {
    const { seat, ballot, reason } = event.data;
    draft.votes.set(seat, { ballot, reason });
  }
  // What could not be carried out is voted on anew.
  if (event.type === 'DecisionNotCarriedOut') draft.votes.clear();
  return true;
}

function onNonObjection(draft: Draft, event: CommitteeEvent, { bySilence }: DecisionTaken['data']): boolean {
  if (bySilence === undefined || !('nonObjectionId' in event.data)) return false;
  if (event.data.nonObjectionId !== bySilence.nonObjectionId) return false;
  if (event.type === 'NonObjectionOpened') {
    draft.rulesOf = event.data.charterVersion;
    draft.heldUnder = event.data.heldUnder;
    for (const { seat, nature } of event.data.disclosed ?? [])
      draft.interests.set(seat, { nature, ruling: 'disclosure', ruledBy: null });
    for (const { seat, nature } of event.data.recused)
      draft.interests.set(seat, { nature, ruling: 'recusal', ruledBy: null });
  }
  if (event.type === 'RecusedFromNonObjection') {
    const { seat, nature, ruledBy } = event.data;
    draft.interests.set(seat, { nature, ruling: 'recusal', ruledBy });
  }
  if (event.type === 'NoObjectionDeclared')
    draft.votes.set(event.data.seat, { ballot: 'for', reason: event.data.note });
  return true;
}

function isEffect({ type, data }: CommitteeEvent, decisionId: string): boolean {
  const told = type === 'DecisionCarriedOut' || type === 'DecisionNotCarriedOut';
  return told && data.decisionId === decisionId;
}

/** True for the approval of an amendment of the decision, or of one under it, and for what came of that. */
function amends({ type, data }: CommitteeEvent, decisionId: string): boolean {
  if (type === 'DecisionTaken') {
    const { amendment, outcome, subject } = data;
    return (
      amendment !== undefined && outcome === 'approved' && [subject.id, amendment.root].includes(decisionId)
    );
  }
  if (type !== 'DecisionCarriedOut' && type !== 'DecisionNotCarriedOut') return false;
  return data.amended !== undefined && [data.subject.id, data.amended.root].includes(decisionId);
}

function amendmentsIn(entries: readonly LoggedEvent[]): readonly LaterAmendment[] {
  const found = new Map<string, LaterAmendment>();
  for (const { event } of entries) {
    if (event.type === 'DecisionTaken') {
      const { decisionId, decidedOn, amendment } = event.data;
      found.set(decisionId, { decisionId, decidedOn, revoked: amendment?.revoke === true, carriedOut: null });
    } else if (event.type === 'DecisionCarriedOut' || event.type === 'DecisionNotCarriedOut') {
      const known = found.get(event.data.decisionId);
      if (known !== undefined)
        found.set(known.decisionId, { ...known, carriedOut: event.type === 'DecisionCarriedOut' });
    }
  }
  return [...found.values()];
}

function effectOf({ event, time: at }: LoggedEvent): Effect {
  if (event.type === 'DecisionCarriedOut')
    return { carriedOut: true, allocationId: event.data.allocationId, code: null, reason: null, at };
  const { code, reason, reasonIn } = (event as Extract<CommitteeEvent, { type: 'DecisionNotCarriedOut' }>)
    .data;
  const why = { code, reason, ...(reasonIn === undefined ? {} : { reasonIn }) };
  return { carriedOut: false, allocationId: null, ...why, at };
}
