import { accept, type DomainEvent, type Model } from '@mdtf/domain';
import { createCommitter, createMemoryStore, createWakeups } from '@mdtf/fund-log';

/** Another service's log in memory: it records what it is told, and can be followed like any other. */
export function toldLog(service: 'proposals' | 'allocation') {
  const model: Model = {
    service,
    aggregates: [],
    facts: [],
    commands: {
      Tell: { needs: () => ({}), decide: (event: DomainEvent) => accept([event], null) },
    },
    subject: ({ type }) => `told/${type}`,
  };
  const store = createMemoryStore({ service });
  const wakeups = createWakeups();
  const committer = createCommitter({ model, store, wakeups, limits: { dueIntervalMs: 0 } });
  const actor = { id: service, roles: ['service'], organisations: [], seats: [] };
  return {
    reader: store.reader,
    wakeups,
    /** Records an event in a fund's log and answers where it stands. */
    async tell(fund: string, event: DomainEvent) {
      const result = await committer.submit({ fund, type: 'Tell', data: event, actor });
      if (result.outcome !== 'accepted') throw new Error(`${event.type} was not told: ${result.outcome}`);
      return result.position;
    },
    [Symbol.asyncDispose]: () => committer[Symbol.asyncDispose](),
  };
}
