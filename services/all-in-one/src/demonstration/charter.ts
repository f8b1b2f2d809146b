import type { Charter } from '@mdtf/contracts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const both = (en: string, fr: string) => ({ en, fr });

const DONOR_SEATS = ['1', '2', '3', '4'];
const COUNTRY_SEATS = ['5', '6', '7'];
const OTHER_SEATS = ['8', '9'];
const SEATS_WITHOUT_VOTE = [
  { id: 'bank', title: both('Administering bank', 'Banque administratrice') },
  {
    id: 'gmg-chair',
    title: both('Chair of the Global Migration Group', 'Présidence du Groupe mondial sur la migration'),
  },
  { id: 'forum-chair', title: both('Chair of the Forum', 'Présidence du Forum') },
];

const seats = (constituency: string, ids: readonly string[], en: string, fr: string) =>
  ids.map((id) => ({
    id,
    constituency,
    title: both(`${en}, seat ${id}`, `${fr}, siège ${id}`),
    voting: true,
  }));

/** The first charter of the demonstration fund; both windows act for the Forum. */
export const charterVersion1: Charter = {
  title: both(
    'International Migration–Development Partnership',
    'Partenariat international pour la migration et le développement',
  ),
  purpose: both(
    'Donors pool money; partners propose projects where migration and development meet; the oversight committee endorses activities and the matching allocation of resources.',
    'Les donateurs mettent des moyens en commun ; les partenaires proposent des projets au croisement de la migration et du développement ; le comité de surveillance approuve les activités et l’allocation correspondante des ressources.',
  ),
  currency: 'USD',
  timeZone: 'Europe/Zurich',
  workingDays: [1, 2, 3, 4, 5],
  holidays: [
    '2007-12-25',
    '2007-12-26',
    '2008-01-01',
    '2008-03-21',
    '2008-03-24',
    '2008-05-01',
    '2008-05-12',
    '2008-08-01',
  ],
  objectives: [
    { id: 'O1', title: both('Follow up the results of the Forum', 'Donner suite aux résultats du Forum') },
    {
      id: 'O2',
      title: both(
        'Coherence of migration and development policies',
        'Cohérence des politiques de migration et de développement',
      ),
    },
    { id: 'O3', title: both('Capacity building', 'Renforcement des capacités') },
  ],
  windows: [
    {
      id: 'W1',
      title: both('Forum follow-up', 'Suites du Forum'),
      actsForForum: true,
      ceiling: usd('2400000.00'),
      alwaysOpen: false,
      objectives: ['O1', 'O2', 'O3'],
    },
    {
      id: 'W2',
      title: both('Coherence and capacity', 'Cohérence et capacités'),
      actsForForum: true,
      ceiling: usd('3200000.00'),
      alwaysOpen: true,
      objectives: ['O2', 'O3'],
    },
  ],
  calendar: [
    {
      id: 'session-2',
      title: both('Second session of the committee', 'Deuxième session du comité'),
      date: '2008-03-27',
    },
    {
      id: 'session-3',
      title: both('Third session of the committee', 'Troisième session du comité'),
      date: '2008-05-20',
    },
    {
      id: 'session-4',
      title: both('Fourth session of the committee', 'Quatrième session du comité'),
      date: '2008-09-09',
    },
    { id: 'manila', title: both('Forum, Manila', 'Forum, Manille'), date: '2008-10-29' },
  ],
  constituencies: [
    { id: 'donors', title: both('Donors', 'Donateurs') },
    { id: 'developing-countries', title: both('Developing countries', 'Pays en développement') },
    { id: 'stakeholders', title: both('Other stakeholders', 'Autres parties prenantes') },
    { id: 'without-vote', title: both('Without vote', 'Sans droit de vote') },
  ],
  seats: [
    ...seats('donors', DONOR_SEATS, 'Donors', 'Donateurs'),
    ...seats('developing-countries', COUNTRY_SEATS, 'Developing countries', 'Pays en développement'),
    ...seats('stakeholders', OTHER_SEATS, 'Other stakeholders', 'Autres parties prenantes'),
    ...SEATS_WITHOUT_VOTE.map((seat) => ({ ...seat, constituency: 'without-vote', voting: false })),
  ],
  quorum: {
    share: { numerator: 2, denominator: 3 },
    minimumPresent: { donors: 2, 'developing-countries': 2 },
  },
  decisionMethod: { first: 'consensus', otherwise: 'two-thirds' },
  assistanceThreshold: usd('250000.00'),
  rules: {
    R1: {
      severities: {
        'facility-preliminary': 'warn',
        'facility-formal': 'block',
        proposal: 'block',
        agenda: 'warn',
        decision: 'warn',
        allocation: 'block',
        pledged: 'off',
        agreed: 'off',
        deposited: 'warn',
      },
    },
    R3: { severities: { proposal: 'needs-waiver', agenda: 'needs-waiver', decision: 'needs-waiver' } },
  },
  administrationFeePercent: '1',
  secretariatBudgetPercent: '3',
  publishes: true,
};

/** The second charter (27 March 2008): after the Troika's letter, W2 no longer acts for the Forum. */
export const charterVersion2: Charter = {
  ...charterVersion1,
  windows: charterVersion1.windows.map((w) => (w.id === 'W2' ? { ...w, actsForForum: false } : w)),
  note: 'After the letter of the Troika of 18 March 2008, the window for coherence and capacity is pursued outside the Forum.',
};
