import type { Aggregate, ApprovedAmount, Condition, Instant, LocalDate, Localised } from '@mdtf/domain';
import type { Amendment } from './amendment.ts';
import type { DecisionCarriedOut, DecisionNotCarriedOut, DecisionTaken } from './events.ts';

/** A decision of the committee and what came of it. */
export interface DecisionState extends Readonly<DecisionTakenData> {
  readonly recordedAt: Instant;
  /** An approved proposal is carried out by an allocation, and what amends its approval by a change of that. */
  readonly carriedOut: 'not-needed' | 'waiting' | 'yes' | 'no';
  readonly allocationId: string | null;
  readonly notCarriedOut: NotCarriedOut | null;
  /** Approved later: what amends this one, or the first of its chain all of them. */
  readonly amendments?: readonly AmendmentOnRecord[];
}

/** Why a decision could not be carried out: in English, and in both languages where both were recorded. */
interface NotCarriedOut {
  readonly code: string;
  readonly reason: string;
  readonly reasonIn?: Localised | undefined;
}

/** An amendment as the decision that it amends tells of it. */
export interface AmendmentOnRecord extends Amendment {
  readonly decisionId: string;
  readonly decidedOn: LocalDate;
  readonly carriedOut: DecisionState['carriedOut'];
  /** Of a top-up. */
  readonly amounts: readonly ApprovedAmount[];
  readonly conditions: readonly Condition[];
}

type DecisionTakenData = DecisionTaken['data'];
type DecisionEvent = DecisionTaken | DecisionCarriedOut | DecisionNotCarriedOut;

/** The decision itself, and of an approved amendment the one that it names and the one first taken. */
const takenOn = ({ decisionId, subject, outcome, amendment }: DecisionTakenData): readonly string[] =>
  amendment === undefined || outcome !== 'approved'
    ? [decisionId]
    : [...new Set([decisionId, subject.id, amendment.root])];

const effectOn = ({
  decisionId,
  subject,
  amended,
}: (DecisionCarriedOut | DecisionNotCarriedOut)['data']): readonly string[] =>
  amended === undefined ? [decisionId] : [...new Set([decisionId, subject.id, amended.root])];

/** The decisions of a fund's committee. */
export const decisionAggregate: Aggregate<DecisionState, DecisionEvent> = {
  kind: 'decision',
  version: 1,
  concerns: {
    DecisionTaken: takenOn,
    DecisionCarriedOut: effectOn,
    DecisionNotCarriedOut: effectOn,
  },
  evolve(state, event, { recordedAt }, id) {
    if (event.type === 'DecisionTaken' && event.data.decisionId === id)
      return decisionTaken(event.data, recordedAt);
    if (state === undefined) throw new RangeError(`${event.type} concerns a decision that was not taken`);
    if (event.data.decisionId !== id) return { ...state, amendments: amendmentsAfter(state, event) };
    if (event.type === 'DecisionCarriedOut') {
      return { ...state, carriedOut: 'yes', allocationId: event.data.allocationId, notCarriedOut: null };
    }
    const { code, reason, reasonIn } = (event as DecisionNotCarriedOut).data;
    const notCarriedOut = { code, reason, ...(reasonIn === undefined ? {} : { reasonIn }) };
    return { ...state, carriedOut: 'no', notCarriedOut };
  },
};

function amendmentsAfter(
  { amendments = [] }: DecisionState,
  event: DecisionEvent,
): readonly AmendmentOnRecord[] {
  if (event.type !== 'DecisionTaken') {
    const carriedOut = event.type === 'DecisionCarriedOut' ? 'yes' : 'no';
    return amendments.map((known) =>
      known.decisionId === event.data.decisionId ? { ...known, carriedOut } : known,
    );
  }
  const { decisionId, decidedOn, amendment, amounts, conditions } = event.data;
  if (amendment === undefined) return amendments;
  const carriedOut = carriedOutAtFirst(event.data);
  return [...amendments, { ...amendment, decisionId, decidedOn, carriedOut, amounts, conditions }];
}

/** A decision as it is taken: an approved proposal waits for its money; the document is its answer as well. */
export function decisionTaken(data: DecisionTakenData, recordedAt: Instant): DecisionState {
  const carriedOut = carriedOutAtFirst(data);
  return { ...data, recordedAt, carriedOut, allocationId: null, notCarriedOut: null };
}

/** Allocation carries out what is about the money of a proposal. */
function carriedOutAtFirst({ outcome, subject }: DecisionTakenData): 'waiting' | 'not-needed' {
  const isMoney = subject.kind === 'proposal' || subject.proposal !== undefined;
  return outcome === 'approved' && isMoney ? 'waiting' : 'not-needed';
}
