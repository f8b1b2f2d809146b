import type { ServiceName } from '@mdtf/contracts';
import { accept, type DomainEvent, type Instant, type Model } from '@mdtf/domain';
import { type Command, createCommitter, createMemoryStore, createWakeups } from '@mdtf/fund-log';

/** What the committee itself does not publish. */
const FOR_PARTIES: ReadonlySet<string> = new Set(['VoteCast', 'NoObjectionDeclared', 'ObjectionRaised']);

/** Another service's log in memory: it records what it is told, and can be followed like any other. */
export function toldLog(service: ServiceName) {
  const model: Model = {
    service,
    aggregates: [],
    facts: [],
    commands: {
      Tell: { needs: () => ({}), decide: (event: DomainEvent) => accept([event], null) },
    },
    subject: ({ type }) => `told/${type}`,
    visibility: ({ type }) => (FOR_PARTIES.has(type) ? 'parties' : 'public'),
  };
  const store = createMemoryStore({ service });
  const wakeups = createWakeups();
  const committer = createCommitter({ model, store, wakeups, limits: { dueIntervalMs: 0 } });
  const actor = { id: service, roles: ['service'], organisations: [], seats: [] };
  return {
    reader: store.reader,
    wakeups,
    /** Records an event in a fund's log, back-dated where a time is given, and answers where it stands. */
    async tell(fund: string, event: DomainEvent, dated: Pick<Command, 'time' | 'provenance'> = {}) {
      const result = await committer.submit({ fund, type: 'Tell', data: event, actor, ...dated });
      if (result.outcome !== 'accepted') throw new Error(`${event.type} was not told: ${result.outcome}`);
      return result.position;
    },
    /** Moves the clock of a fund there, as if its people lived later. */
    setClock: (fund: string, now: Instant) => store.setClock(fund, now),
    [Symbol.asyncDispose]: () => committer[Symbol.asyncDispose](),
  };
}
