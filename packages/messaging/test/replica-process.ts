import { createPostgresStore, projection } from '@mdtf/fund-log';
import { poolOf } from '@mdtf/testing';
import { createKafkaBus } from '../src/index.ts';

// A replica of a follower in a process of its own: node replica-process.ts SUBSCRIBER SOURCE SOURCE_DB OWN_DB BROKERS.
// Each entry becomes a row; a second one of the same entry is refused by the table.

const [subscriber = '', source = '', sourceUrl = '', ownUrl = '', brokers = ''] = process.argv.slice(2);
const sourcePool = poolOf(sourceUrl);
const pool = poolOf(ownUrl);
const { reader } = createPostgresStore({ pool: sourcePool, service: source });
const bus = createKafkaBus({
  connection: { brokers: brokers.split(','), clientId: 'replica-process' },
  subscriber,
  sources: [{ reader }],
  onAlarm: ({ detail }) => console.log(`alarm: ${detail}`),
});
bus.follow(
  source,
  projection({
    pool,
    subscriber,
    async apply(_client, entries) {
      const text = `INSERT INTO note (fund, sequence, text, handled_by)
         SELECT fund, sequence, text, $4 FROM unnest($1::text[], $2::bigint[], $3::text[]) AS n (fund, sequence, text)`;
      const values = [
        entries.map(({ fund }) => fund),
        entries.map(({ sequence }) => sequence),
        entries.map(({ data }) => data.text),
        process.pid,
      ];
      return [{ text, values }];
    },
  }),
);
console.log('follows');
setInterval(() => {}, 60_000);
