import { inEach, type Rejection, type Verdict } from '@mdtf/domain';
import {
  blocking,
  CATALOGUE,
  type CapFacts,
  capHeadroom,
  capParameters,
  capYears,
  evaluate,
  type WaiverScope,
} from '@mdtf/rules';
import type { KnownCharter } from './known/charter.ts';
import type { FundTotals, Sums } from './totals.ts';

/** Where the cap is tested on the fund's own sums. */
export type CapPlace = 'pledged' | 'agreed' | 'deposited' | 'allocation';

/** Which sums are asked about, of which year and under which charter. */
export interface CapQuestion {
  readonly place: CapPlace;
  readonly charter: KnownCharter;
  /** The calendar year it is, in UTC: where the charter rolls, sums are taken over it and the years before. */
  readonly year: string;
  /** The bank's part of the one item being decided: the changes that would pass are then to this part. */
  readonly itemInternalMinor?: bigint;
  /** Also where the charter has the cap off: for information. */
  readonly evenOff?: boolean;
  /** Only where the cap does not hold: what is recorded many times over says nothing while it does. */
  readonly onlyBroken?: boolean;
  /** Of the proposal that the step is for; absent: it is for none. */
  readonly waivers?: WaiverScope;
}

/** The fund's sums before and after a step. */
export interface CapSteps {
  readonly before: FundTotals;
  readonly after: FundTotals;
}

type CapSums = Pick<CapFacts, 'internalMinor' | 'totalMinor' | 'years'>;

/** What the cap says of a fund's sums; nothing where the charter has it off. */
export function capVerdicts(totals: FundTotals, question: CapQuestion): readonly Verdict[] {
  const { place, charter, itemInternalMinor, evenOff = false, onlyBroken = false, waivers } = question;
  const severity = charter.rules.R1?.severities?.[place] ?? CATALOGUE.R1.places[place] ?? 'off';
  if (severity === 'off' && !evenOff) return [];
  const item = itemInternalMinor === undefined ? {} : { itemInternalMinor };
  const facts = { currency: charter.currency, ...sumsAt(totals, question), ...item };
  if (onlyBroken && holds(facts, charter)) return [];
  return [evaluate('R1', place, facts, charter.rules, waivers)];
}

/** What the cap says of the sums after a step, and the refusal of the step where it blocks it. */
export function testCap(steps: CapSteps, question: CapQuestion) {
  const verdicts = capVerdicts(steps.after, question);
  return { verdicts, refused: refuseBeyondCap(verdicts, steps, question) };
}

/**
 * The refusal of a step that the cap blocks. A step that adds no internal money and takes none away from the others
 * is let through even above the cap: it brings the fund nearer to it.
 */
function refuseBeyondCap(
  verdicts: readonly Verdict[],
  steps: CapSteps,
  question: CapQuestion,
): Rejection | undefined {
  if (!blocking(verdicts)) return undefined;
  if (!worsens(sumsAt(steps.before, question), sumsAt(steps.after, question))) return undefined;
  return {
    code: 'cap-exceeded',
    category: 'refused',
    title: {
      en: 'Above the cap on the bank’s internal resources',
      fr: 'Au-dessus du plafond des ressources propres de la banque',
    },
    detail: inEach((language) => verdicts.map(({ explanation }) => explanation[language]).join(' ')),
    verdicts,
  };
}

function holds(facts: CapFacts, charter: KnownCharter): boolean {
  const { headroomMinor } = capHeadroom(facts, capParameters(charter.rules));
  return headroomMinor === null || headroomMinor >= 0n;
}

function sumsAt(totals: FundTotals, { place, charter, year }: CapQuestion): CapSums {
  const years = capYears(year, capParameters(charter.rules));
  if (years === null) return { ...measured(place, totals), years };
  const sums = Object.entries(totals.years)
    .filter(([each]) => Number(each) >= years.first && Number(each) <= years.last)
    .map(([, sums]) => measured(place, sums))
    .reduce(addSums, { internalMinor: 0n, totalMinor: 0n });
  return { ...sums, years };
}

function measured(place: CapPlace, sums: Partial<Sums>): CapSums {
  const { pledged = 0n, pledgedInternal = 0n, agreed = 0n, agreedInternal = 0n } = sums;
  switch (place) {
    case 'pledged':
      return { internalMinor: pledgedInternal + agreedInternal, totalMinor: pledged + agreed };
    case 'agreed':
      return { internalMinor: agreedInternal, totalMinor: agreed };
    case 'deposited':
      return { internalMinor: sums.depositedInternal ?? 0n, totalMinor: sums.deposited ?? 0n };
    case 'allocation':
      return { internalMinor: sums.allocatedInternal ?? 0n, totalMinor: sums.allocated ?? 0n };
  }
}

function addSums(a: CapSums, b: CapSums): CapSums {
  return { internalMinor: a.internalMinor + b.internalMinor, totalMinor: a.totalMinor + b.totalMinor };
}

function worsens(before: CapSums, after: CapSums): boolean {
  const othersBefore = before.totalMinor - before.internalMinor;
  const othersAfter = after.totalMinor - after.internalMinor;
  return after.internalMinor > before.internalMinor || othersAfter < othersBefore;
}
