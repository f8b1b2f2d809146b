import type { ProposalContent } from '@mdtf/contracts';
import { budget, proposal, usd } from './proposal-content.ts';

export const CALL = 'call-2007';

/** P1: a migration module in household surveys. */
export const P1 = proposal({
  classification: [
    'thematic-elements/development',
    'areas-of-action/information',
    'sdg-targets/10.7',
    'sdg-targets/17.18',
    'gender-marker/1',
  ],
  title: 'A migration module in household surveys',
  window: 'W1',
  call: CALL,
  objectives: ['O1', 'O3'],
  recommendations: ['rec-data'],
  lead: 'iom',
  countries: ['GH', 'PH', 'MA', 'EC'],
  mandate: [
    'Migration data that four countries can compare.',
    'Design a module, train statisticians, collect and publish data by sex, ethnic origin and level of education.',
    'Four national surveys carry the module by 2010.',
  ],
  budget: budget(420_000, 35_000, 60_000, 310_000, 95_000, 120_000, 60_000, 77_000),
  total: '1177000.00',
  result: ['Surveys carry the module', 'Surveys with the module', 'surveys', '4'],
});

const planning = {
  title: 'Migration in development planning: handbook and country pilots',
  window: 'W2',
  call: CALL,
  objectives: ['O2', 'O3'],
  recommendations: ['rec-coherence'],
  lead: 'planning-consortium',
  mandate: [
    'Migration is considered in national development plans.',
    'Write a handbook; try it in pilot countries; evaluate and revise it.',
    'A handbook in two languages and plans that use it.',
  ],
  result: ['Plans consider migration', 'National plans with a chapter on migration', 'plans', '3'],
} as const;

/** The consortium besides its lead, each with its part of the budget. */
const sharing = (pilots: string, training: string): ProposalContent['partners'] => [
  { organisation: 'Institute for development planning', role: 'Country pilots', share: usd(pilots) },
  { organisation: 'School of public administration', role: 'Training', share: usd(training) },
];

/** P2 as first asked, in eight countries. */
export const P2 = proposal({
  ...planning,
  objectives: [...planning.objectives],
  recommendations: [...planning.recommendations],
  partners: sharing('610000.00', '228000.00'),
  countries: ['AL', 'BD', 'CV', 'EC', 'JM', 'ML', 'MD', 'TN'],
  budget: budget(520_000, 40_000, 50_000, 350_000, 180_000, 180_000, 80_000, 98_000),
  total: '1498000.00',
});

/** P2 as revised on 18 July: fewer countries, an evaluation plan, and 180,000 of the bank's money. */
export const P2_REVISED = proposal({
  ...planning,
  objectives: [...planning.objectives],
  recommendations: [...planning.recommendations],
  partners: sharing('420000.00', '190000.00'),
  countries: ['AL', 'CV', 'EC', 'ML'],
  budget: budget(440_000, 30_000, 40_000, 290_000, 130_000, 150_000, 70_000, 80_500),
  total: '1230500.00',
  bankPart: '180000.00',
  pilot: true,
  evaluation: [
    {
      question: 'Do the pilot countries plan otherwise than before?',
      method: 'Baseline in the first quarter, and a mid-term review after twelve months',
      who: 'The consortium’s lead with the planning ministries',
      when: '2009-09-30',
      cost: usd('35000.00'),
    },
    {
      question: 'Which of the handbook’s steps made the difference?',
      method: 'Independent evaluation of each pilot, published',
      who: 'An evaluator chosen by the secretariat',
      when: '2010-04-30',
      cost: usd('60000.00'),
    },
  ],
});

/** P3: a central source on regulatory frameworks. */
export const P3 = proposal({
  title: 'A central source on regulatory frameworks',
  window: 'W1',
  call: CALL,
  objectives: ['O1', 'O2'],
  recommendations: ['rec-frameworks'],
  lead: 'regulation-centre',
  countries: ['CH', 'SN', 'PH'],
  mandate: [
    'One place to find the rules on labour mobility.',
    'Collect, translate and keep up to date the laws of thirty countries.',
    'A public collection, searchable in two languages.',
  ],
  budget: budget(230_000, 10_000, 45_000, 150_000, 35_000, 0, 40_000, 35_700),
  total: '545700.00',
  result: ['Frameworks can be found', 'Countries covered', 'countries', '30'],
});

const remittance = {
  kind: 'private-sector',
  title: 'Comparing remittance prices',
  window: 'W2',
  call: CALL,
  lead: 'remit-compare',
  mandate: [
    'Senders can compare what a transfer costs.',
    'Collect prices of sixty corridors each quarter and publish them.',
    'A public comparison, used by senders and regulators.',
  ],
  result: ['Prices are public', 'Corridors published each quarter', 'corridors', '60'],
} as const;

/** P4 as first asked, with 12 % of indirect support cost. */
export const P4 = proposal({
  ...remittance,
  objectives: ['O3'],
  recommendations: ['rec-remittances'],
  countries: ['FR', 'ML', 'SN', 'US', 'MX'],
  budget: budget(170_000, 8_000, 22_000, 140_000, 30_000, 20_000, 30_000, 50_400),
  total: '470400.00',
});

/** P4 after the waiver was refused: indirect support cost cut by 21,000 to 7 %. */
export const P4_REVISED = proposal({
  ...remittance,
  objectives: ['O3'],
  recommendations: ['rec-remittances'],
  countries: ['FR', 'ML', 'SN', 'US', 'MX'],
  budget: budget(170_000, 8_000, 22_000, 140_000, 30_000, 20_000, 30_000, 29_400),
  total: '449400.00',
});

/** P5: a pilot born at the Forum's Marketplace. */
export const P5 = proposal({
  title: 'Ethical recruitment of health workers: a pilot of the Marketplace',
  kind: 'marketplace',
  pilot: true,
  marketplace: { meeting: 'First meeting of the Forum, Brussels, July 2007', support: 'by-partnership' },
  window: 'W1',
  call: CALL,
  objectives: ['O1', 'O3'],
  recommendations: ['rec-marketplace'],
  classification: ['thematic-elements/partnerships-capacity', 'areas-of-action/capacity', 'gender-marker/1'],
  lead: 'health-recruitment',
  countries: ['GH', 'GB'],
  mandate: [
    'Recruitment of health workers that harms neither side.',
    'Try a code of practice between two ministries; train recruiters; measure.',
    'A tested code, and two ministries that apply it.',
  ],
  budget: budget(212_000, 18_000, 25_000, 140_000, 65_000, 130_000, 50_000, 44_800),
  total: '684800.00',
  bankPart: '102000.00',
  result: ['Recruiters follow the code', 'Recruiters certified', 'recruiters', '40'],
  evaluation: [
    {
      question: 'Do the tested code and its training lower the harm to the health services of origin?',
      method: 'Comparison with two districts outside the pilot, published in both languages',
      who: 'A university of each country, together',
      when: '2010-03-31',
      cost: usd('40000.00'),
    },
  ],
});

const diaspora = (bankPart: string): ProposalContent =>
  proposal({
    kind: 'non-governmental',
    title: 'Diaspora health professionals in hospitals of origin',
    window: 'W2',
    call: CALL,
    objectives: ['O3'],
    recommendations: ['rec-diaspora'],
    lead: 'diaspora-health',
    partners: [
      {
        organisation: 'Ministry of Health of Country X',
        organisationId: 'country-x',
        role: 'Placements',
        coApplicant: true,
      },
    ],
    countries: ['ET', 'GH'],
    mandate: [
      'Hospitals of origin gain from their diaspora.',
      'Place professionals for three to twelve months; train local staff; keep a register.',
      'Hospitals with better care and trained staff.',
    ],
    budget: budget(330_000, 70_000, 80_000, 160_000, 110_000, 100_000, 50_000, 63_000),
    total: '963000.00',
    bankPart,
    result: ['Staff are trained', 'Local staff trained', 'persons', '600'],
  });

/** P6 with the 160,000 of the bank's money that the cap does not allow. */
export const P6_TOO_MUCH = diaspora('160000.00');

/** P6 after shifting 15,550.00 to other sources: the cap exactly. */
export const P6 = diaspora('144450.00');

/** S0: the secretariat's own budget, outside the windows. */
export const S0: ProposalContent = (() => {
  const {
    windowId: _window,
    callId: _call,
    ...rest
  } = proposal({
    kind: 'secretariat-budget',
    title: 'Budget of the secretariat, 2008–2010',
    window: 'W2',
    objectives: ['O1', 'O2', 'O3'],
    recommendations: ['rec-coherence'],
    lead: 'fund-secretariat',
    countries: ['CH'],
    mandate: [
      'A fund that is administered, monitored and reported on.',
      'Calls, sessions, monitoring, reports.',
      'Decisions carried out and reported in time.',
    ],
    budget: budget(150_000, 6_000, 14_000, 20_000, 24_000, 0, 18_000),
    total: '232000.00',
    result: ['The fund reports', 'Reports published', 'reports', '2'],
  });
  return rest;
})();
