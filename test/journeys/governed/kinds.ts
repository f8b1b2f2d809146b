import type { ProposalContent } from '@mdtf/contracts';

/** A kind of proposal: who writes it, what it contains, and what is refused of it first. */
export interface KindOfProposal {
  readonly kind: ProposalContent['kind'];
  readonly author: string;
  readonly lead: string;
  /** The seat that its lead holds, which is left out. */
  readonly ownSeat: string | null;
  readonly content: (title: string) => ProposalContent;
  /** Content that is not complete, and the field that is named for it. */
  readonly unfit: readonly { readonly change: Partial<ProposalContent>; readonly field: string }[];
}

const usd = (amount: string) => ({ amount, currency: 'USD' });

const indicator = { id: 'i1', name: 'Persons', unit: 'persons', target: '100', disaggregatedBy: [] };

const complete = (kind: ProposalContent['kind'], lead: string, title: string): ProposalContent => ({
  kind,
  title,
  ...(kind === 'secretariat-budget' ? {} : { callId: 'call', windowId: 'W' }),
  objectives: ['O1'],
  recommendations: [],
  mandate: { objectives: 'To help', tasks: 'Helping', expectedResults: 'Help' },
  lead,
  partners: [],
  countries: ['GH'],
  startDate: '2030-06-01',
  endDate: '2031-05-31',
  budget: [
    { category: 1, amount: usd('100000.00') },
    { category: 8, amount: usd('7000.00') },
  ],
  financing: { fund: usd('107000.00'), other: [] },
  results: [{ id: 'r1', statement: 'It helps', monetised: false, indicators: [indicator] }],
  documents: [],
});

const EVERY: KindOfProposal['unfit'] = [
  { change: { results: [] }, field: 'body.content.results' },
  { change: { objectives: ['O9'] }, field: 'body.content.objectives.0' },
];

const evaluation = [
  {
    question: 'Does it work?',
    method: 'Comparison with two other districts',
    who: 'A university',
    when: '2031-05-01',
    cost: usd('9000.00'),
  },
];

/** One of each kind of proposal. */
export const KINDS_OF_PROPOSAL: readonly KindOfProposal[] = [
  {
    kind: 'project',
    author: 'of-agency',
    lead: 'agency',
    ownSeat: null,
    content: (title) => complete('project', 'agency', title),
    unfit: [...EVERY, { change: { callId: 'no-call' }, field: 'body.content.callId' }],
  },
  {
    kind: 'assistance-request',
    author: 'of-country-four',
    lead: 'country-four',
    ownSeat: '4',
    content: (title) => complete('assistance-request', 'country-four', title),
    unfit: EVERY,
  },
  {
    kind: 'private-sector',
    author: 'of-company',
    lead: 'company',
    ownSeat: null,
    content: (title) => complete('private-sector', 'company', title),
    unfit: [...EVERY, { change: { kind: 'project' }, field: 'body.content.lead' }],
  },
  {
    kind: 'non-governmental',
    author: 'of-association',
    lead: 'association',
    ownSeat: null,
    content: (title) => complete('non-governmental', 'association', title),
    unfit: [...EVERY, { change: { kind: 'private-sector' }, field: 'body.content.lead' }],
  },
  {
    kind: 'marketplace',
    author: 'of-partnership',
    lead: 'partnership',
    ownSeat: null,
    content: (title) => ({
      ...complete('marketplace', 'partnership', title),
      pilot: true,
      evaluation,
      marketplace: { meeting: 'Third meeting of the Forum', support: 'by-partnership' },
    }),
    unfit: [
      ...EVERY,
      { change: { evaluation: [] }, field: 'body.content.evaluation' },
      { change: { marketplace: undefined }, field: 'body.content.marketplace' },
    ],
  },
  {
    kind: 'secretariat-budget',
    author: 'secretariat',
    lead: 'fund-secretariat',
    ownSeat: null,
    content: (title) => complete('secretariat-budget', 'fund-secretariat', title),
    unfit: [...EVERY, { change: { windowId: 'W' }, field: 'body.content.windowId' }],
  },
];
