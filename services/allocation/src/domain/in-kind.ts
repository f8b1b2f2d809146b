import {
  type Aggregate,
  accept,
  alreadyExists,
  type CommandHandler,
  fundNotKnown,
  knownOrganisation,
  type LocalDate,
  type Money,
  moneyOf,
  notKnown,
  reject,
} from '@mdtf/domain';
import { readAmount } from './amounts.ts';
import type { InKindDelivered, InKindRecorded } from './in-kind-events.ts';
import { CURRENT, knownCharter } from './known/charter.ts';
import { knownProposal } from './known/proposal.ts';

// Commands

/** A gift of time, goods or services; its value is for information and never cash. */
export interface RecordInKind {
  readonly inKindId: string;
  readonly donor: string;
  readonly description: string;
  readonly quantity: string;
  readonly unit: string;
  readonly informationValue?: Money | undefined;
  readonly proposalId?: string | undefined;
  /** Where both sides of a match have agreed to it, who gives is known there. */
  readonly matchId?: string | undefined;
}

// State

/** A gift in kind as told, and what of it was delivered. */
export interface InKind extends Readonly<InKindRecorded['data']> {
  readonly status: 'agreed' | 'partly-delivered' | 'delivered';
  readonly deliveries: readonly InKindDelivery[];
}

/** A part of a gift that was delivered. */
export interface InKindDelivery {
  readonly deliveryId: string;
  readonly quantity: string;
  readonly deliveredOn: LocalDate;
  readonly evidence: string;
  readonly informationValue: Money | null;
}

// Decide

/** Records a gift in kind; it touches no sum and no account. */
export const recordInKind: CommandHandler<RecordInKind, InKindRecorded, InKind> = {
  needs: ({ inKindId, donor, proposalId }) => ({
    own: [{ kind: inKind.kind, id: inKindId }],
    facts: [
      { kind: knownCharter.kind, id: CURRENT },
      ...(proposalId === undefined ? [] : [{ kind: knownProposal.kind, id: proposalId }]),
    ],
    platform: [{ kind: knownOrganisation.kind, id: donor }],
  }),
  decide(command, slice) {
    const charter = slice.fact(knownCharter, CURRENT);
    if (charter === undefined) return reject(fundNotKnown);
    const { inKindId, donor, informationValue, proposalId = null, matchId, ...described } = command;
    if (slice.get(inKind, inKindId) !== undefined) return reject(alreadyExists('gift in kind', inKindId));
    if (matchId === undefined && slice.platformFact(knownOrganisation, donor) === undefined) {
      return reject(notKnown('organisation', donor, 'body.donor'));
    }
    if (proposalId !== null && slice.fact(knownProposal, proposalId) === undefined) {
      return reject(notKnown('proposal', proposalId, 'body.proposalId'));
    }
    const value = informationValue && readAmount(informationValue, charter.currency, 'body.informationValue');
    if (value !== undefined && typeof value !== 'bigint') return reject(value);
    const told = value === undefined ? null : moneyOf(value, charter.currency);
    const match = matchId === undefined ? {} : { matchId };
    const data = { inKindId, donor, ...described, informationValue: told, proposalId, ...match };
    return accept([{ type: 'InKindRecorded', data }], asAgreed(data));
  },
};

// Evolve

/** Gifts in kind, one document each. */
export const inKind: Aggregate<InKind, InKindRecorded | InKindDelivered> = {
  kind: 'in-kind',
  version: 2,
  concerns: { InKindRecorded: ({ inKindId }) => inKindId, InKindDelivered: ({ inKindId }) => inKindId },
  evolve(state, event) {
    if (event.type === 'InKindRecorded') return asAgreed(event.data);
    if (state === undefined) throw new RangeError('A gift in kind was delivered that nobody had recorded');
    return afterDelivery(state, event.data);
  },
};

function asAgreed(data: InKindRecorded['data']): InKind {
  return { ...data, status: 'agreed', deliveries: [] };
}

/** A gift after a part of it was delivered. */
export function afterDelivery(state: InKind, data: InKindDelivered['data']): InKind {
  const { deliveryId, quantity, deliveredOn, evidence, informationValue, complete } = data;
  const delivery = { deliveryId, quantity, deliveredOn, evidence, informationValue };
  const status = complete ? 'delivered' : 'partly-delivered';
  return { ...state, status, deliveries: [...state.deliveries, delivery] };
}
