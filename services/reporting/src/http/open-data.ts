import { partsTold, reportingRoutes } from '@mdtf/contracts';
import { moneyOf, type PublicPart } from '@mdtf/domain';
import { MEDIA_TYPES, notModified, type Reply, type ServiceParts } from '@mdtf/runtime';
import type { OpenData } from '../queries/open-data.ts';
import { type FundFigures, overviewOf } from '../queries/overview.ts';
import type { Handlers } from './handlers.ts';

type DatasetName = Parameters<OpenData['dataset']>[0];

const TOLD: { readonly [D in DatasetName]: readonly PublicPart[] } = {
  projects: partsTold(reportingRoutes.openProjectsJson, {}),
  contributions: partsTold(reportingRoutes.openContributionsJson, {}),
  'allocation-rounds': partsTold(reportingRoutes.openRoundsJson, {}),
};

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
      const funds = await overviewOf(pool, partsTold(reportingRoutes.fundsOverview, {}));
      return { body: { funds: funds.map(figuresOf) } };
    },
  };
}

/** A fund's line of the overview, without what it withholds. */
function figuresOf({ fund, charter, unpublished, lastRecordedAt, ...figures }: FundFigures) {
  const told = <T>(part: PublicPart, figure: T): T | null => (unpublished.includes(part) ? null : figure);
  const money = (part: PublicPart, minor: bigint) => told(part, moneyOf(minor, charter.currency));
  return {
    fundId: fund,
    title: charter.title,
    currency: charter.currency,
    unpublished: [...unpublished],
    agreed: money('contributions', figures.agreed),
    deposited: money('contributions', figures.deposited),
    allocated: money('activities', figures.allocated),
    transferred: money('activities', figures.transferred),
    spent: money('activities', figures.spent),
    activities: told('activities', figures.activities),
    decisions: told('decisions', figures.decisions),
    lastRecordedAt,
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
  const dataset = await openData.dataset(name, TOLD[name], query);
  const etag = `"${format}-${dataset.tag}"`;
  if (unchanged(etag)) return notModified(etag);
  const stream = await dataset.open(format);
  return { stream, contentType: MEDIA_TYPES[format] ?? '', etag };
}
