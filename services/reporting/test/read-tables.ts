import type { AllocationEvent, CommitteeEvent, ProposalsEvent, ReportingEvent } from '@mdtf/contracts';
import type { ReadEntry } from '@mdtf/fund-log';
import { FUND_LOG_MIGRATIONS } from '@mdtf/fund-log';
import { migrate, withTransaction } from '@mdtf/postgres';
import { temporaryDatabase } from '@mdtf/testing';
import { project } from '../src/projections/project.ts';
import { MIGRATIONS } from '../src/service.ts';

interface Events {
  readonly committee: CommitteeEvent;
  readonly proposals: ProposalsEvent;
  readonly allocation: AllocationEvent;
  readonly reporting: ReportingEvent;
}

/** When an entry's event happened and when it was recorded; recorded when it happened where nothing else is said. */
export interface Told {
  readonly time: string;
  readonly recordedAt?: string;
  readonly fund?: string;
}

/** Read tables on a database of their own, fed with entries by hand. */
export async function readTables() {
  await using stack = new AsyncDisposableStack();
  const { pool, url } = stack.use(await temporaryDatabase());
  await migrate(pool, FUND_LOG_MIGRATIONS);
  await migrate(pool, MIGRATIONS);
  const heads = new Map<string, bigint>();

  /** The next entry of a service's log. */
  function entry<S extends keyof Events>(
    service: S,
    event: Events[S],
    { time, recordedAt = time, fund = 'imdp' }: Told,
  ): ReadEntry {
    const sequence = (heads.get(`${service}/${fund}`) ?? 0n) + 1n;
    heads.set(`${service}/${fund}`, sequence);
    return {
      service,
      fund,
      sequence,
      id: `${service}-${sequence}`,
      recordedAt,
      time,
      type: event.type,
      typeVersion: 1,
      subject: 'told',
      actor: 'someone',
      // As it arrives: from JSON.
      data: JSON.parse(JSON.stringify(event.data)),
      correlationId: 'told',
      basis: [],
      visibility: 'public',
      leafHash: '',
      prevHash: '',
    };
  }

  const write = (entries: readonly ReadEntry[]): Promise<void> =>
    withTransaction(pool, async (client) => {
      for (const statement of await project(client, entries)) await client.query(statement);
    });

  const owned = stack.move();
  return {
    pool,
    url,
    entry,
    write,
    /** Writes one entry, as a stream that is followed closely would. */
    tell: <S extends keyof Events>(service: S, event: Events[S], told: Told): Promise<void> =>
      write([entry(service, event, told)]),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

export type ReadTables = Awaited<ReturnType<typeof readTables>>;
