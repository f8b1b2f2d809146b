import { accept, type Model } from '@mdtf/domain';
import {
  type Committer,
  createCommitter,
  createMemoryStore,
  createWakeups,
  type LogReader,
  type MemoryStore,
  memoryProjection,
  type ReadEntry,
} from '@mdtf/fund-log';
import type { Source } from '../src/index.ts';

/** A service that does nothing but write notes into its funds' logs. */
export const noteTaking = (service: string): Model => ({
  service,
  aggregates: [],
  facts: [],
  commands: {
    TakeNote: {
      needs: () => ({}),
      decide: (text: string) => accept([{ type: 'NoteTaken', data: { text } }], null),
    },
    TakeNotes: {
      needs: () => ({}),
      decide: (texts: readonly string[]) =>
        accept(
          texts.map((text) => ({ type: 'NoteTaken', data: { text } })),
          null,
        ),
    },
  },
  subject: () => 'note',
});

export const secretary = { id: 'secretary', roles: [], organisations: [], seats: [] };

/** A source of entries whose database can be exchanged for an earlier copy. */
export interface NoteSource extends Source, AsyncDisposable {
  note(fund: string, text: string): Promise<void>;
  /** From now on: a database in which these notes were taken, as a restored and then continued one would be. */
  exchange(notes: readonly { readonly fund: string; readonly text: string }[]): Promise<void>;
}

export async function noteSource(service = 'committee'): Promise<NoteSource> {
  const wakeups = createWakeups();
  const opened: Committer[] = [];
  let current = open();

  function open(): { store: MemoryStore; committer: Committer } {
    const store = createMemoryStore({ service });
    const committer = createCommitter({
      model: noteTaking(service),
      store,
      wakeups,
      limits: { dueIntervalMs: 0 },
    });
    opened.push(committer);
    return { store, committer };
  }

  const note = async (fund: string, text: string): Promise<void> => {
    const result = await current.committer.submit({ fund, type: 'TakeNote', data: text, actor: secretary });
    if (result.outcome !== 'accepted') throw new Error(`The note was not taken: ${result.outcome}`);
  };
  const reader: LogReader = {
    service,
    heads: (after) => current.store.reader.heads(after),
    page: (fund, after, limit) => current.store.reader.page(fund, after, limit),
  };

  return {
    reader,
    wakeups,
    note,
    async exchange(notes) {
      current = open();
      for (const { fund, text } of notes) await note(fund, text);
    },
    async [Symbol.asyncDispose]() {
      for (const committer of opened) await committer[Symbol.asyncDispose]();
    },
  };
}

/** A subscriber that writes down what it was told, and can be made to stumble. */
export function noteReader() {
  const read = new Map<string, string[]>();
  const stumblesOver = new Set<string>();
  const handler = memoryProjection({
    subscriber: 'reader',
    apply(entries: readonly ReadEntry[]) {
      const stone = entries.find(({ data }) => stumblesOver.has(data.text));
      if (stone !== undefined) throw new Error(`stumbled over ${stone.data.text}`);
      for (const { fund, data } of entries) read.set(fund, [...(read.get(fund) ?? []), data.text]);
    },
  });
  return { handler, stumblesOver, notes: (fund: string): string[] => read.get(fund) ?? [] };
}
