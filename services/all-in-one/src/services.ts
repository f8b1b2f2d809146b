import { openAllocation } from '@mdtf/allocation/service';
import { openCommittee } from '@mdtf/committee/service';
import { createEmbeddedBus } from '@mdtf/messaging';
import type { EmbeddedPostgres } from '@mdtf/postgres';
import { openProposals } from '@mdtf/proposals/service';
import { openReporting } from '@mdtf/reporting/service';
import type { OpenOptions, OpenService } from '@mdtf/runtime';
import type { AllInOneOptions } from './all-in-one.ts';

type Opener = (options: OpenOptions) => Promise<OpenService>;

const openers = ({
  notices = {},
  scanner,
}: Pick<AllInOneOptions, 'notices' | 'scanner'>): readonly (readonly [string, Opener])[] => [
  ['committee', openCommittee],
  ['proposals', (options) => openProposals({ ...options, scanner })],
  ['allocation', openAllocation],
  ['reporting', (options) => openReporting({ ...options, notices })],
];

/** Opens the four services, each on a database of its own, and lets each follow the others' logs. */
export async function openServices(
  postgres: EmbeddedPostgres,
  stack: AsyncDisposableStack,
  options: Pick<AllInOneOptions, 'subscriptions' | 'onAlarm' | 'notices' | 'scanner'>,
): Promise<readonly OpenService[]> {
  const services = await Promise.all(
    openers(options).map(async ([name, open]) => {
      const databaseUrl = await postgres.createDatabase(name);
      const service = await open({
        databaseUrl,
        onAlarm: (service, { fund, detail }) =>
          options.onAlarm?.(`${service}${fund === undefined ? '' : ` (${fund})`}: ${detail}`),
      });
      return stack.use(service);
    }),
  );
  const readers = services.map(({ reader }) => reader);
  for (const service of services) await service.refoldStale(readers);
  if (options.subscriptions === false) return services;
  const bus = stack.use(
    createEmbeddedBus({
      sources: services,
      onAlarm: ({ source, fund, detail }) =>
        options.onAlarm?.(`${source}${fund === undefined ? '' : ` (${fund})`}: ${detail}`),
    }),
  );
  for (const service of services)
    service.follow(
      bus,
      services.map(({ name }) => name),
    );
  return services;
}
