import { moneyOf } from '@mdtf/domain';
import { MEDIA_TYPES, notModified, type Reply, type ServiceParts } from '@mdtf/runtime';
import type { OpenData } from '../queries/open-data.ts';
import { overviewOf } from '../queries/overview.ts';
import type { Handlers } from './handlers.ts';

type DatasetName = Parameters<OpenData['dataset']>[0];

/** What is open to everybody, across the funds that publish. */
export function openDataHandlers({
  pool,
  openData,
}: Pick<ServiceParts, 'pool'> & { readonly openData: OpenData }): Handlers<
  | 'openProjectsJson'
  | 'openProjectsCsv'
  | 'openContributionsJson'
  | 'openContributionsCsv'
  | 'openRoundsJson'
  | 'openRoundsCsv'
  | 'fundsOverview'
> {
  return {
    openProjectsJson: (request) => send(openData, 'projects', 'json', request),
    openProjectsCsv: (request) => send(openData, 'projects', 'csv', request),
    openContributionsJson: (request) => send(openData, 'contributions', 'json', request),
    openContributionsCsv: (request) => send(openData, 'contributions', 'csv', request),
    openRoundsJson: (request) => send(openData, 'allocation-rounds', 'json', request),
    openRoundsCsv: (request) => send(openData, 'allocation-rounds', 'csv', request),
    fundsOverview: async () => {
      const funds = await overviewOf(pool);
      return {
        body: {
          funds: funds.map(({ fund, charter, activities, decisions, lastRecordedAt, ...figures }) => {
            const money = (minor: bigint) => moneyOf(minor, charter.currency);
            return {
              fundId: fund,
              title: charter.title,
              currency: charter.currency,
              agreed: money(figures.agreed),
              deposited: money(figures.deposited),
              allocated: money(figures.allocated),
              transferred: money(figures.transferred),
              spent: money(figures.spent),
              activities,
              decisions,
              lastRecordedAt,
            };
          }),
        },
      };
    },
  };
}

interface OpenDataRequest {
  readonly query: { readonly fund?: string | undefined; readonly year?: number | undefined };
  readonly unchanged: (etag: string) => boolean;
}

async function send(
  openData: OpenData,
  name: DatasetName,
  format: 'json' | 'csv',
  { query, unchanged }: OpenDataRequest,
): Promise<Reply<never>> {
  const dataset = await openData.dataset(name, query);
  const etag = `"${format}-${dataset.tag}"`;
  if (unchanged(etag)) return notModified(etag);
  const stream = await dataset.open(format);
  return { stream, contentType: MEDIA_TYPES[format] ?? '', etag };
}
