import { connect, type Socket } from 'node:net';
import { allocationRoutes, bulkRoutes, MAX_BULK_ITEMS, reportingRoutes, urlOf } from '@mdtf/contracts';
import { createPool } from '@mdtf/postgres';
import { allPassThrough, type Fault } from '../fault.ts';
import type { Stage } from '../stage.ts';

const TIMES_CONNECTIONS = 10;
const ASKED_EACH = 5;
const SLOW_CLIENTS = 50;
const SLOW_BYTE_EVERY_MS = 1_000;
/** A request may take 30 s, and who looks for late ones looks every 30 s. */
const CUT_OFF_WITHIN_MS = 65_000;
const SERVED_WITHIN_MS = 20_000;
const QUEUE = 10_000;

/** What clients do, not meaning any harm. */
export const clientFaults: readonly Fault[] = [
  {
    name: 'ten times as many clients as connections to the databases',
    of: 'clients',
    holdMs: [0, 0],
    async inject(stage) {
      const clients =
        stage.world.connections * stage.world.replicasOf('allocation').length * TIMES_CONNECTIONS;
      const answers = await Promise.all(Array.from({ length: clients }, (_, n) => askOften(stage, n)));
      const wrong = answers.flat().filter((told) => told !== 'answered' && !told.startsWith('503 later'));
      return {
        meanwhile: async () =>
          [...new Set(wrong)].map((told) => `one of ${clients} clients was told ${told}`),
        heal: async () => {},
      };
    },
  },
  {
    name: 'clients that send one byte a second',
    of: 'clients',
    holdMs: [4_000, 2 * CUT_OFF_WITHIN_MS],
    async inject(stage) {
      const { port } = new URL(stage.world.url);
      const slow = Array.from({ length: SLOW_CLIENTS }, () => sendSlowly(Number(port)));
      const startedMs = performance.now();
      let stayed = 0;
      return {
        meanwhile: () => allPassThrough(stage, SERVED_WITHIN_MS, 'beside slow clients'),
        async heal() {
          const isLong = performance.now() - startedMs >= CUT_OFF_WITHIN_MS;
          stayed = isLong ? slow.filter(({ socket }) => !socket.closed).length : 0;
          for (const one of slow) one.end();
        },
        afterwards: async () =>
          stayed === 0 ? [] : [`${stayed} slow clients were not cut off within ${CUT_OFF_WITHIN_MS} ms`],
      };
    },
  },
  {
    name: 'more commands than a queue takes, while nothing can be committed',
    of: 'clients',
    holdMs: [1_000, 5_000],
    async inject(stage) {
      const { people, world, quiet } = stage;
      const pool = createPool(world.database.postgres.urlOf('allocation'), {
        max: 1,
        idleInTransactionTimeoutMs: LOCKED_AT_MOST_MS,
        transactionTimeoutMs: LOCKED_AT_MOST_MS,
      });
      const locking = await pool.connect();
      await locking.query('BEGIN');
      await locking.query('SELECT FROM head WHERE fund = $1 FOR UPDATE', [quiet]);
      flood += 1;
      const requests = (2 * world.replicasOf('allocation').length * QUEUE) / MAX_BULK_ITEMS;
      const asked = Array.from({ length: requests }, (_, n) =>
        people.ask('treasurer-1', bulkRoutes.bulk, { body: { items: manyDeposits(quiet, `${flood}-${n}`) } }),
      );
      const settled = Promise.allSettled(asked);
      return {
        async heal() {
          await locking.query('ROLLBACK');
          locking.release();
          await pool.end();
        },
        async afterwards() {
          const told = new Map<string, number>();
          for (const one of await settled) {
            const items = one.status === 'fulfilled' && one.value.ok ? one.value.body.items : [];
            for (const { status } of items) told.set(String(status), (told.get(String(status)) ?? 0) + 1);
            if (items.length === 0) {
              const why = one.status === 'fulfilled' ? String(one.value.status) : String(one.reason);
              told.set(why, (told.get(why) ?? 0) + 1);
            }
          }
          const counted = [...told].map(([status, times]) => `${times} × ${status}`).join(', ');
          const clear = [...told.keys()].every((status) => ['201', '503'].includes(status));
          return clear && told.has('503') ? [] : [`a queue at its bound answered ${counted}`];
        },
      };
    },
  },
];

const LOCKED_AT_MOST_MS = 60_000;
let flood = 0;

function manyDeposits(fundId: string, name: string) {
  const route = allocationRoutes.recordDeposit;
  return Array.from({ length: MAX_BULK_ITEMS }, (_, n) => ({
    path: urlOf(route, { params: { fundId, contributionId: 'gift-pooled' } }),
    idempotencyKey: `flood-${name}-${n}`,
    body: { gross: { amount: '0.01', currency: 'USD' }, reference: `flood ${name}-${n}` },
  }));
}

/** Reads and writes in turn; answers what each request came to. */
async function askOften({ people, quiet }: Stage, client: number): Promise<string[]> {
  const told: string[] = [];
  for (let n = 0; n < ASKED_EACH; n += 1) {
    const asked =
      (client + n) % 2 === 0
        ? people.ask('auditor', reportingRoutes.getReport, {
            params: { fundId: quiet, name: 'contributions' },
          })
        : people.ask('treasurer-1', allocationRoutes.recordDeposit, {
            params: { fundId: quiet, contributionId: 'gift-pooled' },
            body: { gross: { amount: '1.00', currency: 'USD' }, reference: `crowd ${client}-${n}` },
          });
    told.push(
      await asked.then(
        (answer) =>
          answer.ok
            ? 'answered'
            : `${answer.status} ${answer.body.retryAfterSeconds === undefined ? '' : 'later'}`,
        String,
      ),
    );
  }
  return told;
}

function sendSlowly(port: number): { readonly socket: Socket; end(): void } {
  const socket = connect({ host: '127.0.0.1', port });
  socket.on('error', () => {});
  socket.resume();
  const request =
    'POST /v1/funds/quiet/contributions HTTP/1.1\r\nHost: slow\r\nContent-Length: 1000\r\n\r\n{';
  let at = 0;
  const sending = setInterval(() => {
    if (socket.writable) socket.write(request[at] ?? ' ');
    at += 1;
  }, SLOW_BYTE_EVERY_MS);
  return {
    socket,
    end() {
      clearInterval(sending);
      socket.destroy();
    },
  };
}
