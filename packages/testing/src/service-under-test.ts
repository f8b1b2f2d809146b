import type { ServiceName } from '@mdtf/contracts';
import type { DomainEvent, Instant } from '@mdtf/domain';
import type { Command } from '@mdtf/fund-log';
import { createEmbeddedBus } from '@mdtf/messaging';
import type { OpenOptions, OpenService } from '@mdtf/runtime';
import { expect } from 'vitest';
import { type TemporaryDatabase, temporaryDatabase } from './database.ts';
import { type Personas, servedToPersonas } from './personas.ts';
import { toldLog } from './told-log.ts';

const READ_WITHIN_MS = 10_000;

/** One service over HTTP on a database of its own; what it hears of the others is what a spec tells it. */
export interface ServiceUnderTest<Told extends ServiceName = never> extends Personas, AsyncDisposable {
  readonly service: OpenService;
  readonly database: TemporaryDatabase;
  /** What alarms said so far. */
  readonly alarms: readonly string[];
  /** Lets another service record events, and waits until they are read here. */
  told(
    source: Told,
    fund: string,
    events: readonly DomainEvent[],
    dated?: Pick<Command, 'time' | 'provenance'>,
  ): Promise<void>;
  /** Moves another service's clock of a fund. */
  setClockOf(source: Told, fund: string, now: Instant): Promise<void>;
}

/** Opens a service with the logs of `others` to be told; it follows them, and its own where it wants to. */
export async function serviceUnderTest<Told extends ServiceName>(
  open: (options: OpenOptions) => Promise<OpenService>,
  others: readonly Told[],
): Promise<ServiceUnderTest<Told>> {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await temporaryDatabase());
  const alarms: string[] = [];
  const service = stack.use(
    await open({ databaseUrl: database.url, onAlarm: (_, { detail }) => alarms.push(detail) }),
  );
  const logs = new Map(others.map((name) => [name, stack.use(toldLog(name))]));
  const bus = stack.use(createEmbeddedBus({ sources: [service, ...logs.values()] }));
  service.follow(bus, [service.name, ...others]);
  const personas = await servedToPersonas(service, stack);
  const running = stack.move();
  const logOf = (source: Told) => {
    const log = logs.get(source);
    if (log === undefined) throw new Error(`The log of ${source} is not among those to be told`);
    return log;
  };
  return {
    ...personas,
    service,
    database,
    alarms,
    async told(source, fund, events, dated) {
      const log = logOf(source);
      const positions = await Promise.all(events.map((event) => log.tell(fund, event, dated)));
      const last = positions.reduce((a, b) => (a.sequence > b.sequence ? a : b));
      expect(await service.mount.waitFor(last, READ_WITHIN_MS)).toBe('reached');
    },
    setClockOf: (source, fund, now) => logOf(source).setClock(fund, now),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
