import { type ApprovedAmount, BANK_POT, type Instant, rulesTold, sumMinor, type Verdict } from '@mdtf/domain';
import {
  allocatedIn,
  blocking,
  type CapFacts,
  capParameters,
  capYears,
  evaluate,
  type PlannedAmounts,
  planVerdicts,
  type WaiverScope,
} from '@mdtf/rules';
import type { ProposalAtHand } from './proposal-at-hand.ts';
import { refused } from './rejections.ts';
import { verdictsOnStanding } from './standings.ts';

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
 * What the fund's rules say: of the proposal what its check and its submission said, the split by pot in place of the
 * plan; R1 also on the allocations that count with it; R15 on pots given for a window; last, what stands against its
 * organisations. The sums are as far as allocation's log has been read; allocation decides again on its own.
 */
export function verdictsOn(asked: Asked): readonly Verdict[] {
  const { place, at, currency, hand, amounts } = asked;
  const of = planVerdicts(hand.proposal.plan, {
    place,
    currency,
    rules: hand.rules,
    waivers: { subject: hand.id, at, granted: hand.waivers },
    amounts: amounts.length === 0 ? undefined : wholeOf(asked),
  });
  const isCap = ({ rule }: Verdict) => rule === 'R1';
  return [
    ...of.filter(isCap),
    ...cumulativeCap(asked),
    ...of.filter((verdict) => !isCap(verdict)),
    ...earmarkVerdicts(asked),
    ...secretariatVerdicts(asked),
    ...verdictsOnStanding(hand, at, place),
  ];
}

function splitOf({ amounts, currency }: Pick<Asked, 'amounts' | 'currency'>): PlannedAmounts {
  const total = (parts: readonly ApprovedAmount[]): bigint =>
    sumMinor(
      parts.map(({ amount }) => amount),
      currency,
    );
  return { totalMinor: total(amounts), internalMinor: total(amounts.filter(({ pot }) => pot === BANK_POT)) };
}

/** With what was given before, by the decision that a top-up amends. */
function wholeOf({ hand, amounts, currency }: Asked): PlannedAmounts {
  return splitOf({ amounts: [...hand.already, ...amounts], currency });
}

/**
 * What the cap says once the money of a revoked decision is back in its pots; nothing where only the bank's own goes
 * back, which brings the fund nearer to it.
 */
export function releaseVerdicts({ place, at, hand, currency }: Omit<Asked, 'amounts'>): readonly Verdict[] {
  const back = splitOf({ amounts: hand.already, currency });
  if (back.totalMinor === back.internalMinor) return [];
  const years = capYears(at, capParameters(hand.rules));
  const sums = allocatedIn(years, hand.allocated);
  const less = (sum: bigint, part: bigint): bigint => (sum > part ? sum - part : 0n);
  const facts: CapFacts = {
    currency,
    internalMinor: less(sums.internalMinor, back.internalMinor),
    totalMinor: less(sums.totalMinor, back.totalMinor),
    years,
  };
  return [evaluate('R1', place, facts, hand.rules)];
}

/** The waivers for it, measured against all that is given. */
function scopeOf(asked: Asked): WaiverScope {
  const { at, hand } = asked;
  return { subject: hand.id, at, granted: hand.waivers, amountMinor: wholeOf(asked).totalMinor };
}

/** Nothing is said where no pot of the split was given for a window. */
function earmarkVerdicts(asked: Asked): readonly Verdict[] {
  const { place, hand, amounts, currency } = asked;
  const parts = amounts.map(({ pot, windowId, amount }) => ({
    pot,
    organisation: null,
    givenFor: hand.pot(pot)?.windowId ?? null,
    bound: 'earmark' as const,
    usedFor: windowId,
    amountMinor: sumMinor([amount], currency),
  }));
  if (parts.every(({ givenFor }) => givenFor === null)) return [];
  return [evaluate('R15', place, { currency, parts }, hand.rules, scopeOf(asked))];
}

/** Of the secretariat's own budget: R13 on all that it was given, with this. */
function secretariatVerdicts(asked: Asked): readonly Verdict[] {
  const { place, hand, currency } = asked;
  const { proposal, allocated, netAgreedMinor: baseMinor, secretariatPercent: ratePercent } = hand;
  if (proposal.kind !== 'secretariat-budget') return [];
  const { totalMinor } = splitOf(asked);
  const { requested } = proposal;
  const asks = totalMinor > 0n || requested === null ? totalMinor : sumMinor([requested], currency);
  // What is allocated under no window is the secretariat's.
  const under = Object.values(allocated?.windows ?? {}).reduce((sum, each) => sum + each, 0n);
  const costMinor = (allocated?.totalMinor ?? 0n) - under + asks;
  const facts = { currency, costMinor, baseMinor, decided: true, ratePercent };
  return [evaluate('R13', place, facts, hand.rules, { ...scopeOf(asked), amountMinor: asks })];
}

function cumulativeCap(asked: Asked): readonly Verdict[] {
  const { place, at, hand, amounts, currency } = asked;
  if (amounts.length === 0) return [];
  const { rules, allocated } = hand;
  const { internalMinor, totalMinor } = splitOf({ amounts, currency });
  const years = capYears(at, capParameters(rules));
  const sums = allocatedIn(years, allocated);
  const cumulative: CapFacts = {
    currency,
    internalMinor: internalMinor + sums.internalMinor,
    totalMinor: totalMinor + sums.totalMinor,
    itemInternalMinor: internalMinor,
    years,
  };
  const all = evaluate('R1', place, cumulative, rules, scopeOf(asked));
  const { en, fr } = all.explanation;
  const explanation = {
    en: `With the allocations so far. ${en}`,
    fr: `Avec les allocations à ce jour. ${fr}`,
  };
  return [{ ...all, explanation }];
}

/** 422 with every verdict, in the words of those that stop it. */
export function refusedByRules(verdicts: readonly Verdict[]) {
  const stopping = verdicts.filter((verdict) => blocking([verdict]));
  return refused(
    'rule-not-kept',
    { en: 'A rule of the fund is not kept', fr: 'Une règle du fonds n’est pas respectée' },
    rulesTold(stopping),
    { verdicts },
  );
}
