import { describe, expect, it } from 'vitest';
import { compareContributions } from './compare-contributions.ts';
import { compareRounds } from './compare-rounds.ts';
import { compareAfghanistanFund, comparePeacebuildingFund } from './compare-statements.ts';
import { millionths, publishedRows, publishedStatements } from './published.ts';

const round = (count: string, budget: string) => ({
  PooledFundId: '23',
  AllocationYear: '2018',
  AllocationTitle: 'A round\t',
  TotalProjectsApproved: count,
  TotalApprovedBudget: budget,
});

function differs(published: [string, string], reported: [number, string]): boolean {
  const rows = [{ title: 'A round\t', year: 2018, projects: reported[0], approvedBudget: reported[1] }];
  const { different } = compareRounds([round(...published)], new Map([['cbpf-23', rows]]));
  return different.length === 1;
}

describe('a published round is equal', () => {
  it.each([
    [['1', '367000'], [1, '367000.00'], false],
    [['1', '367000'], [1, '367000.49'], false],
    [['1', '367000'], [1, '367001.01'], true],
    [['1', '367000'], [2, '367000.00'], true],
    [['23', '1.849342E+07'], [23, '18493424.90'], false],
    [['23', '1.849342E+07'], [23, '18493431.00'], true],
    [['31', '3.656876E+07'], [31, '36568765.60'], false],
  ] as const)('%j to %j: different %s', (published, reported, expected) => {
    expect(differs([...published], [...reported])).toBe(expected);
  });

  it('only if it is reported at all', () => {
    expect(compareRounds([round('1', '1')], new Map()).different).toMatchObject([{ reported: 'nothing' }]);
  });
});

describe('every other published figure', () => {
  it('is compared exactly: a share that is off by a hundredth is different', () => {
    const gift = {
      PooledFundId: '15',
      FiscalYear: '2026',
      DonorCode: '1037',
      DonorName: 'Isle of Man',
      ContributionAmt: '467646.70',
      ContributionPercent: '0.18000',
    };
    const row = { donorName: 'Isle of Man', year: 2026, deposited: '467646.70', shareOfYearPercent: '0.18' };
    const compare = (reported: object) =>
      compareContributions([gift], new Map([['cbpf-15', [{ ...row, ...reported }]]])).equal;
    expect(compare({})).toBe(1);
    expect(compare({ shareOfYearPercent: '0.17' })).toBe(0);
    expect(compare({ deposited: '467646.71' })).toBe(0);
    expect(compare({ year: 2025 })).toBe(0);
  });

  it('of the statements has its place in the reports; without them none is equal', () => {
    const [pbf, artf] = publishedStatements();
    const { equal, different } = comparePeacebuildingFund(pbf ?? {}, []);
    expect([equal, different.length]).toEqual([0, 22]);
    const statement = comparePeacebuildingFund(pbf ?? {}, [
      { line: 'balance-fund', amount: '90900319.00', percent: '12.0' },
    ]);
    expect(statement.equal).toBe(2);
    const italy = (pledged: string, withoutPreference: string, share: string) => ({
      donorName: 'Italy',
      pledged,
      withoutPreference,
      deposited: '0.00',
      shareOfPledgesPercent: share,
      shareOfPaidInPercent: '0',
    });
    const equalOf = (...rows: ReturnType<typeof italy>[]) => compareAfghanistanFund(artf ?? {}, rows).equal;
    const [free, preferred] = ['22052000.00', '14701000.00'];
    expect(equalOf(italy(free, free, '5'), italy(preferred, '0.00', '5'))).toBe(5);
    expect(equalOf(italy(free, free, '3'), italy(preferred, '0.00', '2'))).toBe(4);
    expect(equalOf(italy(free, free, '5'))).toBe(4);
    expect(compareAfghanistanFund(artf ?? {}, []).different).toHaveLength(65);
  });
});

describe('the published files', () => {
  it('say themselves what their rows come to: each round is the sum of its projects', () => {
    const sums = new Map<string, { projects: number; budget: bigint }>();
    for (const year of [2018, 2019, 2020]) {
      for (const { PFId, AllYr, AllNm, PrgBdg = '0' } of publishedRows(`ocha-cbpf-projects-${year}.csv`)) {
        const key = JSON.stringify([`cbpf-${PFId}`, AllYr, AllNm]);
        const { projects, budget } = sums.get(key) ?? { projects: 0, budget: 0n };
        sums.set(key, { projects: projects + 1, budget: budget + millionths(PrgBdg) });
      }
    }
    const reports = Map.groupBy(
      [...sums].map(([key, { projects, budget }]) => {
        const [fund, year, title] = JSON.parse(key) as [string, string, string];
        return {
          fund,
          year,
          title,
          projects,
          approvedBudget: `${budget / 1_000_000n}.${`${budget % 1_000_000n}`.padStart(6, '0')}`,
        };
      }),
      ({ fund }) => fund,
    );
    const published = publishedRows('ocha-cbpf-allocation-rounds-2018-2020.csv');
    const compared = published.filter(({ TotalProjectsApproved }) => TotalProjectsApproved !== '0');
    const { equal, different } = compareRounds(compared, reports);
    expect(equal).toBe(238);
    expect(different).toEqual([
      {
        where: 'cbpf-19 2019 "Reserve Allocation 2"',
        published: '30 projects, 9767304',
        reported: '30 projects, 9767305.240000',
        explained: 'adding 30 amounts in single precision, as the source does, can lose 15',
      },
    ]);
  });
});
