import {
  type ApprovedAmount,
  BANK_POT,
  largestSum,
  type Money,
  minorOf,
  moneyOf,
  notKnown,
  POOLED_POT,
  type Rejection,
} from '@mdtf/domain';
import {
  feeDue,
  moreThanThereIs,
  refuseAmount,
  type SupposedRule,
  supposedAmount,
  supposedWindows,
  tooLarge,
  underSupposedRule,
} from '@mdtf/rules';
import { available, byPot, uncovered } from './chart-of-accounts.ts';
import type { Contribution } from './contribution.ts';
import type { Standing } from './headroom.ts';
import type { KnownCharter } from './known/charter.ts';
import { EMPTY_POT } from './pot.ts';
import type { Receipts } from './receipts.ts';
import { type FundTotals, plus } from './totals.ts';
import { byWindow } from './window.ts';

type Measure = 'agreed' | 'deposited';

/** One named thing of a fund supposed to be otherwise; `by` is signed. */
export type FundSupposition =
  | {
      /** A known contribution is larger or smaller, as agreed or as deposited. */
      readonly suppose: 'contribution';
      readonly contributionId: string;
      readonly measure: Measure;
      readonly by: Money;
    }
  | {
      /** Somebody else, or the bank, gives more. */
      readonly suppose: 'gift';
      readonly internal: boolean;
      readonly measure: Measure;
      readonly amount: Money;
      readonly feePercent?: string | undefined;
    }
  | { readonly suppose: 'window'; readonly windowId: string; readonly by: Money }
  | { readonly suppose: 'allocation'; readonly amounts: readonly ApprovedAmount[] }
  | ({ readonly suppose: 'rule' } & SupposedRule);

/** A contribution with what came of it. */
export interface KnownGift {
  readonly terms: Contribution;
  readonly received: Receipts;
}

/** What can be supposed otherwise of a fund. */
export interface SupposableFund {
  readonly charter: KnownCharter;
  readonly standing: Standing;
  /** Those that are named, by their ids. */
  readonly contributions: ReadonlyMap<string, KnownGift>;
}

/** Laid over a fund in a calendar year. */
interface Where {
  readonly field: string;
  readonly year: string;
}

/** The fund with the suppositions laid over it in their order, or why one of them makes no sense; pure. */
export function supposeFund(
  facts: SupposableFund,
  suppositions: readonly FundSupposition[],
  year: string,
): SupposableFund | Rejection {
  let supposed = facts;
  for (const [at, supposition] of suppositions.entries()) {
    const next = supposeOne(supposed, supposition, { field: `body.suppose.${at}`, year });
    if ('code' in next) return next;
    supposed = next;
  }
  return supposed;
}

function supposeOne(facts: SupposableFund, supposition: FundSupposition, where: Where) {
  switch (supposition.suppose) {
    case 'contribution':
      return supposeContribution(facts, supposition, where);
    case 'gift':
      return supposeGift(facts, supposition, where);
    case 'window':
      return supposeWindow(facts, supposition, where);
    case 'allocation':
      return supposeAllocation(facts, supposition.amounts, where);
    case 'rule':
      return supposeRule(facts, supposition, where);
  }
}

function supposeContribution(
  facts: SupposableFund,
  { contributionId, measure, by }: Extract<FundSupposition, { suppose: 'contribution' }>,
  { field, year }: Where,
): SupposableFund | Rejection {
  const known = facts.contributions.get(contributionId);
  if (known === undefined) return notKnown('contribution', contributionId, `${field}.contributionId`);
  const wrong = refuseAmount(by, facts.charter.currency, `${field}.by`);
  if (wrong !== undefined) return wrong;
  const { terms, received } = known;
  const { currency } = facts.charter;
  const change = minorOf(by);
  const agreedMinor = terms.stage === 'agreed' ? minorOf(terms.amount) : 0n;
  const hasMinor = measure === 'agreed' ? agreedMinor : received.deposited;
  if (hasMinor + change < 0n) {
    const has = supposedAmount(hasMinor, currency);
    const detail = {
      en: `Of contribution ${contributionId}, ${has.en} are ${measure}; more cannot be taken away.`,
      fr: `De la contribution ${contributionId}, ${has.fr} sont ${measure === 'agreed' ? 'convenus' : 'déposés'} ; on ne peut retirer plus.`,
    };
    return moreThanThereIs(detail, `${field}.by`);
  }
  const gift = { pot: terms.pot, internal: terms.internal, measure, change, year };
  if (measure === 'agreed') {
    const amount = moneyOf(hasMinor + change, currency);
    const after = { ...known, terms: { ...terms, stage: 'agreed' as const, amount } };
    return given(
      { ...facts, contributions: new Map(facts.contributions).set(contributionId, after) },
      gift,
      0n,
      field,
    );
  }
  const fees = feeOn(received.deposited + change, terms.feePercent, facts.charter);
  const after = { ...known, received: { deposited: received.deposited + change, fees } };
  const changed = { ...facts, contributions: new Map(facts.contributions).set(contributionId, after) };
  return given(changed, gift, fees - received.fees, field);
}

function supposeGift(
  facts: SupposableFund,
  { internal, measure, amount, feePercent }: Extract<FundSupposition, { suppose: 'gift' }>,
  { field, year }: Where,
): SupposableFund | Rejection {
  const wrong = refuseAmount(amount, facts.charter.currency, `${field}.amount`);
  if (wrong !== undefined) return wrong;
  const change = minorOf(amount);
  const rate = feePercent ?? (internal ? '0' : facts.charter.administrationFeePercent);
  const fee = measure === 'deposited' ? feeOn(change, rate, facts.charter) : 0n;
  return given(facts, { pot: internal ? BANK_POT : POOLED_POT, internal, measure, change, year }, fee, field);
}

function feeOn(
  depositedMinor: bigint,
  ratePercent: string,
  { currency, administrationFeePercent }: KnownCharter,
) {
  const facts = { currency, depositsToDateMinor: depositedMinor, feesTakenMinor: 0n, ratePercent };
  return feeDue(facts, { ratePercent: administrationFeePercent });
}

interface Gift {
  readonly pot: string;
  readonly internal: boolean;
  readonly measure: Measure;
  readonly change: bigint;
  readonly year: string;
}

/** The fund with an amount more agreed or deposited; what is deposited is in its pot, less the fee. */
function given(
  facts: SupposableFund,
  { pot, internal, measure, change, year }: Gift,
  fee: bigint,
  field: string,
): SupposableFund | Rejection {
  const { standing, charter } = facts;
  const totals: FundTotals = plus(standing.totals, { measure, amountMinor: change, internal, year });
  if (totals[measure] > largestSum(charter.currency)) return tooLarge(field);
  if (measure === 'agreed') return { ...facts, standing: { ...standing, totals } };
  const before = standing.pots.get(pot) ?? EMPTY_POT;
  const account = available(pot);
  const free = freeIn(standing, pot) + change - fee;
  if (free < 0n) {
    const free = supposedAmount(freeIn(standing, pot), charter.currency);
    const detail = {
      en: `Pot ${pot} holds ${free.en} that are not allocated; more cannot be taken away.`,
      fr: `L’enveloppe ${pot} contient ${free.fr} non alloués ; on ne peut retirer plus.`,
    };
    return moreThanThereIs(detail, `${field}.by`);
  }
  return {
    ...facts,
    standing: {
      ...standing,
      totals,
      pots: new Map(standing.pots).set(pot, {
        ...before,
        deposited: before.deposited + change,
        fees: before.fees + fee,
      }),
      balances: new Map(standing.balances).set(
        account,
        (standing.balances.get(account) ?? 0n) + change - fee,
      ),
    },
  };
}

function freeIn({ balances }: Standing, pot: string): bigint {
  return (balances.get(available(pot)) ?? 0n) + (balances.get(uncovered(pot)) ?? 0n);
}

function supposeWindow(
  facts: SupposableFund,
  supposition: Extract<FundSupposition, { suppose: 'window' }>,
  { field }: Where,
): SupposableFund | Rejection {
  const { charter } = facts;
  const windows = supposedWindows(charter.windows, supposition, { currency: charter.currency, field });
  return 'code' in windows ? windows : { ...facts, charter: { ...charter, windows } };
}

function supposeAllocation(
  facts: SupposableFund,
  amounts: readonly ApprovedAmount[],
  { field, year }: Where,
): SupposableFund | Rejection {
  const { charter, standing } = facts;
  for (const [at, { pot, windowId, amount }] of amounts.entries()) {
    const where = `${field}.amounts.${at}`;
    const wrong = refuseAmount(amount, charter.currency, `${where}.amount`);
    if (wrong !== undefined) return wrong;
    if (pot !== POOLED_POT && pot !== BANK_POT && !standing.pots.has(pot))
      return notKnown('pot', pot, `${where}.pot`);
    if (windowId !== null && !charter.windows.some(({ id }) => id === windowId))
      return notKnown('window', windowId, `${where}.windowId`);
  }
  const pots = new Map(standing.pots);
  const balances = new Map(standing.balances);
  let { totals } = standing;
  for (const [pot, askedMinor] of byPot(amounts)) {
    const free = freeIn(standing, pot);
    if (askedMinor > free) {
      const [asked, held] = [
        supposedAmount(askedMinor, charter.currency),
        supposedAmount(free, charter.currency),
      ];
      const detail = {
        en: `Pot ${pot} is asked for ${asked.en} and holds ${held.en}.`,
        fr: `L’enveloppe ${pot} est sollicitée pour ${asked.fr} et contient ${held.fr}.`,
      };
      return moreThanThereIs(detail, `${field}.amounts`);
    }
    const before = pots.get(pot) ?? EMPTY_POT;
    pots.set(pot, { ...before, allocated: before.allocated + askedMinor });
    balances.set(available(pot), (balances.get(available(pot)) ?? 0n) - askedMinor);
    totals = plus(totals, {
      measure: 'allocated',
      amountMinor: askedMinor,
      internal: pot === BANK_POT,
      year,
    });
  }
  const windows = new Map(standing.windows);
  for (const [id, askedMinor] of byWindow(amounts))
    windows.set(id, { allocated: (windows.get(id)?.allocated ?? 0n) + askedMinor });
  return { ...facts, standing: { totals, pots, balances, windows } };
}

function supposeRule(
  facts: SupposableFund,
  { suppose: _, ...change }: Extract<FundSupposition, { suppose: 'rule' }>,
  { field }: Where,
): SupposableFund | Rejection {
  const supposed = underSupposedRule(facts.charter, change, field);
  return 'code' in supposed ? supposed : { ...facts, ...supposed };
}
