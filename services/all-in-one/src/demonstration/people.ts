/** An organisation of the demonstration; the figures and names are invented. */
export const organisations = [
  { id: 'state-a', name: 'State A', kinds: ['donor'], type: 'government' },
  { id: 'state-b', name: 'State B', kinds: ['donor'], type: 'government' },
  { id: 'state-c', name: 'State C', kinds: ['donor'], type: 'government' },
  { id: 'foundation-d', name: 'Foundation D', kinds: ['donor'], type: 'foundation' },
  { id: 'the-bank', name: 'Administering Bank', kinds: ['donor', 'administering-bank'], type: 'bank' },
  { id: 'country-x', name: 'Country X', kinds: ['stakeholder'], type: 'government' },
  { id: 'country-y', name: 'Country Y', kinds: ['stakeholder'], type: 'government' },
  { id: 'country-z', name: 'Country Z', kinds: ['stakeholder'], type: 'government' },
  {
    id: 'country-w',
    name: 'Country W',
    kinds: ['stakeholder', 'partner'],
    type: 'government',
    knowHow: 'Asks for technical assistance and carries it out with its own ministry of labour.',
  },
  { id: 'migrants', name: 'Migrants and civil society', kinds: ['stakeholder'], type: 'other' },
  { id: 'employers-workers', name: 'Employers and workers', kinds: ['stakeholder'], type: 'other' },
  {
    id: 'iom',
    name: 'Migration organisation',
    kinds: ['partner'],
    type: 'international',
    knowHow: 'Household surveys and migration data in forty countries.',
    identifiers: [{ scheme: 'XM-DAC', id: '47066' }],
  },
  {
    id: 'planning-consortium',
    name: 'Consortium on migration in planning',
    kinds: ['partner'],
    type: 'international',
    knowHow: 'Five organisations that wrote the handbook on migration in development planning.',
  },
  {
    id: 'regulation-centre',
    name: 'Centre on regulatory frameworks',
    kinds: ['partner'],
    type: 'international',
    knowHow: 'Keeps collections of labour-mobility law.',
  },
  {
    id: 'remit-compare',
    name: 'Remit Compare',
    kinds: ['partner'],
    type: 'private',
    knowHow: 'Publishes remittance prices of sixty corridors each quarter.',
  },
  {
    id: 'health-recruitment',
    name: 'Ethical recruitment partnership',
    kinds: ['partner'],
    type: 'international',
    knowHow: 'Born at the Marketplace of the Forum; two ministries of health and a code of practice.',
  },
  {
    id: 'diaspora-health',
    name: 'Diaspora health professionals',
    kinds: ['partner'],
    type: 'non-governmental',
    knowHow: 'Places health professionals of the diaspora in hospitals of origin.',
  },
  {
    id: 'fund-secretariat',
    name: 'Secretariat of the fund',
    kinds: ['partner'],
    type: 'other',
    knowHow: 'Administers, monitors and reports.',
  },
] as const;

interface Grant {
  readonly person: string;
  readonly role:
    | 'secretariat'
    | 'chair'
    | 'seat-holder'
    | 'treasurer'
    | 'donor'
    | 'partner'
    | 'auditor'
    | 'reviewer'
    | 'observer';
  readonly organisation?: string;
  readonly seat?: string;
}

/** Who holds which voting seat. */
export const seatHolders: Readonly<Record<string, string>> = {
  '1': 'state-a',
  '2': 'state-b',
  '3': 'state-c',
  '4': 'foundation-d',
  '5': 'country-x',
  '6': 'country-y',
  '7': 'country-z',
  '8': 'migrants',
  '9': 'employers-workers',
};

/** Who writes for which partner. */
export const partners: Readonly<Record<string, string>> = {
  'partner-iom': 'iom',
  'partner-planning': 'planning-consortium',
  'partner-regulation': 'regulation-centre',
  'partner-remit': 'remit-compare',
  'partner-health': 'health-recruitment',
  'partner-diaspora': 'diaspora-health',
  'partner-country-w': 'country-w',
};

/** The first roles of the demonstration fund; each person is a persona of the development issuer. */
export const firstGrants: readonly Grant[] = [
  { person: 'secretariat', role: 'secretariat', organisation: 'fund-secretariat' },
  // Its own budget is an activity like any other, for which it answers as a partner does.
  { person: 'secretariat', role: 'partner', organisation: 'fund-secretariat' },
  { person: 'secretariat-2', role: 'secretariat', organisation: 'fund-secretariat' },
  { person: 'chair', role: 'chair' },
  { person: 'treasurer-1', role: 'treasurer', organisation: 'the-bank' },
  { person: 'treasurer-2', role: 'treasurer', organisation: 'the-bank' },
  { person: 'auditor', role: 'auditor' },
  { person: 'reviewer-1', role: 'reviewer' },
  { person: 'reviewer-2', role: 'reviewer' },
  { person: 'reviewer-3', role: 'reviewer' },
  { person: 'donor-1', role: 'donor', organisation: 'state-a' },
  { person: 'donor-2', role: 'donor', organisation: 'state-b' },
  { person: 'donor-3', role: 'donor', organisation: 'state-c' },
  { person: 'donor-4', role: 'donor', organisation: 'foundation-d' },
  ...Object.keys(seatHolders).map(
    (seat): Grant => ({
      person: `seat-${seat}`,
      role: 'seat-holder',
      seat,
      organisation: seatHolders[seat] ?? '',
    }),
  ),
  ...Object.entries(partners).map(
    ([person, organisation]): Grant => ({ person, role: 'partner', organisation }),
  ),
];

/** Who writes for an organisation. */
export const personOf = (organisation: string): string =>
  Object.entries(partners).find(([, o]) => o === organisation)?.[0] ?? 'secretariat';
