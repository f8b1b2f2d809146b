import {
  FUND_LOG_MIGRATIONS,
  type LogReader,
  memoryProjection,
  postgresRelayLog,
  projection,
  type StreamHandler,
} from '@mdtf/fund-log';
import { migratedDatabase } from '@mdtf/testing';
import { createKafkaBus, createTopics, type KafkaConnection, readTopic, topicOf } from '../src/index.ts';
import { createKafkaSender } from '../src/kafka-sender.ts';
import { runRelay } from '../src/run-relay.ts';
import { noteService } from './note-service.ts';

// What one relay publishes and one follower consumes a second beside the library alone, and how long an entry is on its
// way. The broker is given, the database is that of MDTF_TEST_PG_URL or a temporary one without fsync.
// node packages/messaging/test/bus-bench.ts BROKERS [entries] [funds]

const [brokers = '127.0.0.1:9092', entriesText = '100000', fundsText = '1'] = process.argv.slice(2);
const entries = Number(entriesText);
const funds = Array.from({ length: Number(fundsText) }, (_, n) => `fund-${n}`);
const connection: KafkaConnection = { brokers: brokers.split(','), clientId: 'bus-bench' };
const service = `bench-${process.pid}`;
const PER_COMMAND = 100;
const COMMANDS_AT_ONCE = 50;
const SINGLE_NOTES = 2_000;
const NOTES_PER_SECOND = 200;
const text = 'x'.repeat(300);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function timed(what: string, work: () => Promise<void>): Promise<void> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  await work();
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  const rate = Math.round((entries / ms) * 1000).toLocaleString('en');
  say(`${what.padEnd(28)}${rate} entries/s, ${((user + system) / 10 / ms).toFixed(0)} % of a core`);
}

async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await pause(5);
}

/** A reader that says when it is disposed of how many entries came from the log rather than from the topic. */
function counted(reader: LogReader): { readonly reader: LogReader } & Disposable {
  let read = 0;
  return {
    reader: {
      ...reader,
      async page(fund, after, limit) {
        const page = await reader.page(fund, after, limit);
        read += page.entries.length;
        return page;
      },
    },
    [Symbol.dispose]: () => say(`  ${read} of them from the log, before the group had met`),
  };
}

await createTopics(connection, { services: [service] });
await using notes = await noteService(service);
await using follower = await migratedDatabase(FUND_LOG_MIGRATIONS);
await follower.pool.query(
  'CREATE TABLE note (fund text, sequence bigint, text text, PRIMARY KEY (fund, sequence))',
);

const relay = () =>
  runRelay({
    log: postgresRelayLog({ pool: notes.pool, service }),
    sender: createKafkaSender(connection, service),
    wakeups: notes.wakeups,
    onAlarm: ({ detail }) => say(detail),
  });
const busOf = (subscriber: string, reader: LogReader) =>
  createKafkaBus({
    connection,
    subscriber: `${subscriber}-${process.pid}`,
    sources: [{ reader }],
    onAlarm: ({ detail }) => say(detail),
  });
const intoTable: StreamHandler = projection({
  pool: follower.pool,
  subscriber: 'table',
  async apply(_client, some) {
    const values = [
      some.map(({ fund }) => fund),
      some.map(({ sequence }) => sequence),
      some.map(({ data }) => data.text),
    ];
    return [{ text: 'INSERT INTO note SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[])', values }];
  },
});

async function follow(what: string, handler: StreamHandler): Promise<void> {
  let handled = 0;
  using source = counted(notes.reader);
  await timed(what, async () => {
    await using bus = busOf(handler.subscriber, source.reader);
    bus.follow(service, {
      ...handler,
      async handle(name, streams) {
        const outcomes = await handler.handle(name, streams);
        handled += streams.reduce((sum, stream) => sum + stream.entries.length, 0);
        return outcomes;
      },
    });
    await until(() => handled >= entries);
  });
}

await timed('recorded', async () => {
  const commands = Array.from({ length: entries / PER_COMMAND }, (_, n) => funds[n % funds.length] ?? '');
  const texts = Array.from({ length: PER_COMMAND }, () => text);
  for (let at = 0; at < commands.length; at += COMMANDS_AT_ONCE) {
    const some = commands.slice(at, at + COMMANDS_AT_ONCE);
    await Promise.all(some.map((fund) => notes.notes(fund, texts)));
  }
});
await timed('published by a relay', async () => {
  await using publishing = relay();
  await until(() => publishing.status().published >= entries);
});
await timed('read by the library alone', async () => {
  await readTopic(connection, topicOf(service));
});
await follow('followed, into memory', memoryProjection({ subscriber: 'memory', apply: () => {} }));
await follow('followed, into a table', intoTable);
await latency();

/** From a commit to its committed row, with single commands. */
async function latency(): Promise<void> {
  const committedAt = new Map<string, number>();
  const tookMs: number[] = [];
  await using _publishing = relay();
  await using bus = busOf('latency', notes.reader);
  bus.follow(service, {
    ...intoTable,
    async handle(name, streams) {
      const outcomes = await intoTable.handle(name, streams);
      for (const { fund, sequence } of streams.flatMap((stream) => stream.entries)) {
        const began = committedAt.get(`${fund}/${sequence}`);
        if (began !== undefined) tookMs.push(performance.now() - began);
      }
      return outcomes;
    },
  });
  await pause(3_000);
  notes.wakeups.listen(({ heads }) => {
    for (const { fund, sequence } of heads) committedAt.set(`${fund}/${sequence}`, performance.now());
  });
  const writing: Promise<void>[] = [];
  for (let n = 0; n < SINGLE_NOTES; n += 1) {
    writing.push(notes.note(funds[n % funds.length] ?? '', 'note'));
    await pause(1000 / NOTES_PER_SECOND);
  }
  await Promise.all(writing);
  await until(() => tookMs.length >= committedAt.size);
  tookMs.sort((a, b) => a - b);
  const at = (part: number): string => (tookMs[Math.floor(tookMs.length * part)] ?? 0).toFixed(1);
  say(`from commit to row          p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, of ${tookMs.length}`);
}
