import {
  accept,
  alreadyExists,
  type CommandHandler,
  fundNotKnown,
  type LocalDate,
  type Money,
  moneyOf,
  notFound,
  reject,
} from '@mdtf/domain';
import { readAmount } from './amounts.ts';
import { dayOf } from './day.ts';
import { afterDelivery, type InKind, inKind } from './in-kind.ts';
import type { InKindDelivered } from './in-kind-events.ts';
import { CURRENT, knownCharter } from './known/charter.ts';

// Commands

/** What of a gift in kind was delivered, and the evidence. */
export interface DeliverInKind {
  readonly inKindId: string;
  readonly deliveryId: string;
  readonly quantity: string;
  readonly deliveredOn?: LocalDate | undefined;
  readonly evidence: string;
  readonly informationValue?: Money | undefined;
  readonly complete: boolean;
}

/** The most deliveries of one gift. */
export const MAX_DELIVERIES = 100;

// Decide

/** Records a delivery of a gift that is not delivered in full; it touches no sum and no account. */
export const deliverInKind: CommandHandler<DeliverInKind, InKindDelivered, InKind> = {
  needs: ({ inKindId }) => ({
    own: [{ kind: inKind.kind, id: inKindId }],
    facts: [{ kind: knownCharter.kind, id: CURRENT }],
  }),
  decide(command, slice, context) {
    const charter = slice.fact(knownCharter, CURRENT);
    if (charter === undefined) return reject(fundNotKnown);
    const { inKindId, deliveryId, quantity, evidence, informationValue, complete } = command;
    const gift = slice.get(inKind, inKindId);
    if (gift === undefined) return reject(notFound('gift in kind', inKindId));
    if (gift.deliveries.some((known) => known.deliveryId === deliveryId))
      return reject(alreadyExists('delivery', deliveryId));
    if (gift.status === 'delivered') return reject(deliveredAlready(inKindId));
    if (gift.deliveries.length >= MAX_DELIVERIES) return reject(tooManyDeliveries);
    const deliveredOn = dayOf(command.deliveredOn, context, charter.timeZone, 'body.deliveredOn');
    if (typeof deliveredOn !== 'string') return reject(deliveredOn);
    const value = informationValue && readAmount(informationValue, charter.currency, 'body.informationValue');
    if (value !== undefined && typeof value !== 'bigint') return reject(value);
    const data: InKindDelivered['data'] = {
      inKindId,
      proposalId: gift.proposalId,
      deliveryId,
      quantity,
      deliveredOn,
      evidence,
      informationValue: value === undefined ? null : moneyOf(value, charter.currency),
      complete,
    };
    return accept([{ type: 'InKindDelivered', data }], afterDelivery(gift, data));
  },
};

const deliveredAlready = (inKindId: string) => ({
  code: 'delivered-already',
  category: 'conflict' as const,
  title: { en: 'Delivered already', fr: 'Déjà livré' },
  detail: {
    en: `Nothing of the gift ${inKindId} is outstanding.`,
    fr: `Rien du don ${inKindId} ne reste à livrer.`,
  },
});

const tooManyDeliveries = {
  code: 'too-many-deliveries',
  category: 'conflict' as const,
  title: { en: 'Too many deliveries', fr: 'Trop de livraisons' },
  detail: {
    en: `A gift in kind is delivered in at most ${MAX_DELIVERIES} parts.`,
    fr: `Un don en nature est livré en ${MAX_DELIVERIES} parties au plus.`,
  },
};
