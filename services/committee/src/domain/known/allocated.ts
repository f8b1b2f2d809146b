import { type Aggregate, type ApprovedAmount, type Money, minorOf } from '@mdtf/domain';
import { type CapFacts, type CapYears, MAX_CAP_YEARS } from '@mdtf/rules';
import { BANK_POT } from './pot.ts';

/** Of allocation's event: what was allocated, and the fund's own sums after it. */
export interface AllocationMade {
  readonly type: 'AllocationMade';
  readonly data: {
    readonly amounts: readonly Pick<ApprovedAmount, 'pot' | 'amount'>[];
    readonly totals: { readonly allocated: Money; readonly allocatedInternal: Money };
  };
}

type Sums = Pick<CapFacts, 'internalMinor' | 'totalMinor'>;

/** All that was ever allocated and, of it, from the bank's internal resources; minor units. */
export interface KnownAllocated extends Sums {
  /** The same of the newest calendar years, counted in UTC, for a cap that rolls over years. */
  readonly years: { readonly [year: string]: Sums };
}

/** The id of the one document of its kind in a fund. */
export const THE_SUMS = 'sums';

const NOTHING: Sums = { internalMinor: 0n, totalMinor: 0n };

/** Cumulative allocations as known here; they date from the position of allocation's log in an entry's basis. */
export const knownAllocated: Aggregate<KnownAllocated, AllocationMade> = {
  kind: 'allocated',
  version: 2,
  concerns: { AllocationMade: () => THE_SUMS },
  evolve(before, { data: { amounts, totals } }, { time }) {
    const year = time.slice(0, 4);
    const made = amounts.map(({ pot, amount }) => {
      const totalMinor = minorOf(amount);
      return { totalMinor, internalMinor: pot === BANK_POT ? totalMinor : 0n };
    });
    const inYear = [before?.years[year] ?? NOTHING, ...made].reduce(plus);
    return {
      totalMinor: minorOf(totals.allocated),
      internalMinor: minorOf(totals.allocatedInternal),
      years: newest({ ...before?.years, [year]: inYear }),
    };
  },
};

/** What was allocated in these years; null: ever. */
export function allocatedIn(years: CapYears | null, known: KnownAllocated | undefined): Sums {
  if (known === undefined) return NOTHING;
  if (years === null) return known;
  return Object.entries(known.years)
    .filter(([year]) => Number(year) >= years.first && Number(year) <= years.last)
    .map(([, sums]) => sums)
    .reduce(plus, NOTHING);
}

function plus(a: Sums, b: Sums): Sums {
  return { internalMinor: a.internalMinor + b.internalMinor, totalMinor: a.totalMinor + b.totalMinor };
}

function newest(years: KnownAllocated['years']): KnownAllocated['years'] {
  const kept = Object.entries(years).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(kept.slice(-MAX_CAP_YEARS));
}
