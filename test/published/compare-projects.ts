import { idFrom } from '@mdtf/cli';
import { type Comparison, cellText, compareEach, type ReportRow } from './comparison.ts';
import { millionths, ONE, type Published } from './published.ts';

/**
 * Compares every published project with the report of activities: budget, indirect support cost (the budget less its
 * direct cost) and its share of direct cost, as the source's own numbers give them.
 */
export function compareProjects(
  published: readonly Published[],
  reports: ReadonlyMap<string, readonly ReportRow[]>,
): Comparison {
  const rows = new Map(
    [...reports].flatMap(([fund, all]) => all.map((row) => [`${fund} ${cellText(row, 'activityId')}`, row])),
  );
  return compareEach('projects: budget, indirect cost and its share', published, (project) => {
    const { PFId = '', PrjCode = '', PrgBdg = '0', BgdDC = '0', BdgSC = '0' } = project;
    const row = rows.get(`cbpf-${PFId} ${idFrom([PrjCode])}`);
    const [budget, direct] = [millionths(PrgBdg), millionths(BgdDC) + millionths(BdgSC)];
    // Four cents more direct cost than budget, in one project: there is no indirect cost.
    const indirect = budget > direct ? budget - direct : 0n;
    const expected = [cents(budget), cents(indirect), cents((100n * indirect * ONE) / direct)].map(decimal);
    const reported = ['allocated', 'indirectCost', 'indirectSharePercent'].map(
      (column) => cellText(row, column) ?? 'nothing',
    );
    return {
      where: `cbpf-${PFId} ${PrjCode}`,
      published: expected.join(', '),
      reported: row === undefined ? undefined : reported.join(', '),
      isEqual: expected.join() === reported.join(),
    };
  });
}

const CENT = ONE / 100n;

const cents = (amount: bigint): bigint => (amount + CENT / 2n) / CENT;

const decimal = (hundredths: bigint): string =>
  `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
