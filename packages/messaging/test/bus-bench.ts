import { FUND_LOG_MIGRATIONS, memoryProjection, postgresRelayLog, projection } from '@mdtf/fund-log';
import { migratedDatabase } from '@mdtf/testing';
import { createKafkaBus, createTopics, type KafkaConnection, readTopic, topicOf } from '../src/index.ts';
import { createKafkaSender } from '../src/kafka-sender.ts';
import { runRelay } from '../src/run-relay.ts';
import { noteService } from './note-service.ts';

// What one relay publishes and one follower consumes a second, into memory and into a table.
// MDTF_TEST_PG_URL=… node packages/messaging/test/bus-bench.ts BROKERS [entries] [funds]

const [brokers = '127.0.0.1:9092', entriesText = '100000', fundsText = '1'] = process.argv.slice(2);
const entries = Number(entriesText);
const funds = Array.from({ length: Number(fundsText) }, (_, n) => `fund-${n}`);
const connection: KafkaConnection = { brokers: brokers.split(','), clientId: 'bus-bench' };
const service = `bench-${process.pid}`;
const PER_COMMAND = 100;
const text = 'x'.repeat(300);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function timed(what: string, work: () => Promise<void>): Promise<void> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  await work();
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  const cores = ((user + system) / 10 / ms).toFixed(0);
  say(
    `${what.padEnd(28)}${Math.round((entries / ms) * 1000).toLocaleString('en')} entries/s, ${cores} % of a core`,
  );
}

async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 5));
}

await createTopics(connection, { services: [service] });
const notes = await noteService(service);
await timed('recorded', async () => {
  const commands = Array.from({ length: entries / PER_COMMAND }, (_, n) => funds[n % funds.length] ?? '');
  for (let at = 0; at < commands.length; at += 50) {
    await Promise.all(
      commands.slice(at, at + 50).map((fund) =>
        notes.notes(
          fund,
          Array.from({ length: PER_COMMAND }, () => text),
        ),
      ),
    );
  }
});

await timed('published by a relay', async () => {
  await using relay = runRelay({
    log: postgresRelayLog({ pool: notes.pool, service }),
    sender: createKafkaSender(connection, service),
    onAlarm: ({ detail }) => say(detail),
  });
  await until(() => relay.status().published >= entries);
});

await timed('read by the library alone', async () => {
  const { length } = await readTopic(connection, topicOf(service));
  say(`  ${length} records`);
});

await timed('followed, into memory', async () => {
  let handled = 0;
  await using bus = createKafkaBus({
    connection,
    subscriber: `memory-${process.pid}`,
    sources: [{ reader: counted(notes.reader) }],
    onAlarm: ({ detail }) => say(detail),
  });
  bus.follow(
    service,
    memoryProjection({
      subscriber: 'memory',
      apply: (some) => {
        handled += some.length;
      },
    }),
  );
  await until(() => handled >= entries);
});

await using follower = await migratedDatabase(FUND_LOG_MIGRATIONS);
await follower.pool.query(
  'CREATE TABLE note (fund text, sequence bigint, text text, PRIMARY KEY (fund, sequence))',
);
await timed('followed, into a table', async () => {
  let handled = 0;
  await using bus = createKafkaBus({
    connection,
    subscriber: `table-${process.pid}`,
    sources: [{ reader: counted(notes.reader) }],
    onAlarm: ({ detail }) => say(detail),
  });
  bus.follow(
    service,
    projection({
      pool: follower.pool,
      subscriber: 'table',
      async apply(client, some) {
        await client.query('INSERT INTO note SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[])', [
          some.map(({ fund }) => fund),
          some.map(({ sequence }) => sequence),
          some.map(({ data }) => data.text),
        ]);
        handled += some.length;
      },
    }),
  );
  await until(() => handled >= entries);
});

/** Says at the end how many entries came from the log rather than from the topic. */
function counted(reader: typeof notes.reader): typeof notes.reader {
  let pages = 0;
  let read = 0;
  process.once('beforeExit', () => say(`  from the log: ${read} entries on ${pages} pages`));
  return {
    ...reader,
    async page(fund, after, limit) {
      const page = await reader.page(fund, after, limit);
      pages += 1;
      read += page.entries.length;
      return page;
    },
  };
}

await notes[Symbol.asyncDispose]();
