import type { Aggregate } from '@mdtf/domain';

interface Subject {
  readonly kind: string;
  readonly id: string;
  readonly scope?: 'kind' | undefined;
}

type Ruling = 'disclosure' | 'recusal';

/** Of the committee's events: what it is asked to decide, and which seats have an interest in it. */
export type ItemEvent =
  | {
      readonly type: 'AgendaItemAdded';
      readonly data: { readonly agendaItemId: string; readonly subject: Subject };
    }
  | {
      readonly type: 'InterestDeclared';
      readonly data: { readonly agendaItemId: string; readonly seat: string; readonly ruling: Ruling };
    }
  | {
      readonly type: 'NonObjectionOpened';
      readonly data: {
        readonly nonObjectionId: string;
        readonly subject: Subject;
        readonly recused: readonly { readonly seat: string }[];
        readonly disclosed?: readonly { readonly seat: string }[] | undefined;
      };
    }
  | {
      readonly type: 'RecusedFromNonObjection';
      readonly data: { readonly nonObjectionId: string; readonly seat: string };
    };

/** What the committee is asked about a proposal, in session or by silence; both share ids. */
export interface KnownItem {
  /** Null where it is about no proposal. */
  readonly proposalId: string | null;
  /** The last ruling on each seat's interest. */
  readonly rulings: { readonly [seat: string]: Ruling };
  /** The number of the entry that changed it last: the newest item on a proposal speaks first. */
  readonly changedBy: number;
}

const byItem = ({ agendaItemId }: { readonly agendaItemId: string }): string => agendaItemId;
const bySilence = ({ nonObjectionId }: { readonly nonObjectionId: string }): string => nonObjectionId;

/** What is before the committee, as known here. */
export const knownItem: Aggregate<KnownItem, ItemEvent> = {
  kind: 'committee-item',
  version: 1,
  concerns: {
    AgendaItemAdded: byItem,
    InterestDeclared: byItem,
    NonObjectionOpened: bySilence,
    RecusedFromNonObjection: bySilence,
  },
  evolve(state = { proposalId: null, rulings: {}, changedBy: 0 }, event, { sequence }) {
    const changedBy = Number(sequence);
    switch (event.type) {
      case 'AgendaItemAdded':
        return { ...state, changedBy, proposalId: proposalIn(event.data.subject) };
      case 'InterestDeclared':
        return ruled({ ...state, changedBy }, [event.data.seat], event.data.ruling);
      case 'NonObjectionOpened': {
        const { subject, recused, disclosed = [] } = event.data;
        const opened = { ...state, changedBy, proposalId: proposalIn(subject) };
        return ruled(ruled(opened, seatsOf(disclosed), 'disclosure'), seatsOf(recused), 'recusal');
      }
      case 'RecusedFromNonObjection':
        return ruled({ ...state, changedBy }, [event.data.seat], 'recusal');
    }
  },
};

/** The seats whose interest in a proposal is ruled, by the newest of the items about it that says so. */
export function rulingsOn(items: readonly KnownItem[]): Readonly<Record<string, Ruling>> {
  const oldestFirst = [...items].sort((a, b) => a.changedBy - b.changedBy);
  return Object.assign({}, ...oldestFirst.map(({ rulings }) => rulings)) as Record<string, Ruling>;
}

function proposalIn({ kind, id, scope }: Subject): string | null {
  return (kind === 'proposal' || kind === 'waiver') && scope === undefined ? id : null;
}

function ruled(state: KnownItem, seats: readonly string[], ruling: Ruling): KnownItem {
  const now = Object.fromEntries(seats.map((seat) => [seat, ruling]));
  return { ...state, rulings: { ...state.rulings, ...now } };
}

function seatsOf(parts: readonly { readonly seat: string }[]): readonly string[] {
  return parts.map(({ seat }) => seat);
}
