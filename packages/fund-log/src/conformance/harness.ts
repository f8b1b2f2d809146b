import type { Model } from '@mdtf/domain';
import { giving } from '../../test/giving.ts';
import {
  type Alarm,
  type Command,
  type CommandResult,
  type Committer,
  type CommitterOptions,
  createCommitter,
  type LogReader,
  MAX_ENTRIES_PAGE,
  type ReadEntry,
  readEntry,
  type Store,
} from '../index.ts';

/** A store to be held to its promises, empty, with what can be seen of it from outside. */
export interface StoreUnderTest extends AsyncDisposable {
  readonly store: Store;
  /** Another store on the same data, as another process would have it. */
  replica(): Store;
  /** All states and facts of a fund, decoded, by `kind/id`. */
  documents(fund: string): Promise<Map<string, unknown>>;
  /** Balances in minor units by account. */
  balances(fund: string): Promise<Map<string, bigint>>;
  /** Sum of credits less debits of all postings by account. */
  posted(fund: string): Promise<Map<string, bigint>>;
  countOf(table: 'idempotency' | 'refused_reaction'): Promise<number>;
}

export type MakeStore = () => Promise<StoreUnderTest>;

export interface CommitterUnderTest extends AsyncDisposable {
  readonly under: StoreUnderTest;
  readonly committer: Committer;
  readonly submit: (command: Command) => Promise<CommandResult>;
  readonly alarms: Alarm[];
  readonly log: (fund?: string) => Promise<ReadEntry[]>;
}

/** A committer that does nothing by itself, on a fresh store. */
export async function committerOn(
  make: MakeStore,
  options: Partial<CommitterOptions> & { model?: Model } = {},
): Promise<CommitterUnderTest> {
  const under = await make();
  const alarms: Alarm[] = [];
  const committer = createCommitter({
    model: giving,
    store: under.store,
    onAlarm: (alarm) => alarms.push(alarm),
    ...options,
    limits: { dueIntervalMs: 0, ...options.limits },
  });
  return {
    under,
    committer,
    submit: (command) => committer.submit(command),
    alarms,
    log: (fund = 'imdp') => readLog(under.store.reader, fund),
    async [Symbol.asyncDispose]() {
      await committer[Symbol.asyncDispose]();
      await under[Symbol.asyncDispose]();
    },
  };
}

const MAX_PAGES = 100;

/** A fund's whole log, as another service reads it. */
export async function readLog(reader: LogReader, fund: string): Promise<ReadEntry[]> {
  const entries: ReadEntry[] = [];
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { entries: next } = await reader.page(fund, BigInt(entries.length), MAX_ENTRIES_PAGE);
    if (next.length === 0) return entries;
    entries.push(...next.map(readEntry));
  }
  throw new RangeError(`The log of ${fund} is longer than a test reads`);
}
