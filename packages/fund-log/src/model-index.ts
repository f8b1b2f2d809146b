import { type AnyAggregate, type DomainEvent, eventTypeOf, type Model } from '@mdtf/domain';

/** A model as the committer asks it: who folds an event, found without searching. */
export interface ModelIndex {
  readonly model: Model;
  aggregate(kind: string): AnyAggregate | undefined;
  /** Own aggregates that an own event may change. */
  folders(eventType: string): readonly AnyAggregate[];
  /** Fact aggregates that another service's event may change. */
  factFolders(eventType: string): readonly AnyAggregate[];
  wireType(eventType: string): string;
}

const EVENT_VERSION = 1;
const NOBODY: readonly AnyAggregate[] = [];

/** Throws RangeError when two aggregates of a service have the same kind. */
export function indexModel(model: Model): ModelIndex {
  const byKind = new Map<string, AnyAggregate>();
  for (const aggregate of [...model.aggregates, ...model.facts]) {
    if (byKind.has(aggregate.kind))
      throw new RangeError(`Two aggregates of ${model.service} are called ${aggregate.kind}`);
    byKind.set(aggregate.kind, aggregate);
  }
  const folders = byEventType(model.aggregates);
  const factFolders = byEventType(model.facts);
  const wireTypes = new Map<string, string>();

  return {
    model,
    aggregate: (kind) => byKind.get(kind),
    folders: (eventType) => folders.get(eventType) ?? NOBODY,
    factFolders: (eventType) => factFolders.get(eventType) ?? NOBODY,
    wireType(eventType) {
      const known = wireTypes.get(eventType) ?? eventTypeOf(model.service, eventType, EVENT_VERSION);
      wireTypes.set(eventType, known);
      return known;
    },
  };
}

/** The ids of the documents of one aggregate that an event changes. */
export function concernedIds(aggregate: AnyAggregate, event: DomainEvent): readonly string[] {
  const ids = aggregate.concerns[event.type]?.(event.data) ?? [];
  return typeof ids === 'string' ? [ids] : ids;
}

function byEventType(aggregates: readonly AnyAggregate[]): Map<string, AnyAggregate[]> {
  const folders = new Map<string, AnyAggregate[]>();
  for (const aggregate of aggregates) {
    for (const type of Object.keys(aggregate.concerns)) {
      folders.set(type, [...(folders.get(type) ?? []), aggregate]);
    }
  }
  return folders;
}
