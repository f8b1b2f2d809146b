import {
  type Aggregate,
  accept,
  alreadyExists,
  type CommandHandler,
  fundNotKnown,
  knownOrganisation,
  type Money,
  moneyOf,
  notKnown,
  reject,
} from '@mdtf/domain';
import { readAmount } from './amounts.ts';
import type { InKindRecorded } from './events.ts';
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
}

// State

/** A gift in kind as told. */
export type InKind = InKindRecorded['data'];

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
    const { inKindId, donor, informationValue, proposalId = null, ...described } = command;
    if (slice.get(inKind, inKindId) !== undefined) return reject(alreadyExists('gift in kind', inKindId));
    if (slice.platformFact(knownOrganisation, donor) === undefined) {
      return reject(notKnown('organisation', donor, 'body.donor'));
    }
    if (proposalId !== null && slice.fact(knownProposal, proposalId) === undefined) {
      return reject(notKnown('proposal', proposalId, 'body.proposalId'));
    }
    const value = informationValue && readAmount(informationValue, charter.currency, 'body.informationValue');
    if (value !== undefined && typeof value !== 'bigint') return reject(value);
    const told = value === undefined ? null : moneyOf(value, charter.currency);
    const data = { inKindId, donor, ...described, informationValue: told, proposalId };
    return accept([{ type: 'InKindRecorded', data }], data);
  },
};

// Evolve

/** Gifts in kind, one document each. */
export const inKind: Aggregate<InKind, InKindRecorded> = {
  kind: 'in-kind',
  version: 1,
  concerns: { InKindRecorded: ({ inKindId }) => inKindId },
  evolve: (_before, { data }) => data,
};
