import type { Aggregate, ApprovedAmount, DecisionSubject, Money, Verdict } from '@mdtf/domain';
import type { Ranked } from '@mdtf/rules';
import type { Amendment } from './amendment.ts';
import type {
  AgendaItemAdded,
  DecisionCarriedOut,
  DecisionNotCarriedOut,
  DecisionTaken,
  InterestDeclared,
  SplitBy,
  SplitPrepared,
  VoteCast,
} from './events.ts';
import { quorumOf } from './quorum.ts';
import type { Session } from './session.ts';
import type { Charter, QuorumRecord, Ruling } from './shapes.ts';
import type { Ballots } from './tally.ts';

/** An item on a session's agenda; interests and ballots are at most one per seat. */
export interface AgendaItem {
  readonly agendaItemId: string;
  readonly sessionId: string;
  readonly subject: DecisionSubject;
  readonly title: string;
  readonly status: 'open' | 'decided' | 'carried-out' | 'not-carried-out';
  readonly requested: Money | null;
  readonly windowId: string | null;
  readonly split: readonly ApprovedAmount[];
  readonly charterVersion: number;
  readonly verdicts: readonly Verdict[];
  readonly interests: readonly Interest[];
  readonly ballots: Ballots;
  readonly decisionId: string | null;
  readonly nonObjectionId?: string | undefined;
  /** What it would change of the decision that it amends. */
  readonly amendment?: Amendment | undefined;
  /** Who prepared the split, and who of the other side said the same. */
  readonly splitBy?: readonly SplitBy[] | undefined;
}

/** A seat's interest in an item; a recusal takes the seat out of quorum and vote. */
export interface Interest {
  readonly seat: string;
  readonly nature: string;
  readonly ruling: Ruling;
  /** The committee's own ruling, where the chair's was contested. */
  readonly decisionId?: string | undefined;
}

export type { SplitBy } from './events.ts';

type AgendaItemEvent =
  | AgendaItemAdded
  | SplitPrepared
  | InterestDeclared
  | VoteCast
  | DecisionTaken
  | DecisionCarriedOut
  | DecisionNotCarriedOut;

const itemOf = ({ agendaItemId }: { readonly agendaItemId: string }): string => agendaItemId;
const itemOfDecision = ({ agendaItemId }: { readonly agendaItemId: string | null }) => agendaItemId ?? [];

/** The items on the agendas of a fund's committee. */
export const agendaItemAggregate: Aggregate<AgendaItem, AgendaItemEvent> = {
  kind: 'agenda-item',
  version: 1,
  concerns: {
    AgendaItemAdded: itemOf,
    SplitPrepared: itemOf,
    InterestDeclared: itemOf,
    VoteCast: itemOf,
    DecisionTaken: itemOfDecision,
    DecisionCarriedOut: itemOfDecision,
    DecisionNotCarriedOut: itemOfDecision,
  },
  evolve(state, event) {
    if (event.type === 'AgendaItemAdded') {
      return { ...event.data, status: 'open', interests: [], ballots: {}, decisionId: null };
    }
    if (state === undefined) throw new RangeError(`${event.type} concerns an item that is on no agenda`);
    return changed(state, event);
  },
};

function changed(state: AgendaItem, event: Exclude<AgendaItemEvent, AgendaItemAdded>): AgendaItem {
  switch (event.type) {
    case 'InterestDeclared': {
      const { seat, nature, ruling, decisionId } = event.data;
      const others = state.interests.filter((interest) => interest.seat !== seat);
      const ruled = { seat, nature, ruling, ...(decisionId === undefined ? {} : { decisionId }) };
      return { ...state, interests: [...others, ruled] };
    }
    case 'SplitPrepared': {
      const { split, verdicts, splitBy } = event.data;
      return { ...state, split, verdicts, splitBy };
    }
    case 'VoteCast':
      return { ...state, ballots: { ...state.ballots, [event.data.seat]: event.data.ballot } };
    case 'DecisionTaken':
      return { ...state, status: 'decided', decisionId: event.data.decisionId };
    case 'DecisionCarriedOut':
      return isItsDecision(state, event) ? { ...state, status: 'carried-out' } : state;
    case 'DecisionNotCarriedOut':
      // It is open again, and whoever decides again votes again.
      return isItsDecision(state, event) ? { ...state, status: 'not-carried-out', ballots: {} } : state;
  }
}

function isItsDecision(state: AgendaItem, event: DecisionCarriedOut | DecisionNotCarriedOut): boolean {
  return state.decisionId === event.data.decisionId;
}

/** True while interests, votes and a decision may come: at first, and again when a decision could not be carried out. */
export function isOpen({ status }: AgendaItem): boolean {
  return status === 'open' || status === 'not-carried-out';
}

/** The seats that are recused from an item. */
export function recusedFrom({ interests }: AgendaItem): readonly string[] {
  return interests.filter(({ ruling }) => ruling === 'recusal').map(({ seat }) => seat);
}

/** Who may decide an item: the quorum of its session without the recused. */
export function quorumOn(item: AgendaItem, session: Session, charter: Charter): QuorumRecord {
  return quorumOf(charter, session.present, recusedFrom(item));
}

/** The answer that describes an item; it tells how many voted, never how. */
export interface AgendaItemAnswer extends Omit<AgendaItem, 'ballots' | 'charterVersion'> {
  readonly quorum: QuorumRecord;
  readonly votes: number;
  /** What the reviews of its proposal come to; null where that is not for who asks, absent where none are asked for. */
  readonly reviews?: Omit<Ranked, 'id'> | null;
}

/** An item with its quorum as attendance and interests now are. */
export function agendaItemAnswer(item: AgendaItem, session: Session, charter: Charter): AgendaItemAnswer {
  const { ballots, charterVersion: _, ...told } = item;
  const quorum = quorumOn(item, session, charter);
  return { ...told, quorum, votes: quorum.present.filter((seat) => Object.hasOwn(ballots, seat)).length };
}
