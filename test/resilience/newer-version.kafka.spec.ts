import { hash, randomBytes, randomUUID } from 'node:crypto';
import { accept, type Model } from '@mdtf/domain';
import {
  createCommitter,
  createPostgresStore,
  createWakeups,
  FUND_LOG_MIGRATIONS,
  leafHashOf,
  projection,
} from '@mdtf/fund-log';
import { createKafkaBus, createRelay, createTopics } from '@mdtf/messaging';
import { migratedDatabase } from '@mdtf/testing';
import { kafkaOfRun } from '@mdtf/testing/brokers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const PATIENCE = { timeout: 30_000, interval: 20 };
const LIMITS = { headsIntervalMs: 200, retryMs: 100 };
const secretary = { id: 'secretary', roles: [], organisations: [], seats: [] };

const noteTaking = (service: string): Model => ({
  service,
  aggregates: [],
  facts: [],
  commands: {
    TakeNote: {
      needs: () => ({}),
      decide: (text: string) => accept([{ type: 'NoteTaken', data: { text } }], null),
    },
  },
  subject: () => 'note',
});

/** Records a note as the next version of the service will: in an event of version 2. */
async function recordNewer(pool: Pool, fund: string, text: string): Promise<void> {
  const { rows } = await pool.query('SELECT sequence, leaf_hash, recorded_at FROM head WHERE fund = $1', [
    fund,
  ]);
  const { sequence, leaf_hash: prevhash, recorded_at: recordedat } = rows[0];
  const source = `/funds/${fund}/${service}`;
  const id = randomUUID();
  const type = `mdtf.${service}.note-taken.v2`;
  const fields = { specversion: '1.0', id, source, type, subject: 'note', time: recordedat };
  const payload = JSON.stringify({ ...fields, actor: 'secretary', correlationid: id, data: { text } });
  const salt = randomBytes(16);
  const datahash = hash('sha256', Buffer.concat([salt, Buffer.from(payload)]), 'hex');
  const next = String(sequence + 1n);
  const envelope = JSON.stringify({
    datahash,
    id,
    prevhash,
    recordedat,
    sequence: next,
    source,
    visibility: 'public',
  });
  await pool.query(
    `INSERT INTO entry (fund, sequence, type, subject, visibility, time, recorded_at, envelope, salt, payload)
     VALUES ($1, $2, 'NoteTaken', 'note', 'public', $3, $3, $4, $5, $6)`,
    [fund, next, recordedat, envelope, salt, payload],
  );
  await pool.query('UPDATE head SET sequence = $2, leaf_hash = $3 WHERE fund = $1', [
    fund,
    next,
    leafHashOf(envelope),
  ]);
}

const { brokers, unique } = kafkaOfRun();
let stack: AsyncDisposableStack;
let service: string;
let note: (fund: string, text: string) => Promise<void>;
let newerNote: (fund: string, text: string) => Promise<void>;
let follow: (knownVersion: number) => Promise<Awaited<ReturnType<typeof follower>>>;

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  service = unique('notes').replaceAll(/[^a-z0-9-]/g, '');
  const connection = { brokers, clientId: service };
  await createTopics(connection, { services: [service], partitions: 2 });
  const source = stack.use(await migratedDatabase(FUND_LOG_MIGRATIONS));
  const wakeups = createWakeups();
  const store = stack.use(createPostgresStore({ pool: source.pool, service }));
  const committer = stack.use(createCommitter({ model: noteTaking(service), store, wakeups }));
  stack.use(createRelay({ connection, service, pool: source.pool, wakeups }));
  newerNote = (fund, text) => recordNewer(source.pool, fund, text);
  note = async (fund, text) => {
    const command = { fund, type: 'TakeNote', data: text, actor: secretary };
    expect(await committer.submit(command)).toMatchObject({ outcome: 'accepted' });
  };
  const target = stack.use(await migratedDatabase(FUND_LOG_MIGRATIONS));
  await target.pool.query(
    'CREATE TABLE note (number bigint GENERATED ALWAYS AS IDENTITY, fund text, text text)',
  );
  follow = (knownVersion) =>
    follower(knownVersion, { connection, source: store.reader, target: target.pool });
});

afterEach(() => stack.disposeAsync());

type Pool = Awaited<ReturnType<typeof migratedDatabase>>['pool'];

interface Ends {
  readonly connection: { readonly brokers: readonly string[]; readonly clientId: string };
  readonly source: ReturnType<typeof createPostgresStore>['reader'];
  readonly target: Pool;
}

/** A process of a subscriber whose code understands notes up to a version. */
async function follower(knownVersion: number, { connection, source, target }: Ends) {
  const alarms: string[] = [];
  const bus = createKafkaBus({
    connection,
    subscriber: `${service}-reader`,
    sources: [{ reader: source }],
    limits: LIMITS,
    onAlarm: ({ detail }) => alarms.push(detail),
  });
  const subscription = bus.follow(
    service,
    projection({
      pool: target,
      subscriber: 'reader',
      knownVersions: { NoteTaken: knownVersion },
      apply: async (_client, entries) =>
        entries.map(({ fund, data }) => ({
          text: 'INSERT INTO note (fund, text) VALUES ($1, $2)',
          values: [fund, data.text],
        })),
    }),
  );
  return {
    alarms,
    stateOf: (fund: string) => subscription.status().find((one) => one.fund === fund)?.state,
    async notes(fund: string): Promise<string[]> {
      const { rows } = await target.query('SELECT text FROM note WHERE fund = $1 ORDER BY number', [fund]);
      return rows.map(({ text }) => text);
    },
    [Symbol.asyncDispose]: () => bus[Symbol.asyncDispose](),
  };
}

it('an entry of an unknown newer version waits with all after it, other funds go on, and it goes on by itself once the subscriber is upgraded', async () => {
  {
    await using old = await follow(1);
    await note('imdp', 'one');
    await newerNote('imdp', 'two, as only the next version says it');
    await note('imdp', 'three');
    await vi.waitFor(() => expect(old.stateOf('imdp')).toBe('newer-version'), PATIENCE);
    await note('pbf', 'elsewhere');
    await vi.waitFor(async () => expect(await old.notes('pbf')).toEqual(['elsewhere']), PATIENCE);
    expect(await old.notes('imdp')).toEqual(['one']);
    expect(old.stateOf('imdp')).toBe('newer-version');
    expect(old.alarms).toEqual([]);
  }
  await using upgraded = await follow(2);
  await vi.waitFor(
    async () =>
      expect(await upgraded.notes('imdp')).toEqual(['one', 'two, as only the next version says it', 'three']),
    PATIENCE,
  );
  expect(upgraded.stateOf('imdp')).toBe('following');
});
