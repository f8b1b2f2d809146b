import {
  accept,
  type CommandHandler,
  fundNotKnown,
  minorOf,
  moneyOf,
  type Needs,
  notFound,
  type Rejection,
  reject,
  type Slice,
  type StateRef,
} from '@mdtf/domain';
import {
  type AllocationAnswer,
  allocation,
  allocationAnswer,
  isRevoked,
  made,
  madeBy,
} from './allocation.ts';
import { type AllocationJudgement, type AskedAllocation, judgeAllocation } from './allocation-judgement.ts';
import { allocated, available, uncovered } from './chart-of-accounts.ts';
import type { AllocationEvent, AllocationMade } from './events.ts';
import { boundBy, CURRENT, knownCharter, needsOfVersion } from './known/charter.ts';
import { type KnownDecision, knownDecision, lastDecision } from './known/decision.ts';
import { pot, potsOf } from './pot.ts';
import { proposalFunding } from './proposal-funding.ts';
import { needsOfWaivers } from './proposal-waivers.ts';
import { secretariatCost } from './secretariat-cost.ts';
import { needsOfStanding } from './standing.ts';
import { FUND, fundTotals, totalsAfter } from './totals.ts';
import { byWindow, windowTotals } from './window.ts';

// Commands

/** A decision that gives money is to be carried out. */
export interface AllocateDecision {
  readonly decisionId: string;
}

// Rejections

function alreadyAllocated(decisionId: string): Rejection {
  return {
    code: 'already-allocated',
    category: 'conflict',
    title: { en: 'Allocated already', fr: 'Déjà alloué' },
    detail: {
      en: `Decision ${decisionId} is carried out; nothing was allocated now.`,
      fr: `La décision ${decisionId} est exécutée ; rien n’a été alloué cette fois.`,
    },
  };
}

function noMoneyApproved(decisionId: string): Rejection {
  return {
    code: 'no-money-approved',
    category: 'refused',
    title: { en: 'Nothing to allocate', fr: 'Rien à allouer' },
    detail: {
      en: `Decision ${decisionId} approves no money for a proposal.`,
      fr: `La décision ${decisionId} n’approuve d’argent pour aucune proposition.`,
    },
  };
}

function revoked(decisionId: string): Rejection {
  return {
    code: 'decision-revoked',
    category: 'conflict',
    title: { en: 'The decision is revoked', fr: 'La décision est révoquée' },
    detail: {
      en: `A later decision revoked ${decisionId}, which gives no money any more.`,
      fr: `Une décision ultérieure a révoqué ${decisionId}, qui n’accorde plus d’argent.`,
    },
  };
}

function decidedAgain(decisionId: string): Rejection {
  return {
    code: 'amendment-decided-again',
    category: 'refused',
    title: { en: 'An amendment is decided again', fr: 'Un amendement se décide à nouveau' },
    detail: {
      en: `Amendment ${decisionId} could not be carried out: its item is on the agenda again.`,
      fr: `L’amendement ${decisionId} n’a pu être exécuté : son point est de nouveau à l’ordre du jour.`,
    },
  };
}

// Decide

/** Asks again for a decision that could not be carried out; refused with the reason when it still cannot. */
export const allocate: CommandHandler<AllocateDecision, AllocationEvent, AllocationAnswer> = {
  needs: ({ decisionId }, slice) => needsOf(decisionId, slice?.fact(knownDecision, decisionId)),
  decide({ decisionId }, slice, context) {
    const asked = askedOf(decisionId, slice);
    if ('code' in asked) return reject(asked);
    const judgement = judgeAllocation(asked, slice, context);
    const { refusal, verdicts } = judgement;
    if (refusal !== undefined) {
      const { code, reason } = refusal;
      const title = { en: 'Not allocated', fr: 'Non alloué' };
      return reject({ code, category: 'refused', title, detail: reason, verdicts });
    }
    const event = allocationMade(asked, judgement);
    const { time } = context;
    return accept([event], allocationAnswer(event.data, madeBy(event.data, { sequence: 0n, time })));
  },
};

/** Carries out a decision when it is taken: money is allocated, or the reason why not is recorded; once. */
export const allocateDecision: CommandHandler<AllocateDecision, AllocationEvent, null> = {
  needs: ({ decisionId }, slice) => needsOf(decisionId, slice?.fact(knownDecision, decisionId)),
  decide({ decisionId }, slice, context) {
    const asked = askedOf(decisionId, slice);
    if ('code' in asked) return reject(asked);
    const judgement = judgeAllocation(asked, slice, context);
    if (judgement.refusal === undefined) return accept([allocationMade(asked, judgement)], null);
    const { code, reason } = judgement.refusal;
    const { shortfalls, verdicts } = judgement;
    const { subject } = asked.decision;
    const data = { decisionId, subject, code, reason: reason.en, reasonIn: reason, shortfalls, verdicts };
    return accept([{ type: 'AllocationRefused', data }], null);
  },
};

function askedOf(decisionId: string, slice: Slice): AskedAllocation | Rejection {
  const charter = slice.fact(knownCharter, CURRENT);
  if (charter === undefined) return fundNotKnown;
  const decision = slice.fact(knownDecision, decisionId);
  if (decision === undefined) return notFound('decision', decisionId);
  if (made(slice.get(allocation, decisionId)) !== undefined) return alreadyAllocated(decisionId);
  if (isRevoked(slice.get(allocation, decisionId))) return revoked(decisionId);
  const { outcome, partner, amounts, subject } = decision;
  if (subject.kind === 'amendment') return decidedAgain(decisionId);
  if (outcome !== 'approved' || partner === null || amounts.length === 0) return noMoneyApproved(decisionId);
  return { decisionId, decision, partner, charter: boundBy(decision.charterVersion, charter, slice) };
}

/** The entry of money that may be set aside. */
export function allocationMade(
  { decisionId, decision, partner, topsUp, charter: { currency } }: AskedAllocation,
  { totals, verdicts }: AllocationJudgement,
): AllocationMade {
  const { subject, title, amounts, conditions, charterVersion, proposalKind } = decision;
  const totalMinor = amounts.reduce((sum, { amount }) => sum + minorOf(amount), 0n);
  return {
    type: 'AllocationMade',
    data: {
      allocationId: decisionId,
      decisionId,
      subject,
      title,
      partner,
      amounts,
      total: moneyOf(totalMinor, currency),
      conditions,
      totals: totalsAfter(totals, currency),
      verdicts,
      ...(charterVersion === null ? {} : { charterVersion }),
      ...(proposalKind === undefined ? {} : { proposalKind }),
      ...(topsUp === undefined ? {} : { topsUp }),
    },
  };
}

/** The documents behind the judgement on a decision's money. */
export function needsOf(decisionId: string, decision: KnownDecision | undefined): Needs {
  const facts: StateRef[] = [
    { kind: knownCharter.kind, id: CURRENT },
    { kind: knownDecision.kind, id: decisionId },
  ];
  const own: StateRef[] = [
    { kind: allocation.kind, id: decisionId },
    { kind: fundTotals.kind, id: FUND },
    { kind: secretariatCost.kind, id: FUND },
  ];
  if (decision === undefined) return { own, facts };
  const standing = needsOfStanding(decision.partner);
  facts.push(...needsOfVersion(decision.charterVersion));
  facts.push({ kind: lastDecision.kind, id: decision.subject.id }, ...standing.facts);
  facts.push(...needsOfWaivers({ proposalId: decision.subject.id, proposalKind: decision.proposalKind }));
  const pots = potsOf(decision.amounts);
  const windows = byWindow(decision.amounts).map(([id]) => id);
  return {
    facts,
    platform: standing.platform,
    own: [
      ...own,
      { kind: proposalFunding.kind, id: decision.subject.id },
      ...pots.map((id) => ({ kind: pot.kind, id })),
      ...windows.map((id) => ({ kind: windowTotals.kind, id })),
    ],
    accounts: pots.flatMap((id) => [available(id), allocated(id), uncovered(id)]),
  };
}
