import type { Instant } from '@mdtf/domain';

/** One state or fact; `state` is undefined when no event has made it yet. */
export interface Document {
  readonly fund: string;
  readonly kind: string;
  readonly id: string;
  state: unknown;
  revision: number;
  dueAt: Instant | undefined;
  /** Whether the database has it, in this or an earlier form. */
  stored: boolean;
  /** By the running batch. */
  changed: boolean;
  /** How many decisions have named it since it was read. */
  uses: number;
}

/** Documents of one fund by kind and id. */
export interface Documents {
  readonly size: number;
  all(): IteratorObject<Document>;
  find(kind: string, id: string): Document | undefined;
  keep(document: Document): void;
  forget(document: Document): void;
}

/** Two maps, one in the other: a joined key would have to be built and hashed at every look. */
export function createDocuments(): Documents {
  const byKind = new Map<string, Map<string, Document>>();
  let size = 0;
  return {
    get size() {
      return size;
    },
    *all() {
      for (const ofKind of byKind.values()) yield* ofKind.values();
    },
    find: (kind, id) => byKind.get(kind)?.get(id),
    keep(document) {
      const ofKind = byKind.get(document.kind) ?? new Map<string, Document>();
      byKind.set(document.kind, ofKind);
      if (!ofKind.has(document.id)) size += 1;
      ofKind.set(document.id, document);
    },
    forget({ kind, id }) {
      if (byKind.get(kind)?.delete(id) === true) size -= 1;
    },
  };
}
