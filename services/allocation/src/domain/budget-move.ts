import {
  type Aggregate,
  accept,
  alreadyExists,
  type CommandHandler,
  type Context,
  fundNotKnown,
  ifNamed,
  type LocalDate,
  type Money,
  minorOf,
  moneyOf,
  notFound,
  notKnown,
  type Rejection,
  reject,
  rulesTold,
  type Slice,
  type Verdict,
  wordMoney,
} from '@mdtf/domain';
import { blocking, evaluate, type MovedCategory } from '@mdtf/rules';
import { allocation, made } from './allocation.ts';
import { readAmount } from './amounts.ts';
import type { BudgetMoved } from './budget-moved-event.ts';
import { dayOf } from './day.ts';
import { boundBy, CURRENT, type KnownCharter, knownCharter, needsOfVersion } from './known/charter.ts';
import { type KnownDecision, knownDecision } from './known/decision.ts';
import { knownProposal } from './known/proposal.ts';
import { type Mandate, mandate } from './mandate.ts';
import { movedBudget, NOT_MOVED } from './moved-budget.ts';
import { needsOfWaivers, proposalWaivers } from './proposal-waivers.ts';

// Commands

/** Money of a running project's budget is to be moved from one category to another; asked on a day that may be past. */
export interface MoveBudget {
  readonly mandateId: string;
  readonly moveId: string;
  readonly from: number;
  readonly to: number;
  readonly amount: Money;
  readonly reason: string;
  readonly askedOn?: LocalDate | undefined;
  /** The committee's non-objection to it; its subject names the move's id. */
  readonly decisionId?: string | undefined;
}

// State

/** A move as told. */
export type BudgetMove = BudgetMoved['data'];

/** The document of a move: its id is unique under its mandate. */
export const budgetMoveDocument = (mandateId: string, moveId: string): string => `${mandateId}/${moveId}`;

// Rejections

function refuseMover(
  { mandateId, from, to }: MoveBudget,
  { status, partner }: Mandate,
  { actor }: Context,
): Rejection | undefined {
  if (!actor.organisations.includes(partner) && !actor.roles.includes('secretariat')) {
    return {
      code: 'not-the-partner',
      category: 'forbidden',
      title: { en: 'Not the partner', fr: 'Pas le partenaire' },
      detail: {
        en: `The budget under mandate ${mandateId} is changed by people of ${partner}, or by the secretariat.`,
        fr: `Le budget au titre du mandat ${mandateId} est modifié par des personnes de ${partner} ou par le secrétariat.`,
      },
    };
  }
  if (status !== 'accepted') {
    return {
      code: 'mandate-not-accepted',
      category: 'refused',
      title: { en: 'Mandate not accepted', fr: 'Mandat non accepté' },
      detail: {
        en: `Mandate ${mandateId} is not accepted yet: until then the budget is the proposal’s, which is revised.`,
        fr: `Le mandat ${mandateId} n’est pas encore accepté : d’ici là le budget est celui de la proposition, que l’on révise.`,
      },
    };
  }
  if (from !== to) return undefined;
  return {
    code: 'same-category',
    category: 'invalid',
    title: { en: 'Nothing would move', fr: 'Rien ne serait déplacé' },
    detail: {
      en: 'must be another category than the money comes from',
      fr: 'doit être une autre catégorie que celle d’où vient l’argent',
    },
    field: 'body.to',
  };
}

function refuseDecision(
  { moveId, decisionId }: MoveBudget,
  decision: KnownDecision | undefined,
): Rejection | undefined {
  if (decisionId === undefined) return undefined;
  if (decision === undefined) return notKnown('decision', decisionId, 'body.decisionId');
  const { subject, outcome } = decision;
  if (subject.kind === 'other' && subject.id === moveId && outcome === 'approved') return undefined;
  return {
    code: 'not-its-decision',
    category: 'refused',
    title: { en: 'Not the non-objection to this move', fr: 'Ce n’est pas la non-objection à ce virement' },
    detail: {
      en: `Decision ${decisionId} is no approval of a subject of the kind other with the id ${moveId}.`,
      fr: `La décision ${decisionId} n’approuve pas un objet de type other portant l’identifiant ${moveId}.`,
    },
    field: 'body.decisionId',
  };
}

function refuseTooMuch(
  from: MovedCategory,
  charter: KnownCharter,
  amountMinor: bigint,
): Rejection | undefined {
  if (from.proposedMinor >= 0n) return undefined;
  const has = moneyOf(from.proposedMinor + amountMinor, charter.currency);
  return {
    code: 'exceeds-category',
    category: 'refused',
    title: { en: 'More than the category has', fr: 'Plus que la catégorie ne contient' },
    detail: {
      en: `Category ${from.category} of the budget has ${wordMoney(has, 'en')}: no more can be moved out of it.`,
      fr: `La catégorie ${from.category} du budget contient ${wordMoney(has, 'fr')} : on ne peut en déplacer davantage.`,
    },
    field: 'body.amount',
  };
}

function refusedByRules(moveId: string, verdicts: readonly Verdict[]): Rejection | undefined {
  const stopping = verdicts.filter((verdict) => blocking([verdict]));
  if (stopping.length === 0) return undefined;
  const told = rulesTold(stopping);
  return {
    code: 'rule-not-kept',
    category: 'refused',
    title: { en: 'A rule of the fund is not kept', fr: 'Une règle du fonds n’est pas respectée' },
    detail: {
      en: `${told.en} The secretariat asks the seats for it on a subject of the kind other with the id ${moveId}; ask again with the decision’s id as decisionId.`,
      fr: `${told.fr} Le secrétariat la demande aux sièges sur un objet de type other portant l’identifiant ${moveId} ; demandez à nouveau avec l’identifiant de la décision comme decisionId.`,
    },
    verdicts,
  };
}

// Decide

/** Moves money inside the budget: a share of each category freely, more with the committee's non-objection on record (R5). */
export const moveBudget: CommandHandler<MoveBudget, BudgetMoved, BudgetMove> = {
  needs({ mandateId, moveId, decisionId }, slice) {
    const own = [
      { kind: mandate.kind, id: mandateId },
      { kind: budgetMove.kind, id: budgetMoveDocument(mandateId, moveId) },
    ];
    const decided = decisionId === undefined ? [] : [{ kind: knownDecision.kind, id: decisionId }];
    const facts = [{ kind: knownCharter.kind, id: CURRENT }, ...decided];
    const under = slice?.get(mandate, mandateId);
    if (under === undefined) return { own, facts };
    const { allocationId, proposalId } = under;
    const granted = made(ifNamed(() => slice?.get(allocation, allocationId)));
    return {
      own: [...own, { kind: allocation.kind, id: allocationId }, { kind: movedBudget.kind, id: proposalId }],
      facts: [
        ...facts,
        { kind: knownProposal.kind, id: proposalId },
        ...(granted === undefined
          ? []
          : [...needsOfWaivers(granted), ...needsOfVersion(granted.charterVersion)]),
      ],
    };
  },
  decide(command, slice, context) {
    const { mandateId, moveId, from, to, reason, decisionId = null } = command;
    const current = slice.fact(knownCharter, CURRENT);
    if (current === undefined) return reject(fundNotKnown);
    const under = slice.get(mandate, mandateId);
    if (under === undefined) return reject(notFound('mandate', mandateId));
    const unfit = refuseMover(command, under, context);
    if (unfit !== undefined) return reject(unfit);
    if (slice.get(budgetMove, budgetMoveDocument(mandateId, moveId)) !== undefined) {
      return reject(alreadyExists('budget move', moveId));
    }
    const amountMinor = readAmount(command.amount, current.currency, 'body.amount');
    if (typeof amountMinor !== 'bigint') return reject(amountMinor);
    const askedOn = dayOf(command.askedOn, context, current.timeZone, 'body.askedOn');
    if (typeof askedOn !== 'string') return reject(askedOn);
    const decision = decisionId === null ? undefined : slice.fact(knownDecision, decisionId);
    const stranger = refuseDecision(command, decision);
    if (stranger !== undefined) return reject(stranger);
    const granted = made(slice.get(allocation, under.allocationId));
    const charter = boundBy(granted?.charterVersion, current, slice);
    const categories = [
      moved(from, -amountMinor, under, slice),
      moved(to, amountMinor, under, slice),
    ] as const;
    const tooMuch = refuseTooMuch(categories[0], charter, amountMinor);
    if (tooMuch !== undefined) return reject(tooMuch);
    const { proposalId, partner } = under;
    const { proposalKind } = granted ?? {};
    const whole = { proposalId, proposalKind, amountMinor: minorOf(under.amount) };
    const facts = {
      currency: charter.currency,
      categories,
      askedOn,
      recordedOn: decision?.decidedOn ?? null,
    };
    const waivers = proposalWaivers(whole, charter, slice, context);
    const verdicts = [evaluate('R5', 'amendment', facts, charter.rules, waivers)];
    const refused = context.backDated ? undefined : refusedByRules(moveId, verdicts);
    if (refused !== undefined) return reject(refused);
    const amount = moneyOf(amountMinor, charter.currency);
    const about = { mandateId, moveId, proposalId, partner };
    const data = { ...about, from, to, amount, askedOn, decisionId, reason, verdicts };
    return accept([{ type: 'BudgetMoved', data }], data);
  },
};

/** A category as approved and agreed since, and as it would be with this move and those made freely. */
function moved(category: number, byMinor: bigint, { proposalId }: Mandate, slice: Slice): MovedCategory {
  const budget = slice.fact(knownProposal, proposalId)?.budget ?? [];
  const plannedMinor = budget.find((line) => line.category === category)?.amountMinor ?? 0n;
  const { agreed, free } = slice.get(movedBudget, proposalId)?.[category] ?? NOT_MOVED;
  const approvedMinor = plannedMinor + agreed;
  return { category, approvedMinor, proposedMinor: approvedMinor + free + byMinor };
}

// Evolve

/** Moves inside budgets, one document each. */
export const budgetMove: Aggregate<BudgetMove, BudgetMoved> = {
  kind: 'budget-move',
  version: 1,
  concerns: { BudgetMoved: ({ mandateId, moveId }) => budgetMoveDocument(mandateId, moveId) },
  evolve: (_before, { data }) => data,
};
