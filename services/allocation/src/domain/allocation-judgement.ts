import {
  type Context,
  inEach,
  type Localised,
  minorOf,
  moneyOf,
  type Rejection,
  refuseStanding,
  type Slice,
  type Standing,
  standingVerdicts,
  stops,
  type Verdict,
  wordMoney,
} from '@mdtf/domain';
import { blocking, windowFit } from '@mdtf/rules';
import { readAmount } from './amounts.ts';
import { type CapQuestion, testCap } from './cap.ts';
import { available, byPot, uncovered } from './chart-of-accounts.ts';
import { earmarkVerdicts } from './earmark-rule.ts';
import type { Shortfall } from './events.ts';
import type { KnownCharter } from './known/charter.ts';
import { type KnownDecision, lastDecision } from './known/decision.ts';
import { isCommonPot, pot } from './pot.ts';
import { proposalFunding } from './proposal-funding.ts';
import { proposalWaivers } from './proposal-waivers.ts';
import { secretariatVerdicts } from './secretariat-cost.ts';
import { partnerStanding } from './standing.ts';
import { afterAllocation, FUND, type FundTotals, fundTotals, NO_TOTALS, yearOf } from './totals.ts';
import { byWindow, windowTotals } from './window.ts';

/** A decision that gives money, with the charter in force. */
export interface AskedAllocation {
  readonly decisionId: string;
  readonly decision: KnownDecision;
  readonly partner: string;
  readonly charter: KnownCharter;
  /** The allocation of the same proposal that this one adds to, on an amendment of its decision. */
  readonly topsUp?: string;
}

/** Whether a decision's money can be allocated, with all that speaks for and against it. */
export interface AllocationJudgement {
  /** The fund's sums with it. */
  readonly totals: FundTotals;
  readonly verdicts: readonly Verdict[];
  readonly shortfalls: readonly Shortfall[];
  /** Absent when it can; the code is of the first reason, the text has them all. */
  readonly refusal?: Reason;
}

interface Reason {
  readonly code: string;
  readonly reason: Localised;
}

/**
 * Decides on the fund's own sums and balances: pots known, rightly used and covered, the proposal not funded yet nor
 * decided again, the cap on cumulative allocations, windows within their ceilings, the partner neither blocked nor without the due diligence it needs. A back-dated decision is judged all
 * the same, but only its pots can refuse it.
 */
export function judgeAllocation(asked: AskedAllocation, slice: Slice, context: Context): AllocationJudgement {
  const { decision, charter } = asked;
  const before = slice.get(fundTotals, FUND) ?? NO_TOTALS;
  const inCurrency = currencyReasons(decision, charter);
  if (inCurrency.length > 0)
    return { totals: before, verdicts: [], shortfalls: [], ...refusalOf(inCurrency) };
  const year = yearOf(context.time);
  const amountMinor = decision.amounts.reduce((sum, { amount }) => sum + minorOf(amount), 0n);
  const { proposalKind } = decision;
  const whole = { proposalId: decision.subject.id, proposalKind, amountMinor };
  const waivers = proposalWaivers(whole, charter, slice, context);
  const totals = afterAllocation(before, decision.amounts, 1n, year);
  const itemInternalMinor = totals.allocatedInternal - before.allocatedInternal;
  const question: CapQuestion = { place: 'allocation', charter, year, itemInternalMinor, waivers };
  const cap = testCap({ before, after: totals }, question);
  const secretariat = secretariatVerdicts(decision.amounts, charter, slice, waivers);
  const earmarks = earmarkVerdicts(decision, charter, slice, waivers);
  const standing = partnerStanding(asked.partner, 'decision', slice, charter, context);
  const shortfalls = shortfallsOf(decision, charter, slice);
  const reasons = [
    ...(context.backDated ? [] : standingReasons(standing)),
    ...unknownPotReasons(decision, slice),
    ...shortfalls.map(shortfallReason),
    ...(context.backDated
      ? []
      : [
          ...(asked.topsUp === undefined
            ? [...fundedReasons(decision, slice), ...supersededReasons(asked, slice)]
            : []),
          ...(earmarks.some(({ outcome }) => outcome === 'waived') ? [] : earmarkReasons(decision, slice)),
          ...capReasons(cap.refused),
          ...secretariat
            .filter((verdict) => blocking([verdict]))
            .map(({ explanation }) => ({ code: 'rule-not-kept', reason: explanation })),
          ...windowReasons(decision, charter, slice),
        ]),
  ];
  const verdicts = [
    ...cap.verdicts,
    ...secretariat,
    ...earmarks,
    ...standingVerdicts([standing], 'allocation'),
  ];
  return { totals, verdicts, shortfalls, ...refusalOf(reasons) };
}

function refusalOf(reasons: readonly Reason[]): Pick<AllocationJudgement, 'refusal'> {
  const [first] = reasons;
  if (first === undefined) return {};
  return {
    refusal: {
      code: first.code,
      reason: inEach((language) => reasons.map(({ reason }) => reason[language]).join(' ')),
    },
  };
}

function currencyReasons({ amounts }: KnownDecision, { currency }: KnownCharter): readonly Reason[] {
  for (const { amount } of amounts) {
    const read = readAmount(amount, currency, 'amounts');
    if (typeof read !== 'bigint') return [{ code: read.code, reason: read.detail }];
  }
  return [];
}

function unknownPotReasons({ amounts }: KnownDecision, slice: Slice): readonly Reason[] {
  return byPot(amounts)
    .filter(([id]) => !isCommonPot(id) && slice.get(pot, id) === undefined)
    .map(([id]) => ({
      code: 'unknown-pot',
      reason: { en: `There is no pot ${id}.`, fr: `L’enveloppe ${id} n’existe pas.` },
    }));
}

function shortfallsOf(
  { amounts }: KnownDecision,
  { currency }: KnownCharter,
  slice: Slice,
): readonly Shortfall[] {
  return byPot(amounts).flatMap(([id, askedMinor]) => {
    const freeMinor = slice.balance(available(id)) + slice.balance(uncovered(id));
    if (askedMinor <= freeMinor) return [];
    return [{ pot: id, asked: moneyOf(askedMinor, currency), available: moneyOf(freeMinor, currency) }];
  });
}

function shortfallReason({ pot: id, asked, available: free }: Shortfall): Reason {
  const missing = moneyOf(minorOf(asked) - minorOf(free), asked.currency);
  return {
    code: 'insufficient-funds',
    reason: {
      en: `Pot ${id} is asked for ${wordMoney(asked, 'en')} and holds ${wordMoney(free, 'en')}: ${wordMoney(missing, 'en')} too little.`,
      fr: `L’enveloppe ${id} est sollicitée pour ${wordMoney(asked, 'fr')} et contient ${wordMoney(free, 'fr')} : il manque ${wordMoney(missing, 'fr')}.`,
    },
  };
}

// In the words of public records: the log of refusals is read by everyone.
function standingReasons(standing: Standing): readonly Reason[] {
  if (!stops(standing)) return [];
  const { code, detail } = refuseStanding(standing, false);
  return [{ code, reason: detail }];
}

// One decision can take another's place while this service still hears of it: the proposal is paid for once.
function fundedReasons({ subject }: KnownDecision, slice: Slice): readonly Reason[] {
  if ((slice.get(proposalFunding, subject.id)?.allocated ?? 0n) === 0n) return [];
  const reason = {
    en: `Proposal ${subject.id} is allocated its money by another decision.`,
    fr: `La proposition ${subject.id} a reçu son allocation par une autre décision.`,
  };
  return [{ code: 'proposal-already-funded', reason }];
}

// Money that comes in later does not revive an approval that the committee has gone back on since.
function supersededReasons({ decisionId, decision }: AskedAllocation, slice: Slice): readonly Reason[] {
  const last = slice.fact(lastDecision, decision.subject.id)?.decisionId ?? decisionId;
  if (last === decisionId) return [];
  const reason = {
    en: `Decision ${last} on the same proposal was taken after ${decisionId}, which gives no money any more.`,
    fr: `La décision ${last} sur la même proposition a été prise après ${decisionId}, qui n’accorde plus d’argent.`,
  };
  return [{ code: 'decision-superseded', reason }];
}

function earmarkReasons({ amounts }: KnownDecision, slice: Slice): readonly Reason[] {
  return amounts.flatMap(({ pot: id, windowId }) => {
    const given = slice.get(pot, id)?.windowId ?? null;
    if (given === null || given === windowId) return [];
    const reason = {
      en: `Pot ${id} was given for window ${given}, not for ${windowId === null ? 'no window' : `window ${windowId}`}.`,
      fr: `L’enveloppe ${id} a été donnée pour le guichet ${given}, non ${windowId === null ? 'hors guichet' : `pour le guichet ${windowId}`}.`,
    };
    return [{ code: 'wrong-window', reason }];
  });
}

function windowReasons(
  { amounts }: KnownDecision,
  { windows, currency }: KnownCharter,
  slice: Slice,
): readonly Reason[] {
  return byWindow(amounts).flatMap(([id, askedMinor]) => {
    const window = windows.find((known) => known.id === id);
    if (window === undefined) {
      const reason = { en: `The charter has no window ${id}.`, fr: `La charte n’a pas de guichet ${id}.` };
      return [{ code: 'unknown-window', reason }];
    }
    const { ceilingMinor } = window;
    const allocatedMinor = slice.get(windowTotals, id)?.allocated ?? 0n;
    const fit = windowFit({ currency, windowId: id, ceilingMinor, allocatedMinor, askedMinor });
    if (fit.fits) return [];
    const reason = fit.explanation;
    return [{ code: 'window-ceiling-exceeded', reason }];
  });
}

function capReasons(refused: Rejection | undefined): readonly Reason[] {
  return refused === undefined ? [] : [{ code: refused.code, reason: refused.detail }];
}
