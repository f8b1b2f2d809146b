import type { DomainEvent } from '@mdtf/domain';
import type { AssistanceRequestForm } from '../domain/hub/assistance-form.ts';
import type { CharterAdopted } from '../domain/known/charter.ts';
import { budget, charter, usd } from './imdp.ts';

/** The charter in which requests of up to 250,000 are filed on one page, under W2. */
export const charterWithLightTrack: CharterAdopted = (() => {
  const { type, data } = charter(2);
  return { type, data: { ...data, charter: { ...data.charter, assistanceThreshold: usd('250000.00') } } };
})();

/** That a person acts for an organisation. */
export const acts = (person: string, role: 'partner' | 'donor', organisation: string): DomainEvent => ({
  type: 'RoleGranted',
  data: { grantId: `${person}-${role}`, person, role, organisation, seat: null },
});

/** Capacity building, of the areas of action that the fund's founding document names. */
export const CAPACITY = { list: 'areas-of-action', version: '2007', code: 'capacity' };

/** T1 on one page: 200,000 and 7 %, and 60 expert-days in kind. */
export const PAGE: AssistanceRequestForm = {
  government: 'country-z',
  title: 'Labour agreements',
  countries: ['PH'],
  need: 'Workers leave with their qualifications recognised.',
  asked: 'Model agreements and advice.',
  windowId: 'W2',
  objectives: ['O3'],
  recommendations: [],
  startDate: '2008-06-01',
  endDate: '2010-05-31',
  budget: budget(80_000, 0, 0, 60_000, 30_000, 20_000, 10_000, 14_000),
  results: [{ statement: 'Agreements are signed', indicator: 'Agreements', unit: 'agreements', target: '2' }],
  themes: [CAPACITY],
  languages: ['en'],
  inKind: [{ unit: 'expert-days', quantity: 60 }],
};

/** 60 expert-days of A, worth 36,000 for information. */
export const EXPERTS = {
  offerId: 'experts',
  organisation: 'state-a',
  form: 'expert-days' as const,
  title: 'Experts on labour agreements',
  description: 'Experts on labour agreements',
  unit: 'expert-days',
  quantity: 60,
  informationValue: usd('36000.00'),
  themes: [CAPACITY],
  countries: [],
  languages: ['en', 'fr'],
  validUntil: '2008-12-31',
};
