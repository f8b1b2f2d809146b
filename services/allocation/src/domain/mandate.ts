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
import type { AllocationReleased } from './amended-events.ts';
import type {
  MandateAccepted,
  MandateExtended,
  MandateOffered,
  PotAmount,
  RefundReceived,
  TrancheApproved,
  TrancheDisbursed,
} from './events.ts';
import { type KnownProposal, knownProposal } from './known/proposal.ts';
import { endsBeforeItStarts, missing, offerWithdrawn } from './mandate-refusals.ts';
import { proposalFunding } from './proposal-funding.ts';
import { needsOfStanding, refuseMandate } from './standing.ts';

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
  /** withdrawn: the money went back to its pots before the offer was accepted. */
  readonly status: 'offered' | 'accepted' | 'withdrawn';
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
  /** Granted without cost. */
  readonly extensions: number;
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
    return {
      code: 'mandate-already-offered',
      category: 'conflict',
      title: { en: 'Mandate offered already', fr: 'Mandat déjà proposé' },
      detail: {
        en: `Mandate ${granted.mandateId} is offered on allocation ${allocationId}.`,
        fr: `Le mandat ${granted.mandateId} est proposé pour l’allocation ${allocationId}.`,
      },
    };
  }
  if (proposal === undefined) {
    return {
      code: 'proposal-not-known',
      category: 'refused',
      title: { en: 'Proposal not known yet', fr: 'Proposition pas encore connue' },
      detail: {
        en: `Proposal ${granted.proposalId} is not known here yet: ask again in a moment.`,
        fr: `La proposition ${granted.proposalId} n’est pas encore connue ici : redemandez dans un instant.`,
      },
    };
  }
  if (proposal.requestedMinor <= allocatedMinor) return undefined;
  const requested = moneyOf(proposal.requestedMinor, granted.currency);
  const given = moneyOf(allocatedMinor, granted.currency);
  return {
    code: 'revision-needed',
    category: 'refused',
    title: { en: 'A revised budget comes first', fr: 'Un budget révisé d’abord' },
    detail: {
      en:
        `The proposal asks for ${wordMoney(requested, 'en')}, but ${wordMoney(given, 'en')} are allocated: ` +
        'its budget and results must be revised before the mandate.',
      fr:
        `La proposition demande ${wordMoney(requested, 'fr')}, mais ${wordMoney(given, 'fr')} sont alloués : ` +
        'son budget et ses résultats doivent être révisés avant le mandat.',
    },
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
    const standing = needsOfStanding(granted.partner);
    return {
      own: [...own, { kind: proposalFunding.kind, id: granted.proposalId }],
      facts: [{ kind: knownProposal.kind, id: granted.proposalId }, ...standing.facts],
      platform: standing.platform,
    };
  },
  decide(command, slice, context) {
    const { mandateId, allocationId } = command;
    if (slice.get(mandate, mandateId) !== undefined) return reject(alreadyExists('mandate', mandateId));
    const granted = made(slice.get(allocation, allocationId));
    const proposal = granted && slice.fact(knownProposal, granted.proposalId);
    const allocatedMinor = granted ? (slice.get(proposalFunding, granted.proposalId)?.allocated ?? 0n) : 0n;
    const refused = refuseOffer(allocationId, granted, proposal, allocatedMinor);
    if (refused !== undefined || granted === undefined) {
      return reject(refused ?? notKnown('allocation', allocationId, 'body.allocationId'));
    }
    const unfit = refuseMandate(granted.partner, slice, context);
    if (unfit !== undefined) return reject(unfit);
    const objectives = command.objectives ?? proposal?.mandate?.objectives;
    const tasks = command.tasks ?? proposal?.mandate?.tasks;
    const expectedResults = command.expectedResults ?? proposal?.mandate?.expectedResults;
    const startDate = command.startDate ?? proposal?.startDate ?? undefined;
    const endDate = command.endDate ?? proposal?.endDate ?? undefined;
    if (objectives === undefined)
      return reject(missing({ en: 'objectives', fr: 'ses objectifs' }, 'body.objectives'));
    if (tasks === undefined)
      return reject(missing({ en: 'nature of the tasks', fr: 'la nature des tâches' }, 'body.tasks'));
    if (expectedResults === undefined)
      return reject(
        missing({ en: 'expected results', fr: 'les résultats attendus' }, 'body.expectedResults'),
      );
    if (startDate === undefined)
      return reject(missing({ en: 'first day', fr: 'son premier jour' }, 'body.startDate'));
    if (endDate === undefined)
      return reject(missing({ en: 'last day', fr: 'son dernier jour' }, 'body.endDate'));
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

/** Accepts a mandate for its partner. */
export const acceptMandate: CommandHandler<AcceptMandate, MandateAccepted, MandateAnswer> = {
  needs({ mandateId }, slice) {
    const standing = needsOfStanding(slice?.get(mandate, mandateId)?.partner);
    return { own: [{ kind: mandate.kind, id: mandateId }], ...standing };
  },
  decide({ mandateId }, slice, context) {
    const { actor, backDated } = context;
    const offer = slice.get(mandate, mandateId);
    if (offer === undefined) return reject(notFound('mandate', mandateId));
    if (!backDated && !actor.organisations.includes(offer.partner)) {
      return reject({
        code: 'not-the-partner',
        category: 'forbidden',
        title: { en: 'Not the partner', fr: 'Pas le partenaire' },
        detail: {
          en: `Mandate ${mandateId} is accepted by people of ${offer.partner}.`,
          fr: `Le mandat ${mandateId} est accepté par des personnes de ${offer.partner}.`,
        },
      });
    }
    if (offer.status === 'accepted') {
      return reject({
        code: 'already-accepted',
        category: 'conflict',
        title: { en: 'Accepted already', fr: 'Déjà accepté' },
        detail: {
          en: `Mandate ${mandateId} is accepted already.`,
          fr: `Le mandat ${mandateId} est déjà accepté.`,
        },
      });
    }
    if (offer.status === 'withdrawn') return reject(offerWithdrawn(mandateId, offer.allocationId));
    const unfit = refuseMandate(offer.partner, slice, context);
    if (unfit !== undefined) return reject(unfit);
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

type Event =
  | MandateOffered
  | MandateAccepted
  | MandateExtended
  | AllocationReleased
  | TrancheApproved
  | TrancheDisbursed
  | RefundReceived;

/** Mandates, one document each. */
export const mandate: Aggregate<Mandate, Event> = {
  kind: 'mandate',
  version: 3,
  concerns: {
    MandateOffered: ({ mandateId }) => mandateId,
    MandateAccepted: ({ mandateId }) => mandateId,
    MandateExtended: ({ mandateId }) => mandateId,
    AllocationReleased: ({ mandateId }) => mandateId ?? [],
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
      case 'MandateExtended':
        return { ...before, endDate: event.data.endDate, extensions: before.extensions + 1 };
      case 'AllocationReleased':
        return { ...before, status: 'withdrawn' };
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
  return { status: 'offered', ...terms, approved: 0n, transferred: 0n, refunded: 0n, extensions: 0 };
}
