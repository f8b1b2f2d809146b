import { poolOf } from '@mdtf/testing';
import { createRelay } from '../src/index.ts';

// A relay in a process of its own: node relay-process.ts SERVICE DATABASE BROKERS; prints its state when it changes.

const [service = '', url = '', brokers = ''] = process.argv.slice(2);
const pool = poolOf(url);
const relay = createRelay({
  connection: { brokers: brokers.split(','), clientId: 'relay-process' },
  service,
  pool,
  onAlarm: ({ detail }) => console.log(`alarm: ${detail}`),
});
let leads = false;
setInterval(() => {
  const { leader, epoch } = relay.status();
  if (leader !== leads) console.log(leader ? `leads with epoch ${epoch}` : 'does not lead');
  leads = leader;
}, 20);
