import type { Actor, Money, OrganisationRegistered, OrganisationType } from '@mdtf/domain';
import type { CharterRules } from '@mdtf/rules';
import type { FacilityRequest } from '../domain/events.ts';
import type { CharterAdopted } from '../domain/known/charter.ts';
import type { ProposalContent } from '../domain/writing/content.ts';

/** Dollars as a command has them. */
export const usd = (amount: string): Money => ({ amount, currency: 'USD' });

/** A person with roles, and what they belong to. */
export const person = (
  id: string,
  roles: readonly string[],
  organisations: readonly string[] = [],
): Actor => ({
  id,
  roles,
  organisations,
  seats: [],
});

export const secretariat = person('secretariat', ['secretariat']);
export const partnerIom = person('partner-iom', ['partner'], ['iom']);
export const partnerDiaspora = person('partner-diaspora', ['partner'], ['diaspora-health']);

const RULES: CharterRules = {
  R1: { severities: { 'facility-preliminary': 'warn', 'facility-formal': 'block', proposal: 'block' } },
  R3: { severities: { proposal: 'needs-waiver' } },
};

/** A version of the charter; both windows act for the Forum until the second version. */
export const charter = (version: number, rules: CharterRules = RULES): CharterAdopted => ({
  type: 'CharterAdopted',
  data: {
    version,
    charter: {
      currency: 'USD',
      timeZone: 'Europe/Zurich',
      workingDays: [1, 2, 3, 4, 5],
      holidays: ['2008-03-21'],
      publishes: true,
      objectives: [{ id: 'O1' }, { id: 'O2' }, { id: 'O3' }],
      windows: [
        { id: 'W1', actsForForum: true, alwaysOpen: false, objectives: ['O1', 'O2', 'O3'] },
        { id: 'W2', actsForForum: version === 1, alwaysOpen: true, objectives: ['O2', 'O3'] },
      ],
      rules,
    },
  },
});

const organisation = (
  id: string,
  type: OrganisationType,
  ...kinds: OrganisationRegistered['data']['kinds']
): OrganisationRegistered => ({
  type: 'OrganisationRegistered',
  data: { id, name: id, type, kinds },
});

export const organisations = [
  organisation('iom', 'international', 'partner'),
  organisation('diaspora-health', 'non-governmental', 'partner'),
  organisation('remit-compare', 'private', 'partner'),
  organisation('health-recruitment', 'international', 'partner'),
  organisation('country-z', 'government', 'stakeholder', 'partner'),
  organisation('fund-secretariat', 'other', 'partner'),
  organisation('state-a', 'government', 'donor'),
];

/** Budget lines of the categories 1 to 8 in order, whole dollars. */
export const budget = (...dollars: number[]): ProposalContent['budget'] =>
  dollars.map((amount, at) => ({ category: at + 1, amount: usd(`${amount}.00`) }));

/** The call of 2007: concept notes until 3 December, full proposals until 15 January, both to the second in Zurich. */
export const callTerms = {
  callId: 'call-2007',
  title: 'First call of the Partnership',
  year: 2007,
  planned: usd('5600000.00'),
  conceptNotesDue: '2007-12-03T22:59:59.000Z',
  fullProposalsDue: '2008-01-15T22:59:59.000Z',
};

/** The recommendation that all of these cite. */
export const recommendation = {
  recommendationId: 'rec-1',
  meeting: 'Brussels 2007',
  date: '2007-07-11',
  session: 'Round table 3',
  text: { en: 'Collect data.', fr: 'Recueillir des données.' },
};

/** P1: complete, under W1 and the call. */
export const P1: ProposalContent = {
  kind: 'project',
  title: 'A migration module in household surveys',
  callId: 'call-2007',
  windowId: 'W1',
  objectives: ['O1', 'O3'],
  recommendations: ['rec-1'],
  mandate: {
    objectives: 'Comparable data.',
    tasks: 'Design, train, publish.',
    expectedResults: 'Four surveys.',
  },
  lead: 'iom',
  partners: [],
  countries: ['GH', 'PH'],
  startDate: '2008-06-01',
  endDate: '2010-05-31',
  budget: budget(420_000, 35_000, 60_000, 310_000, 95_000, 120_000, 60_000, 77_000),
  financing: { fund: usd('1177000.00'), other: [] },
  results: [
    {
      id: 'r1',
      statement: 'Surveys carry the module',
      monetised: false,
      indicators: [{ id: 'i1', name: 'Surveys', unit: 'surveys', target: '4', disaggregatedBy: ['sex'] }],
    },
  ],
  documents: [],
};

/** P4 with 12 % of indirect support cost. */
export const P4: ProposalContent = {
  ...P1,
  kind: 'private-sector',
  title: 'Comparing remittance prices',
  windowId: 'W2',
  objectives: ['O3'],
  lead: 'remit-compare',
  budget: budget(170_000, 8_000, 22_000, 140_000, 30_000, 20_000, 30_000, 50_400),
  financing: { fund: usd('470400.00'), other: [] },
};

/** P4 with indirect support cost cut by 21,000 to 7 %. */
export const P4_REVISED: ProposalContent = {
  ...P4,
  budget: budget(170_000, 8_000, 22_000, 140_000, 30_000, 20_000, 30_000, 29_400),
  financing: { fund: usd('449400.00'), other: [] },
};

/** P5: a pilot with bank money. */
export const P5: ProposalContent = {
  ...P1,
  kind: 'marketplace',
  pilot: true,
  marketplace: { meeting: 'First meeting of the Forum, Brussels 2007', support: 'by-partnership' },
  title: 'Ethical recruitment of health workers',
  lead: 'health-recruitment',
  budget: budget(212_000, 18_000, 25_000, 140_000, 65_000, 130_000, 50_000, 44_800),
  financing: { fund: usd('684800.00'), bankPart: usd('102000.00'), other: [] },
  evaluation: [
    {
      question: 'Does the code lower the harm?',
      method: 'Comparison with two districts outside the pilot.',
      who: 'Two universities',
      when: '2010-03-31',
      cost: usd('40000.00'),
    },
  ],
};

/** P6, with a part of the bank's money. */
export const P6 = (bankPart: string): ProposalContent => ({
  ...P1,
  kind: 'non-governmental',
  title: 'Diaspora health professionals',
  windowId: 'W2',
  objectives: ['O3'],
  lead: 'diaspora-health',
  budget: budget(330_000, 70_000, 80_000, 160_000, 110_000, 100_000, 50_000, 63_000),
  financing: { fund: usd('963000.00'), bankPart: usd(bankPart), other: [] },
});

/** T1: a government's request under the window that is always open. */
export const T1: ProposalContent = (() => {
  const { callId: _, ...rest } = P1;
  return {
    ...rest,
    kind: 'assistance-request',
    title: 'Labour agreements',
    windowId: 'W2',
    objectives: ['O3'],
    lead: 'country-z',
    budget: budget(80_000, 0, 0, 60_000, 30_000, 20_000, 10_000, 14_000),
    financing: { fund: usd('214000.00'), other: [] },
  } as const;
})();

/** S0: the secretariat's own budget. */
export const S0: ProposalContent = (() => {
  const { callId: _call, windowId: _window, ...rest } = P1;
  return {
    ...rest,
    kind: 'secretariat-budget',
    title: 'Budget of the secretariat',
    lead: 'fund-secretariat',
    budget: budget(150_000, 6_000, 14_000, 20_000, 24_000, 0, 18_000),
    financing: { fund: usd('232000.00'), other: [] },
  } as const;
})();

/** The fund's own request, at the cap exactly. */
export const facilityRequest: FacilityRequest = {
  stage: 'formal',
  totalSought: usd('8000000.00'),
  internal: usd('1200000.00'),
  donors: [{ donor: 'State A', amount: usd('3000000.00'), confirmed: true }],
  facilityPartners: ['Global Migration Group'],
  substantiveBasis: 'Migration and development gain from each other.',
  governance: 'An oversight committee of nine seats.',
  evaluation: 'Each pilot is evaluated.',
  documents: [],
};
