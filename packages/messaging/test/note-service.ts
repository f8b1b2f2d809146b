import {
  type Committer,
  createCommitter,
  createPostgresStore,
  createWakeups,
  FUND_LOG_MIGRATIONS,
  type LogReader,
  type Wakeups,
} from '@mdtf/fund-log';
import { migratedDatabase, type TemporaryDatabase } from '@mdtf/testing';
import { noteTaking, secretary } from './note-taking.ts';

/** A service that keeps notes in a database of its own. */
export interface NoteService extends AsyncDisposable {
  readonly service: string;
  readonly url: string;
  readonly pool: TemporaryDatabase['pool'];
  readonly reader: LogReader;
  readonly wakeups: Wakeups;
  /** Resolves when it is on disk. */
  note(fund: string, text: string): Promise<void>;
  /** The same of many, as one command. */
  notes(fund: string, texts: readonly string[]): Promise<void>;
}

export async function noteService(service: string): Promise<NoteService> {
  const database = await migratedDatabase(FUND_LOG_MIGRATIONS);
  const { pool, url } = database;
  const store = createPostgresStore({ pool, service });
  const wakeups = createWakeups();
  const committer: Committer = createCommitter({
    model: noteTaking(service),
    store,
    wakeups,
    limits: { dueIntervalMs: 0 },
  });
  const take = async (fund: string, type: string, data: unknown): Promise<void> => {
    const result = await committer.submit({ fund, type, data, actor: secretary });
    if (result.outcome !== 'accepted') throw new Error(`The note was not taken: ${result.outcome}`);
  };
  return {
    service,
    url,
    pool,
    reader: store.reader,
    wakeups,
    note: (fund, text) => take(fund, 'TakeNote', text),
    notes: (fund, texts) => take(fund, 'TakeNotes', texts),
    async [Symbol.asyncDispose]() {
      await committer[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}
