import {
  type Aggregate,
  accept,
  alreadyExists,
  type CommandHandler,
  type LocalDate,
  type Money,
  minorOf,
  moneyOf,
  notFound,
  notKnown,
  type Rejection,
  reject,
  wordMoney,
} from '@mdtf/domain';
import { allocation, type MadeAllocation, made, sumOf } from './allocation.ts';
import type {
  MandateAccepted,
  MandateOffered,
  PotAmount,
  RefundReceived,
  TrancheApproved,
  TrancheDisbursed,
} from './events.ts';
import { type KnownProposal, knownProposal } from './known/proposal.ts';
import { proposalFunding } from './proposal-funding.ts';

// Commands

/** The mandate offered to the partner of an allocation; texts and dates that are absent are the proposal's. */
export interface OfferMandate {
  readonly mandateId: string;
  readonly allocationId: string;
  readonly objectives?: string | undefined;
  readonly tasks?: string | undefined;
  readonly expectedResults?: string | undefined;
  readonly startDate?: LocalDate | undefined;
  readonly endDate?: LocalDate | undefined;
}

/** Accepted by the partner's own people; recorded by the secretariat only where it happened before, on paper. */
export interface AcceptMandate {
  readonly mandateId: string;
}

// State

/** An implementation mandate: at least the objectives, the nature of the tasks and the expected results. */
export interface Mandate {
  readonly status: 'offered' | 'accepted';
  readonly allocationId: string;
  readonly proposalId: string;
  readonly partner: string;
  readonly objectives: string;
  readonly tasks: string;
  readonly expectedResults: string;
  readonly amount: Money;
  /** The amount by pot. */
  readonly parts: readonly PotAmount[];
  readonly startDate: LocalDate;
  readonly endDate: LocalDate;
  /** Payments approved to date, disbursed or not, in minor units. */
  readonly approved: bigint;
  readonly transferred: bigint;
  readonly refunded: bigint;
}

// Rejections

function refuseOffer(
  allocationId: string,
  granted: MadeAllocation | undefined,
  proposal: KnownProposal | undefined,
  allocatedMinor: bigint,
): Rejection | undefined {
  if (granted === undefined) return notKnown('allocation', allocationId, 'body.allocationId');
  if (granted.mandateId !== null) {
    const detail = `Mandate ${granted.mandateId} is offered on allocation ${allocationId}.`;
    return {
      code: 'mandate-already-offered',
      category: 'conflict',
      title: 'Mandate offered already',
      detail,
    };
  }
  if (proposal === undefined) {
    const detail = `Proposal ${granted.proposalId} is not known here yet: ask again in a moment.`;
    return { code: 'proposal-not-known', category: 'refused', title: 'Proposal not known yet', detail };
  }
  if (proposal.requestedMinor <= allocatedMinor) return undefined;
  const word = (minor: bigint) => wordMoney(moneyOf(minor, granted.currency), 'en');
  return {
    code: 'revision-needed',
    category: 'refused',
    title: 'A revised budget comes first',
    detail:
      `The proposal asks for ${word(proposal.requestedMinor)}, but ${word(allocatedMinor)} are allocated: ` +
      'its budget and results must be revised before the mandate.',
  };
}

function missing(what: string, field: string): Rejection {
  return {
    code: 'mandate-incomplete',
    category: 'refused',
    title: 'The mandate is not complete',
    detail: `The mandate states its ${what}, and the proposal does not: give it here.`,
    field,
  };
}

// Decide

/** Offers a mandate once money is allocated and, approved below the request, the budget revised. */
export const offerMandate: CommandHandler<OfferMandate, MandateOffered, MandateAnswer> = {
  needs({ mandateId, allocationId }, slice) {
    const own = [
      { kind: mandate.kind, id: mandateId },
      { kind: allocation.kind, id: allocationId },
    ];
    const granted = made(slice?.get(allocation, allocationId));
    if (granted === undefined) return { own };
    return {
      own: [...own, { kind: proposalFunding.kind, id: granted.proposalId }],
      facts: [{ kind: knownProposal.kind, id: granted.proposalId }],
    };
  },
  decide(command, slice) {
    const { mandateId, allocationId } = command;
    if (slice.get(mandate, mandateId) !== undefined) return reject(alreadyExists('mandate', mandateId));
    const granted = made(slice.get(allocation, allocationId));
    const proposal = granted && slice.fact(knownProposal, granted.proposalId);
    const allocatedMinor = granted ? (slice.get(proposalFunding, granted.proposalId)?.allocated ?? 0n) : 0n;
    const refused = refuseOffer(allocationId, granted, proposal, allocatedMinor);
    if (refused !== undefined || granted === undefined) {
      return reject(refused ?? notKnown('allocation', allocationId, 'body.allocationId'));
    }
    const objectives = command.objectives ?? proposal?.mandate?.objectives;
    const tasks = command.tasks ?? proposal?.mandate?.tasks;
    const expectedResults = command.expectedResults ?? proposal?.mandate?.expectedResults;
    const startDate = command.startDate ?? proposal?.startDate ?? undefined;
    const endDate = command.endDate ?? proposal?.endDate ?? undefined;
    if (objectives === undefined) return reject(missing('objectives', 'body.objectives'));
    if (tasks === undefined) return reject(missing('nature of the tasks', 'body.tasks'));
    if (expectedResults === undefined) return reject(missing('expected results', 'body.expectedResults'));
    if (startDate === undefined) return reject(missing('first day', 'body.startDate'));
    if (endDate === undefined) return reject(missing('last day', 'body.endDate'));
    if (endDate < startDate) return reject(endsBeforeItStarts);
    const data: MandateOffered['data'] = {
      mandateId,
      allocationId,
      proposalId: granted.proposalId,
      partner: granted.partner,
      objectives,
      tasks,
      expectedResults,
      amount: moneyOf(sumOf(granted, 'allocated'), granted.currency),
      parts: granted.pots.map((part) => ({
        pot: part.pot,
        amount: moneyOf(part.allocated, granted.currency),
      })),
      startDate,
      endDate,
    };
    return accept([{ type: 'MandateOffered', data }], mandateAnswer(mandateId, offered(data)));
  },
};

const endsBeforeItStarts: Rejection = {
  code: 'ends-before-it-starts',
  category: 'refused',
  title: 'The mandate ends before it starts',
  detail: 'The last day of a mandate is not before its first.',
  field: 'body.endDate',
};

/** Accepts a mandate for its partner. */
export const acceptMandate: CommandHandler<AcceptMandate, MandateAccepted, MandateAnswer> = {
  needs: ({ mandateId }) => ({ own: [{ kind: mandate.kind, id: mandateId }] }),
  decide({ mandateId }, slice, { actor, backDated }) {
    const offer = slice.get(mandate, mandateId);
    if (offer === undefined) return reject(notFound('mandate', mandateId));
    if (!backDated && !actor.organisations.includes(offer.partner)) {
      const detail = `Mandate ${mandateId} is accepted by people of ${offer.partner}.`;
      return reject({ code: 'not-the-partner', category: 'forbidden', title: 'Not the partner', detail });
    }
    if (offer.status === 'accepted') {
      const detail = `Mandate ${mandateId} is accepted already.`;
      return reject({ code: 'already-accepted', category: 'conflict', title: 'Accepted already', detail });
    }
    const { proposalId, partner } = offer;
    const data = { mandateId, proposalId, partner, acceptedBy: actor.id };
    return accept(
      [{ type: 'MandateAccepted', data }],
      mandateAnswer(mandateId, { ...offer, status: 'accepted' }),
    );
  },
};

// Answer

/** A mandate as told. */
export type MandateAnswer = ReturnType<typeof mandateAnswer>;

/** A mandate with what was transferred under it and refunded. */
export function mandateAnswer(mandateId: string, state: Mandate) {
  const { approved: _approved, parts: _parts, transferred, refunded, ...told } = state;
  const { currency } = state.amount;
  return {
    mandateId,
    ...told,
    transferred: moneyOf(transferred, currency),
    refunded: moneyOf(refunded, currency),
  };
}

// Evolve

type Event = MandateOffered | MandateAccepted | TrancheApproved | TrancheDisbursed | RefundReceived;

/** Mandates, one document each. */
export const mandate: Aggregate<Mandate, Event> = {
  kind: 'mandate',
  version: 1,
  concerns: {
    MandateOffered: ({ mandateId }) => mandateId,
    MandateAccepted: ({ mandateId }) => mandateId,
    TrancheApproved: ({ mandateId }) => mandateId,
    TrancheDisbursed: ({ mandateId }) => mandateId,
    RefundReceived: ({ mandateId }) => mandateId,
  },
  evolve(before, event) {
    if (event.type === 'MandateOffered') return offered(event.data);
    if (before === undefined) throw new RangeError(`${event.type} without a mandate`);
    switch (event.type) {
      case 'MandateAccepted':
        return { ...before, status: 'accepted' };
      case 'TrancheApproved':
        return { ...before, approved: before.approved + minorOf(event.data.amount) };
      case 'TrancheDisbursed':
        return { ...before, transferred: before.transferred + minorOf(event.data.amount) };
      case 'RefundReceived':
        return { ...before, refunded: before.refunded + minorOf(event.data.amount) };
    }
  },
};

function offered({ mandateId: _id, ...terms }: MandateOffered['data']): Mandate {
  return { status: 'offered', ...terms, approved: 0n, transferred: 0n, refunded: 0n };
}
