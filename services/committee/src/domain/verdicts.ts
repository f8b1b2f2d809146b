import {
  type ApprovedAmount,
  type Instant,
  type Localised,
  moneyOf,
  sumMinor,
  type Verdict,
  wordMoney,
} from '@mdtf/domain';
import { blocking, type CapFacts, capParameters, capYears, evaluate } from '@mdtf/rules';
import { allocatedIn } from './known/allocated.ts';
import { BANK_POT } from './known/pot.ts';
import type { BoundedWaiver, ProposalAtHand } from './proposal-at-hand.ts';
import { refused } from './rejections.ts';

/** What the rules are asked: a proposal with amounts by pot, at a place, at a time, in the fund's currency. */
export interface Asked {
  readonly place: 'agenda' | 'decision';
  readonly at: Instant;
  readonly hand: ProposalAtHand;
  /** Empty where nothing is said about pots yet. */
  readonly amounts: readonly ApprovedAmount[];
  readonly currency: string;
}

/**
 * What the fund's rules say: R1 on the amounts themselves and on the allocations that count with them, R3 on the proposal's budget
 * and R8 on its dates. The sums are as far as allocation's log has been read; allocation decides again on its own.
 */
export function verdictsOn(asked: Asked): readonly Verdict[] {
  const { place, at, currency, hand } = asked;
  const { proposal, rules } = hand;
  const granted = hand.waivers.filter((waiver) => reaches(waiver, asked));
  const scope = { subject: hand.id, at, granted };
  const { directMinor, indirectMinor, startDate, endDate } = proposal;
  return [
    ...capVerdicts(asked),
    explained(evaluate('R3', place, { currency, directMinor, indirectMinor }, rules, scope), asked),
    explained(evaluate('R8', place, { startDate, endDate }, rules, scope), asked),
  ];
}

/** True for a waiver whose bound is not below what is asked: the amounts together, or the request where there are none. */
function reaches({ upToMinor }: BoundedWaiver, { hand, amounts, currency }: Asked): boolean {
  if (upToMinor === null) return true;
  const { requested } = hand.proposal;
  const parts =
    amounts.length > 0 ? amounts.map(({ amount }) => amount) : requested === null ? [] : [requested];
  return sumMinor(parts, currency) <= upToMinor;
}

/** A verdict that awaits a waiver says of those there are why they do not lift it. */
function explained(verdict: Verdict, asked: Asked): Verdict {
  if (verdict.outcome !== 'needs-waiver') return verdict;
  const there = asked.hand.waivers.filter(({ rule }) => rule === verdict.rule);
  const words = there.map((waiver) => whyNot(waiver, asked));
  const { en, fr } = verdict.explanation;
  const joined = (before: string, more: readonly string[]) => [before, ...more].join(' ');
  return {
    ...verdict,
    explanation: {
      en: joined(
        en,
        words.map((word) => word.en),
      ),
      fr: joined(
        fr,
        words.map((word) => word.fr),
      ),
    },
  };
}

function whyNot({ id, expires, upToMinor }: BoundedWaiver, { at, currency }: Asked): Localised {
  if (expires !== null && at >= expires)
    return { en: `Waiver ${id} ended at ${expires}.`, fr: `La dérogation ${id} a pris fin à ${expires}.` };
  const bound = moneyOf(upToMinor ?? 0n, currency);
  return {
    en: `Waiver ${id} reaches to ${wordMoney(bound, 'en')} only.`,
    fr: `La dérogation ${id} ne va que jusqu’à ${wordMoney(bound, 'fr')}.`,
  };
}

function capVerdicts({ place, at, hand, amounts, currency }: Asked): readonly Verdict[] {
  if (amounts.length === 0) return [];
  const { rules, allocated } = hand;
  const total = (parts: readonly ApprovedAmount[]): bigint =>
    sumMinor(
      parts.map(({ amount }) => amount),
      currency,
    );
  const internalMinor = total(amounts.filter(({ pot }) => pot === BANK_POT));
  const plan: CapFacts = { currency, internalMinor, totalMinor: total(amounts) };
  const years = capYears(at, capParameters(rules));
  const sums = allocatedIn(years, allocated);
  const cumulative: CapFacts = {
    currency,
    internalMinor: internalMinor + sums.internalMinor,
    totalMinor: plan.totalMinor + sums.totalMinor,
    itemInternalMinor: internalMinor,
    years,
  };
  const all = evaluate('R1', place, cumulative, rules);
  const { en, fr } = all.explanation;
  const explanation = {
    en: `With the allocations so far. ${en}`,
    fr: `Avec les allocations à ce jour. ${fr}`,
  };
  return [evaluate('R1', place, plan, rules), { ...all, explanation }];
}

/** 422 with every verdict, in the words of those that stop it. */
export function refusedByRules(verdicts: readonly Verdict[]) {
  const stopping = verdicts.filter((verdict) => blocking([verdict]));
  const reasons = stopping.map(({ rule, explanation }) => `${rule}: ${explanation.en}`).join(' ');
  return refused('rule-not-kept', 'A rule of the fund is not kept', reasons, { verdicts });
}
