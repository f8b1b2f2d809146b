import { type CapFacts, type CapYears, MAX_CAP_YEARS } from './r1-cap.ts';

type Sums = Pick<CapFacts, 'internalMinor' | 'totalMinor'>;

/** All that was ever allocated and, of it, from the bank's internal resources; minor units. */
export interface AllocatedSums extends Sums {
  /** The same of the newest calendar years, counted in UTC, for a cap that rolls over years. */
  readonly years: { readonly [year: string]: Sums };
  /** What was allocated under each window; absent where nothing was. */
  readonly windows: { readonly [windowId: string]: bigint };
}

/** One part of an allocation; the secretariat's budget is under no window. */
export interface AllocatedPart {
  readonly internal: boolean;
  readonly windowId: string | null;
  readonly amountMinor: bigint;
}

const NOTHING: Sums = { internalMinor: 0n, totalMinor: 0n };

/** A fund that has allocated nothing. */
export const NOTHING_ALLOCATED: AllocatedSums = { ...NOTHING, years: {}, windows: {} };

/** The sums with one allocation more, which counts in a calendar year: the one fold of every service. */
export function plusAllocated(
  before: AllocatedSums,
  parts: readonly AllocatedPart[],
  year: string,
): AllocatedSums {
  const made = parts
    .map(({ internal, amountMinor }) => ({
      totalMinor: amountMinor,
      internalMinor: internal ? amountMinor : 0n,
    }))
    .reduce(plus, NOTHING);
  const windows = { ...before.windows };
  for (const { windowId, amountMinor } of parts)
    if (windowId !== null) windows[windowId] = (windows[windowId] ?? 0n) + amountMinor;
  const inYear = plus(before.years[year] ?? NOTHING, made);
  return { ...plus(before, made), years: newest({ ...before.years, [year]: inYear }), windows };
}

/** What was allocated in these years; null: ever. */
export function allocatedIn(years: CapYears | null, known: AllocatedSums | undefined): Sums {
  if (known === undefined) return NOTHING;
  if (years === null) return { internalMinor: known.internalMinor, totalMinor: known.totalMinor };
  return Object.entries(known.years)
    .filter(([year]) => Number(year) >= years.first && Number(year) <= years.last)
    .map(([, sums]) => sums)
    .reduce(plus, NOTHING);
}

function plus(a: Sums, b: Sums): Sums {
  return { internalMinor: a.internalMinor + b.internalMinor, totalMinor: a.totalMinor + b.totalMinor };
}

function newest(years: AllocatedSums['years']): AllocatedSums['years'] {
  const kept = Object.entries(years).sort(([a], [b]) => Number(a) - Number(b));
  return Object.fromEntries(kept.slice(-MAX_CAP_YEARS));
}
