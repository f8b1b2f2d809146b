import { z } from 'zod';
import { bilingual, currency, fundId, instant, money, signedMoney, wholeNumber } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { cell } from './named-reports.ts';

const service = 'reporting' as const;

const openDataQuery = z.strictObject({
  fund: fundId.optional(),
  year: wholeNumber(1900, 2200).optional(),
});

const openData = <N extends string>(
  dataset: 'projects' | 'contributions' | 'allocation-rounds',
  format: 'json' | 'csv',
  routeId: N,
) =>
  defineRoute({
    id: routeId,
    service,
    method: 'GET',
    path: `/v1/open-data/${dataset}.${format}`,
    summary: `Open data across the funds that publish: ${dataset}, as ${format.toUpperCase()}`,
    access: 'public',
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
  access: 'public',
  answer: z.object({
    funds: z.array(
      z.object({
        fundId,
        title: bilingual,
        currency,
        agreed: money,
        deposited: money,
        allocated: money,
        transferred: money,
        spent: signedMoney,
        activities: z.int(),
        decisions: z.int(),
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
