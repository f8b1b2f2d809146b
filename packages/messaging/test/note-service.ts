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
  return {
    service,
    url,
    pool,
    reader: store.reader,
    wakeups,
    async note(fund, text) {
      const result = await committer.submit({ fund, type: 'TakeNote', data: text, actor: secretary });
      if (result.outcome !== 'accepted') throw new Error(`The note was not taken: ${result.outcome}`);
    },
    async [Symbol.asyncDispose]() {
      await committer[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}
