import { BANK_POT, type Instant, type Money, moneyOf, sumMinor } from '@mdtf/domain';
import {
  type AllocatedSums,
  allocatedIn,
  type CapFacts,
  capHeadroom,
  capParameters,
  capYears,
  type Ranked,
} from '@mdtf/rules';
import type { AgendaItem } from '../agenda-item.ts';
import { quorumOn } from '../agenda-item.ts';
import type { DecisionState } from '../decision.ts';
import { methodFor } from '../decision-method.ts';
import type { KnownCriteria } from '../known/call.ts';
import type { KnownClarification } from '../known/clarification.ts';
import type { KnownProposal } from '../known/proposal.ts';
import type { KnownRequest, SubmissionReceipt } from '../known/request.ts';
import type { KnownReviews } from '../known/reviews.ts';
import { proposalIn } from '../proposal-at-hand.ts';
import type { Session } from '../session.ts';
import type { Charter } from '../shapes.ts';
import { packText } from './pack-text.ts';

/** Everything a pack is made of. */
export interface PackParts {
  readonly fundId: string;
  readonly asOf: Instant;
  readonly item: AgendaItem;
  readonly session: Session;
  /** In force: seats and windows. */
  readonly charter: Charter;
  /** Whose rules bind the item. */
  readonly rules: Charter['rules'];
  readonly proposal: KnownProposal | undefined;
  readonly request: KnownRequest | undefined;
  /** The oldest first; none where they are not for the reader. */
  readonly clarifications: readonly KnownClarification[];
  readonly reviews:
    | {
        readonly known: KnownReviews | undefined;
        readonly standing: Ranked;
        readonly criteria: KnownCriteria;
      }
    | undefined;
  readonly shown: 'all' | 'without-reviews' | 'public';
  readonly allocated: AllocatedSums | undefined;
  /** On the same proposal, the oldest first. */
  readonly decisions: readonly DecisionState[];
}

/** A pack but its readable form. */
export type BarePack = ReturnType<typeof barePack>;

/** The pack of an item, with its readable form in both languages. */
export function packOf(parts: PackParts) {
  const bare = barePack(parts);
  const { currency, timeZone } = parts.charter;
  const text = (language: 'en' | 'fr') => packText(bare, { currency, timeZone, language });
  return { ...bare, text: { en: text('en'), fr: text('fr') } };
}

function barePack(parts: PackParts) {
  const { fundId, asOf, item, session, charter, proposal, shown } = parts;
  const { agendaItemId, title, subject, status, requested, windowId, split, verdicts, interests } = item;
  const { sessionId, number, startsAt, place } = session;
  const opened = shown === 'public' ? undefined : parts.request;
  return {
    format: 'mdtf.agenda-pack.v1' as const,
    fundId,
    agendaItemId,
    asOf,
    session: { sessionId, number, startsAt, place },
    title,
    subject,
    status,
    partner: proposal?.lead ?? null,
    requested,
    windowId,
    split,
    shown,
    request: opened === undefined ? null : requestIn(opened, fundId, proposalIn(subject)),
    clarifications: shown === 'public' ? [] : parts.clarifications.map(clarificationIn),
    reviews: shown === 'all' ? reviewsIn(parts) : null,
    verdicts,
    headroom: headroomOf(parts),
    history: {
      submissions: (opened?.submissions ?? []).map((receipt) =>
        receiptIn(receipt, fundId, proposalIn(subject)),
      ),
      screenings: opened?.screenings ?? [],
      invited: opened?.invited ?? null,
      decisions: parts.decisions.map(decisionIn),
    },
    interests: interests.map(({ seat, nature, ruling }) => ({ seat, nature, ruling })),
    method: methodFor(charter, subject, item.amendment),
    quorum: quorumOn(item, session, charter),
  };
}

function requestIn({ content, submissions }: KnownRequest, fundId: string, proposalId: string) {
  const last = submissions.at(-1);
  if (last === undefined) throw new RangeError('A request was submitted at least once');
  return {
    content,
    receipt: receiptIn(last, fundId, proposalId),
    href: `/v1/funds/${fundId}/proposals/${proposalId}`,
  };
}

function receiptIn({ sequence, ...receipt }: SubmissionReceipt, fundId: string, proposalId: string) {
  const href = `/v1/funds/${fundId}/proposals/${proposalId}/revisions/${receipt.revision}/receipt`;
  return { ...receipt, position: `proposals/${fundId}/${sequence}`, href };
}

function clarificationIn({ proposalId: _, ...clarification }: KnownClarification) {
  return clarification;
}

function reviewsIn({ reviews, fundId, item }: PackParts) {
  if (reviews === undefined) return null;
  const { known, standing, criteria } = reviews;
  const { id: _, ...place } = standing;
  const all = known?.reviews ?? [];
  return {
    standing: place,
    criteria: {
      scale: criteria.scale,
      tolerancePercent: criteria.tolerancePercent,
      criteria: criteria.criteria.map(({ id, title, weight }) => ({ id, title, weight })),
    },
    completed: all.flatMap(({ reviewId, said }) => {
      const href = `/v1/funds/${fundId}/proposals/${proposalIn(item.subject)}/reviews/${reviewId}`;
      return said === null ? [] : [{ reviewId, ...said, href }];
    }),
    conflicts: all.filter(({ status }) => status === 'conflict').length,
  };
}

function decisionIn(decision: DecisionState) {
  const { decisionId, subject, outcome, decidedOn, reason, conditions, amounts } = decision;
  const { carriedOut, notCarriedOut, reasonIn } = decision;
  return {
    decisionId,
    subject,
    outcome,
    decidedOn,
    reason,
    ...(reasonIn === undefined ? {} : { reasonIn }),
    conditions,
    amounts,
    carriedOut,
    notCarriedOut,
  };
}

/** The cap on allocations and the item's window, before this item and with it. */
function headroomOf({ item, charter, rules, allocated, asOf }: PackParts) {
  const { currency } = charter;
  const parameters = capParameters(rules);
  const sums = allocatedIn(capYears(asOf, parameters), allocated);
  const inItem = (pots: (pot: string) => boolean): bigint =>
    sumMinor(
      item.split.filter(({ pot }) => pots(pot)).map(({ amount }) => amount),
      currency,
    );
  const totalMinor = sums.totalMinor + inItem(() => true);
  const internalMinor = sums.internalMinor + inItem((pot) => pot === BANK_POT);
  const capAt = (facts: Pick<CapFacts, 'internalMinor' | 'totalMinor'>) => {
    const { headroomMinor } = capHeadroom({ ...facts, currency }, parameters);
    return {
      allocated: moneyOf(facts.totalMinor, currency),
      internal: moneyOf(facts.internalMinor, currency),
      headroom: headroomMinor === null ? null : moneyOf(headroomMinor, currency),
    };
  };
  return {
    now: capAt(sums),
    withThisItem: capAt({ totalMinor, internalMinor }),
    window: windowIn(item, charter, allocated),
  };
}

function windowIn(
  { windowId, split }: AgendaItem,
  { windows, currency }: Charter,
  known: AllocatedSums | undefined,
) {
  if (windowId === null) return null;
  const ceiling: Money | null = windows.find(({ id }) => id === windowId)?.ceiling ?? null;
  const allocatedMinor = known?.windows[windowId] ?? 0n;
  const itemMinor = sumMinor(
    split.filter((part) => part.windowId === windowId).map(({ amount }) => amount),
    currency,
  );
  const left = ceiling === null ? null : sumMinor([ceiling], currency) - allocatedMinor - itemMinor;
  return {
    windowId,
    allocated: moneyOf(allocatedMinor, currency),
    ceiling,
    thisItem: moneyOf(itemMinor, currency),
    left: left === null ? null : moneyOf(left, currency),
  };
}
