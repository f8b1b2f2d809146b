import type { CallInput, ProposalContent, proposalsRoutes } from '@mdtf/contracts';
import { type Owner, type Side, thingsOf } from './things.ts';

export const usd = (amount: string) => ({ amount, currency: 'USD' });

/** What every project of the fund asks for. */
export const ASKED = usd('100000.00');

/** A complete project of a side, or the secretariat's own budget. */
export function contentOf(owner: Owner): ProposalContent {
  const indicator = { id: 'i1', name: 'Persons', unit: 'persons', target: '100', disaggregatedBy: [] };
  return {
    ...(owner === 'secretariat'
      ? { kind: 'secretariat-budget' as const }
      : { kind: 'project' as const, callId: 'call', windowId: 'W' }),
    title: `A project of ${owner}`,
    objectives: ['O1'],
    recommendations: [],
    mandate: { objectives: 'To help', tasks: 'Helping', expectedResults: 'Help' },
    lead: thingsOf(owner).agency,
    partners: [],
    countries: ['GH'],
    startDate: '2030-06-01',
    endDate: '2031-05-31',
    budget: [{ category: 1, amount: ASKED }],
    financing: { fund: ASKED, other: [] },
    results: [{ id: 'r1', statement: 'It helps', monetised: false, indicators: [indicator] }],
    documents: [],
  };
}

/** The same before it is complete: nothing can be submitted of it. */
export const unfinishedOf = (owner: Owner): ProposalContent => ({ ...contentOf(owner), results: [] });

/** A government's request on one page. */
export function requestOf(
  side: Owner,
  amount: string,
): CallInput<typeof proposalsRoutes.checkAssistanceRequest>['body'] {
  return {
    government: thingsOf(side).country,
    title: 'Advice',
    countries: ['GH'],
    need: 'Agreements',
    asked: 'Models of agreements',
    windowId: 'W',
    objectives: ['O1'],
    startDate: '2030-06-01',
    endDate: '2031-05-31',
    budget: [{ category: 4, amount: usd(amount) }],
    results: [{ statement: 'They agree', indicator: 'Agreements', unit: 'agreements', target: '2' }],
    languages: ['en'],
  };
}

/** Training that an organisation offers. */
export const offerOf = (organisation: string): CallInput<typeof proposalsRoutes.makeOffer>['body'] => ({
  organisation,
  form: 'training',
  title: 'Training',
  description: 'A course',
  languages: ['en'],
  validUntil: '2035-12-31',
});

/** A file of a side. */
export const fileOf = (side: Side | Owner) => ({
  mediaType: 'text/plain',
  bytes: new TextEncoder().encode(`A text of ${side}, and of nobody else.`),
});
