import type { ProposalContent } from '@mdtf/contracts';

/** Dollars as a command has them. */
export const usd = (amount: string) => ({ amount, currency: 'USD' });

/** Budget lines of the eight categories, amounts in whole dollars; a zero line is left out. */
export const budget = (...amounts: number[]): ProposalContent['budget'] =>
  amounts.flatMap((amount, i) => (amount === 0 ? [] : [{ category: i + 1, amount: usd(`${amount}.00`) }]));

type Indicator = ProposalContent['results'][number]['indicators'][number];

const indicator = (id: string, name: string, unit: string, target: string): Indicator => ({
  id,
  name,
  unit,
  baseline: '0',
  target,
  disaggregatedBy: ['sex', 'ethnic-origin', 'education'],
  legalBasis: 'Asked with consent only, under the statistics act of each country that takes part.',
});

/** What the proposals of the demonstration differ in. */
export interface Facts {
  readonly kind?: ProposalContent['kind'];
  readonly pilot?: true;
  readonly marketplace?: ProposalContent['marketplace'];
  readonly title: string;
  readonly window: 'W1' | 'W2';
  readonly call?: string;
  readonly objectives: string[];
  readonly recommendations: string[];
  readonly lead: string;
  readonly partners?: ProposalContent['partners'];
  readonly countries: string[];
  readonly mandate: readonly [objectives: string, tasks: string, results: string];
  readonly budget: ProposalContent['budget'];
  readonly total: string;
  readonly bankPart?: string;
  readonly result: readonly [statement: string, indicator: string, unit: string, target: string];
  readonly evaluation?: ProposalContent['evaluation'];
  readonly classification?: readonly string[];
}

/** "sdg-targets/10.7" as a reference to the version of the list that the system brings. */
function codeOf(named: string): NonNullable<ProposalContent['classification']>[number] {
  const [list = '', code = ''] = named.split('/');
  const versions: Readonly<Record<string, string>> = {
    'thematic-elements': '2006',
    'areas-of-action': '2007',
    'sdg-targets': '2015',
    'gender-marker': '2016',
  };
  return { list, version: versions[list] ?? '', code };
}

const START = '2008-06-01';
const END = '2010-05-31';

/** A proposal complete for both stages. */
export const proposal = (facts: Facts): ProposalContent => ({
  kind: facts.kind ?? 'project',
  ...(facts.pilot === undefined ? {} : { pilot: facts.pilot }),
  title: facts.title,
  ...(facts.call === undefined ? {} : { callId: facts.call }),
  windowId: facts.window,
  objectives: facts.objectives,
  recommendations: facts.recommendations,
  mandate: { objectives: facts.mandate[0], tasks: facts.mandate[1], expectedResults: facts.mandate[2] },
  lead: facts.lead,
  partners: facts.partners ?? [],
  ...(facts.marketplace === undefined ? {} : { marketplace: facts.marketplace }),
  countries: facts.countries,
  startDate: START,
  endDate: END,
  budget: facts.budget,
  financing: {
    fund: usd(facts.total),
    ...(facts.bankPart === undefined ? {} : { bankPart: usd(facts.bankPart) }),
    other: [],
  },
  results: [
    {
      id: 'r1',
      statement: facts.result[0],
      monetised: false,
      indicators: [indicator('i1', facts.result[1], facts.result[2], facts.result[3])],
    },
  ],
  ...(facts.evaluation === undefined ? {} : { evaluation: facts.evaluation }),
  ...(facts.classification === undefined ? {} : { classification: facts.classification.map(codeOf) }),
  documents: [],
});
