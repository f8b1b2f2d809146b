import {
  type Aggregate,
  accept,
  alreadyExists,
  type CommandHandler,
  fundNotKnown,
  type LocalDate,
  type Money,
  minorOf,
  moneyOf,
  notFound,
  type Rejection,
  reject,
  type Verdict,
  wordMoney,
} from '@mdtf/domain';
import { readAmount } from './amounts.ts';
import type { TrancheApproved, TrancheDisbursed, TrancheRequested } from './events.ts';
import { CURRENT, type KnownCharter, knownCharter } from './known/charter.ts';
import { type Mandate, mandate } from './mandate.ts';
import { needsOfStanding, partnerStanding, refusePartner } from './standing.ts';

// Commands

/** A payment asked for under a mandate. */
export interface RequestTranche {
  readonly mandateId: string;
  readonly trancheId: string;
  readonly amount: Money;
  readonly purpose: string;
  /** To prepare the project, before its mandate is accepted. */
  readonly advance?: boolean | undefined;
}

// State

/** A payment asked for, approved, made. */
export interface Tranche {
  readonly trancheId: string;
  readonly amount: Money;
  readonly purpose: string;
  /** A preparation advance, counted with the mandate's others (R19); absent: no. */
  readonly advance?: true;
  readonly status: 'requested' | 'approved' | 'disbursed';
  readonly requestedBy: string;
  readonly approvedBy: string | null;
  readonly valueDate: LocalDate | null;
  readonly reference: string | null;
  /** Of its last step. */
  readonly verdicts: readonly Verdict[];
}

/** The document of a tranche: its id is unique under its mandate. */
export const trancheDocument = (mandateId: string, trancheId: string): string => `${mandateId}/${trancheId}`;

// Rejections

function refuseRequest(
  { mandateId, advance }: RequestTranche,
  { status, partner, amount, approved }: Mandate,
  askedMinor: bigint,
): Rejection | undefined {
  if (status !== 'accepted' && !(advance && status === 'offered')) {
    return {
      code: 'mandate-not-accepted',
      category: 'refused',
      title: { en: 'Mandate not accepted', fr: 'Mandat non accepté' },
      detail: {
        en: `Mandate ${mandateId} is not accepted by ${partner} yet.`,
        fr: `Le mandat ${mandateId} n’est pas encore accepté par ${partner}.`,
      },
    };
  }
  const leftMinor = minorOf(amount) - approved;
  if (askedMinor <= leftMinor) return undefined;
  const left = moneyOf(leftMinor, amount.currency);
  return {
    code: 'exceeds-mandate',
    category: 'refused',
    title: { en: 'More than the mandate leaves', fr: 'Plus que le solde du mandat' },
    detail: {
      en: `Of the mandate’s ${wordMoney(amount, 'en')}, ${wordMoney(left, 'en')} are left to be paid.`,
      fr: `Des ${wordMoney(amount, 'fr')} du mandat, il reste ${wordMoney(left, 'fr')} à verser.`,
    },
    field: 'body.amount',
  };
}

function refuseAdvance(
  { mandateId, advance }: RequestTranche,
  { status }: Mandate,
  { preparationAdvances }: KnownCharter,
): Rejection | undefined {
  if (!advance) return undefined;
  if (status === 'accepted') {
    return {
      code: 'mandate-accepted',
      category: 'refused',
      title: { en: 'Not an advance any more', fr: 'Ce n’est plus une avance' },
      detail: {
        en: `Mandate ${mandateId} is accepted: leave out \`advance\` and ask for a payment under it.`,
        fr: `Le mandat ${mandateId} est accepté : omettez \`advance\` et demandez un versement à ce titre.`,
      },
      field: 'body.advance',
    };
  }
  if (preparationAdvances) return undefined;
  return {
    code: 'no-advances',
    category: 'refused',
    title: { en: 'The fund makes no advances', fr: 'Le fonds ne fait pas d’avances' },
    detail: {
      en: `The charter allows no preparation advances (\`preparationAdvances\`): accept mandate ${mandateId} first, or have the committee amend the charter.`,
      fr: `La charte n’autorise pas d’avances de préparation (\`preparationAdvances\`) : acceptez d’abord le mandat ${mandateId}, ou faites modifier la charte par le comité.`,
    },
    field: 'body.advance',
  };
}

// Decide

const MAY_REQUEST_FOR_OTHERS: readonly string[] = ['secretariat', 'treasurer'];

/** Records a request for payment within what the mandate leaves; by the partner, or for it by those who run the fund. */
export const requestTranche: CommandHandler<RequestTranche, TrancheRequested, Tranche> = {
  needs({ mandateId, trancheId }, slice) {
    const standing = needsOfStanding(slice?.get(mandate, mandateId)?.partner);
    return {
      own: [
        { kind: mandate.kind, id: mandateId },
        { kind: tranche.kind, id: trancheDocument(mandateId, trancheId) },
      ],
      facts: [{ kind: knownCharter.kind, id: CURRENT }, ...standing.facts],
      platform: standing.platform,
    };
  },
  decide(command, slice, context) {
    const { actor } = context;
    const charter = slice.fact(knownCharter, CURRENT);
    if (charter === undefined) return reject(fundNotKnown);
    const { mandateId, trancheId, purpose } = command;
    const under = slice.get(mandate, mandateId);
    if (under === undefined) return reject(notFound('mandate', mandateId));
    const mayRequest =
      actor.organisations.includes(under.partner) ||
      actor.roles.some((role) => MAY_REQUEST_FOR_OTHERS.includes(role));
    if (!mayRequest) {
      return reject({
        code: 'not-the-partner',
        category: 'forbidden',
        title: { en: 'Not the partner', fr: 'Pas le partenaire' },
        detail: {
          en: `Payments under mandate ${mandateId} are asked for by people of ${under.partner}.`,
          fr: `Les versements au titre du mandat ${mandateId} sont demandés par des personnes de ${under.partner}.`,
        },
      });
    }
    if (slice.get(tranche, trancheDocument(mandateId, trancheId)) !== undefined) {
      return reject(alreadyExists('tranche', trancheId));
    }
    const amountMinor = readAmount(command.amount, charter.currency, 'body.amount');
    if (typeof amountMinor !== 'bigint') return reject(amountMinor);
    const refused =
      refusePartner(partnerStanding(under.partner, 'payment', slice, charter, context), context) ??
      refuseAdvance(command, under, charter) ??
      refuseRequest(command, under, amountMinor);
    if (refused !== undefined) return reject(refused);
    const amount = moneyOf(amountMinor, charter.currency);
    const advance = command.advance ? { advance: true } : {};
    const data = { mandateId, trancheId, amount, purpose, ...advance, requestedBy: actor.id };
    return accept([{ type: 'TrancheRequested', data }], requested(data));
  },
};

// Evolve

type Event = TrancheRequested | TrancheApproved | TrancheDisbursed;

/** Payments under mandates, one document each. */
export const tranche: Aggregate<Tranche, Event> = {
  kind: 'tranche',
  version: 2,
  concerns: {
    TrancheRequested: ({ mandateId, trancheId }) => trancheDocument(mandateId, trancheId),
    TrancheApproved: ({ mandateId, trancheId }) => trancheDocument(mandateId, trancheId),
    TrancheDisbursed: ({ mandateId, trancheId }) => trancheDocument(mandateId, trancheId),
  },
  evolve(before, event) {
    if (event.type === 'TrancheRequested') return requested(event.data);
    if (before === undefined) throw new RangeError(`${event.type} without a request`);
    return event.type === 'TrancheApproved' ? approved(before, event.data) : disbursed(before, event.data);
  },
};

function requested({ trancheId, amount, purpose, advance, requestedBy }: TrancheRequested['data']): Tranche {
  const ofKind = advance ? { advance } : {};
  const later = { approvedBy: null, valueDate: null, reference: null, verdicts: [] };
  return { trancheId, amount, purpose, ...ofKind, status: 'requested', requestedBy, ...later };
}

/** A tranche after its approval. */
export function approved(
  before: Tranche,
  data: Pick<TrancheApproved['data'], 'approvedBy' | 'verdicts'>,
): Tranche {
  return { ...before, status: 'approved', approvedBy: data.approvedBy, verdicts: data.verdicts };
}

/** A tranche after its transfer. */
export function disbursed(
  before: Tranche,
  data: Pick<TrancheDisbursed['data'], 'valueDate' | 'reference' | 'verdicts'>,
): Tranche {
  const { valueDate, reference, verdicts } = data;
  return { ...before, status: 'disbursed', valueDate, reference, verdicts };
}
