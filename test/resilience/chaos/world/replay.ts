import { allocationService, openAllocation } from '@mdtf/allocation/service';
import { committeeService, openCommittee } from '@mdtf/committee/service';
import { FACTS } from '@mdtf/fund-log';
import { openProposals, proposalsService } from '@mdtf/proposals/service';
import { openReporting, reportingService } from '@mdtf/reporting/service';
import { DATA_SERVICES, type DataService, type World } from './world.ts';

const OPENERS = {
  committee: openCommittee,
  proposals: openProposals,
  allocation: openAllocation,
  reporting: openReporting,
};
const DEFINITIONS = {
  committee: committeeService,
  proposals: proposalsService,
  allocation: allocationService,
  reporting: reportingService,
};
const CONNECTIONS = 4;

/** Folds every service anew from the logs, the services being stopped, and answers what differs from what they keep. */
export async function replay(world: World): Promise<readonly string[]> {
  await using stack = new AsyncDisposableStack();
  const services = await Promise.all(
    DATA_SERVICES.map(async (name) => {
      const databaseUrl = world.databases[name].ownerUrl;
      return stack.use(await OPENERS[name]({ databaseUrl, maxConnections: CONNECTIONS }));
    }),
  );
  const readers = services.map(({ reader }) => reader);
  const told: string[] = [];
  for (const service of services) {
    const { name, differences, told: of } = await service.rebuild(readers, true);
    if (differences > 0) told.push(`${name} differs from its logs ${differences} times: ${of.join('; ')}`);
  }
  return told;
}

interface Place {
  readonly fund: string;
  readonly sequence: bigint;
}

interface CursorPlace extends Place {
  readonly subscriber: string;
  readonly source: string;
  readonly parked: string | null;
}

/** Where a cursor stands elsewhere than at its source's head, or a relay has not published all; nothing when all is done. */
export async function whoIsBehind(world: World): Promise<readonly string[]> {
  const heads = new Map<DataService, Map<string, bigint>>();
  const behind: string[] = [];
  for (const name of DATA_SERVICES) {
    const rows = await world.database.query<Place>(
      name,
      'SELECT fund, sequence FROM head WHERE sequence > 0',
    );
    heads.set(name, new Map(rows.map(({ fund, sequence }) => [fund, sequence])));
    const unsent = await world.database.query<Place>(
      name,
      `SELECT h.fund, h.sequence - coalesce(r.sequence, 0) AS sequence
       FROM head h LEFT JOIN relayed r USING (fund) WHERE h.sequence > coalesce(r.sequence, 0)`,
    );
    behind.push(...unsent.map(({ fund, sequence }) => `${name}/${fund}: ${sequence} entries not published`));
  }
  for (const name of DATA_SERVICES) {
    const cursors = await world.database.query<CursorPlace>(
      name,
      'SELECT subscriber, source, fund, sequence, parked_reason AS parked FROM cursor',
    );
    for (const { subscriber, source, fund, parked } of cursors)
      if (parked !== null) behind.push(`${name} (${subscriber}) has parked ${source}/${fund}: ${parked}`);
    for (const [subscriber, source] of followed(name)) {
      for (const [fund, head] of heads.get(source) ?? []) {
        const at = cursors.find((c) => c.subscriber === subscriber && c.source === source && c.fund === fund);
        if (at?.sequence !== head)
          behind.push(
            `${name} (${subscriber}) stands at ${at?.sequence ?? 0} of ${source}/${fund}, head ${head}`,
          );
      }
    }
  }
  return behind;
}

const TABLES = 'tables';

function followed(name: DataService): readonly (readonly [string, DataService])[] {
  const { follows, projections = {} } = DEFINITIONS[name];
  return [
    ...Object.keys(follows).map((source) => [FACTS, source as DataService] as const),
    ...Object.keys(projections).map((source) => [TABLES, source as DataService] as const),
  ];
}
