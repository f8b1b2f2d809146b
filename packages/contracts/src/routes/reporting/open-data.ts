import { z } from 'zod';
import { bilingual, currency, fundId, instant, money, signedMoney, wholeNumber } from '../../primitives.ts';
import { PUBLIC_PARTS, type PublicParts } from '../../public-part.ts';
import { defineRoute } from '../../route.ts';
import { cell } from './named-reports.ts';

const service = 'reporting' as const;

const openDataQuery = z.strictObject({
  fund: fundId.optional(),
  year: wholeNumber(1900, 2200).optional(),
});

/** What a fund must not withhold to have rows in each data set. */
const DATASETS_TELL: { readonly [dataset in Dataset]: PublicParts } = {
  projects: ['open-data', 'activities'],
  contributions: ['open-data', 'contributions'],
  'allocation-rounds': ['open-data', 'calls', 'activities'],
};

type Dataset = 'projects' | 'contributions' | 'allocation-rounds';

const openData = <N extends string>(dataset: Dataset, format: 'json' | 'csv', routeId: N) =>
  defineRoute({
    id: routeId,
    service,
    method: 'GET',
    path: `/v1/open-data/${dataset}.${format}`,
    summary: `Open data across the funds that publish: ${dataset}, as ${format.toUpperCase()}`,
    access: 'public',
    tells: DATASETS_TELL[dataset],
    query: openDataQuery,
    answer: z.object({ items: z.array(z.record(z.string(), cell)) }),
    etag: true,
    formats: format === 'csv' ? ['csv'] : [],
  });

const overview = defineRoute({
  id: 'fundsOverview',
  service,
  method: 'GET',
  path: '/v1/overview',
  summary: 'Live figures of the funds that publish, for a front page',
  description: 'A figure is null where the fund withholds what it is of.',
  access: 'public',
  tells: ['open-data'],
  answer: z.object({
    funds: z.array(
      z.object({
        fundId,
        title: bilingual,
        currency,
        unpublished: z.array(z.enum(PUBLIC_PARTS)).describe('What the fund withholds from the public'),
        agreed: money.nullable(),
        deposited: money.nullable(),
        allocated: money.nullable(),
        transferred: money.nullable(),
        spent: signedMoney.nullable(),
        activities: z.int().nullable(),
        decisions: z.int().nullable(),
        lastRecordedAt: instant.nullable(),
      }),
    ),
  }),
});

/** What is open across funds. */
export const openDataRoutes = {
  openProjectsJson: openData('projects', 'json', 'openProjectsJson'),
  openProjectsCsv: openData('projects', 'csv', 'openProjectsCsv'),
  openContributionsJson: openData('contributions', 'json', 'openContributionsJson'),
  openContributionsCsv: openData('contributions', 'csv', 'openContributionsCsv'),
  openRoundsJson: openData('allocation-rounds', 'json', 'openRoundsJson'),
  openRoundsCsv: openData('allocation-rounds', 'csv', 'openRoundsCsv'),
  fundsOverview: overview,
} as const;
