import {
  type Aggregate,
  accept,
  alreadyExists,
  type CommandHandler,
  fundNotKnown,
  type LocalDate,
  type Money,
  moneyOf,
  notFound,
  type Rejection,
  reject,
  wordMoney,
} from '@mdtf/domain';
import { allocation, type MadeAllocation, made, sumOf } from './allocation.ts';
import { readAmount } from './amounts.ts';
import { available, withPartner } from './chart-of-accounts.ts';
import { dayOf } from './day.ts';
import type { PotAmount, RefundReceived } from './events.ts';
import { CURRENT, knownCharter } from './known/charter.ts';
import { mandate } from './mandate.ts';
import { pot } from './pot.ts';
import { splitByPot } from './pot-split.ts';
import { projectPayments } from './project-payments.ts';

// Commands

/** Unspent money that a partner gave back. */
export interface RecordRefund {
  readonly mandateId: string;
  readonly refundId: string;
  readonly amount: Money;
  readonly receivedOn?: LocalDate | undefined;
  readonly reason: string;
  readonly reference: string;
}

// State

/** A refund as told. */
export type Refund = Omit<RefundReceived['data'], 'allocationId' | 'proposalId' | 'partner'>;

/** The document of a refund: its id is unique under its mandate. */
export const refundDocument = (mandateId: string, refundId: string): string => `${mandateId}/${refundId}`;

// Rejections

function exceedsTransfers(mandateId: string, withPartnerMinor: bigint, currency: string): Rejection {
  const held = moneyOf(withPartnerMinor, currency);
  return {
    code: 'exceeds-transfers',
    category: 'refused',
    title: { en: 'More than is with the partner', fr: 'Plus que le partenaire ne détient' },
    detail: {
      en: `Under mandate ${mandateId} ${wordMoney(held, 'en')} were transferred and not refunded.`,
      fr: `Au titre du mandat ${mandateId}, ${wordMoney(held, 'fr')} ont été versés et non remboursés.`,
    },
    field: 'body.amount',
  };
}

// Decide

/** Records a refund of at most what is with the partner; it goes back to the pots in proportion to what each gave. */
export const recordRefund: CommandHandler<RecordRefund, RefundReceived, Refund> = {
  needs({ mandateId, refundId }, slice) {
    const facts = [{ kind: knownCharter.kind, id: CURRENT }];
    const own = [
      { kind: mandate.kind, id: mandateId },
      { kind: refund.kind, id: refundDocument(mandateId, refundId) },
    ];
    const accounts = [withPartner(mandateId)];
    const under = slice?.get(mandate, mandateId);
    if (under === undefined) return { own, facts, accounts };
    const pots = under.parts.map((part) => part.pot);
    const refs = [
      { kind: allocation.kind, id: under.allocationId },
      { kind: projectPayments.kind, id: under.proposalId },
    ];
    return {
      own: [...own, ...refs, ...pots.map((id) => ({ kind: pot.kind, id }))],
      facts,
      accounts: [...accounts, ...pots.map(available)],
    };
  },
  decide(command, slice, context) {
    const charter = slice.fact(knownCharter, CURRENT);
    if (charter === undefined) return reject(fundNotKnown);
    const { mandateId, refundId, reason, reference } = command;
    const under = slice.get(mandate, mandateId);
    const granted = under && made(slice.get(allocation, under.allocationId));
    if (under === undefined || granted === undefined) return reject(notFound('mandate', mandateId));
    if (slice.get(refund, refundDocument(mandateId, refundId)) !== undefined) {
      return reject(alreadyExists('refund', refundId));
    }
    const amountMinor = readAmount(command.amount, charter.currency, 'body.amount');
    if (typeof amountMinor !== 'bigint') return reject(amountMinor);
    const withPartnerMinor = sumOf(granted, 'transferred') - sumOf(granted, 'refunded');
    if (amountMinor > withPartnerMinor) {
      return reject(exceedsTransfers(mandateId, withPartnerMinor, charter.currency));
    }
    const receivedOn = dayOf(command.receivedOn, context, charter.timeZone, 'body.receivedOn');
    if (typeof receivedOn !== 'string') return reject(receivedOn);
    const told: Refund = {
      mandateId,
      refundId,
      amount: moneyOf(amountMinor, charter.currency),
      parts: partsOf(granted, amountMinor),
      receivedOn,
      reason,
      reference,
    };
    const { allocationId, proposalId, partner } = under;
    return accept([{ type: 'RefundReceived', data: { ...told, allocationId, proposalId, partner } }], told);
  },
};

function partsOf({ pots, currency }: MadeAllocation, amountMinor: bigint): readonly PotAmount[] {
  const given = pots.map((part) => ({ pot: part.pot, hasMinor: part.transferred - part.refunded }));
  return splitByPot(amountMinor, given, currency);
}

// Evolve

/** Refunds, one document each. */
export const refund: Aggregate<Refund, RefundReceived> = {
  kind: 'refund',
  version: 1,
  concerns: { RefundReceived: ({ mandateId, refundId }) => refundDocument(mandateId, refundId) },
  evolve: (_before, { data: { allocationId: _a, proposalId: _p, partner: _o, ...told } }) => told,
};
