/** Measures two limits of the read tables: `node services/reporting/test/reporting-bench.ts [entries]`. */
import { accept, type DomainEvent, type Model } from '@mdtf/domain';
import {
  createCommitter,
  createPostgresStore,
  createSubscription,
  FUND_LOG_MIGRATIONS,
  projection,
} from '@mdtf/fund-log';
import { migrate } from '@mdtf/postgres';
import { temporaryDatabase } from '@mdtf/testing';
import { project } from '../src/projections/project.ts';
import { MIGRATIONS } from '../src/service.ts';
import { ask } from './asking.ts';
import { charterAdopted, deposit, ledger, usd } from './events.ts';

const ENTRIES = Number(process.argv[2] ?? 100_000);
const AT_ONCE = 1_000;
const DAYS = 3_000;
const ASKED = 100;
const CATCH_UP_MS = 600_000;
const FUND = 'imdp';

const day = (at: number): string => new Date(Date.UTC(2000, 0, 1 + (at % DAYS))).toISOString().slice(0, 10);

/** Deposits, transfers, refunds and interest in turn, of 40 contributions, 500 activities and some thousand days. */
function moneyEvent(at: number, totals: ReturnType<typeof ledger>): DomainEvent {
  const on = day(at * 7);
  const activity = `P${at % 500}`;
  const amount = usd('10.00');
  const payment = {
    mandateId: activity,
    allocationId: activity,
    proposalId: activity,
    partner: `partner-${at % 50}`,
    amount,
    parts: [{ pot: 'pooled', amount }],
    reference: 'wire',
  };
  const id = String(at);
  switch (at % 4) {
    case 0:
      return deposit([on, `C${at % 40}`, '100.00', '1.00', '99.00'], totals);
    case 1:
      return { type: 'TrancheDisbursed', data: { ...payment, trancheId: id, valueDate: on, verdicts: [] } };
    case 2:
      return {
        type: 'RefundReceived',
        data: { ...payment, refundId: id, receivedOn: on, reason: 'Unspent' },
      };
    default: {
      const line = { entryId: id, line: 'fund-interest', pot: 'pooled', amount, uncovered: usd('0.00') };
      return { type: 'LedgerLineRecorded', data: { ...line, bookedOn: on, note: 'n', mandateId: null } };
    }
  }
}

const model: Model = {
  service: 'allocation',
  aggregates: [],
  facts: [],
  commands: { Tell: { needs: () => ({}), decide: (event: DomainEvent) => accept([event], null) } },
  subject: ({ type }) => `told/${type}`,
};

await using source = await temporaryDatabase();
await migrate(source.pool, FUND_LOG_MIGRATIONS);
await using store = createPostgresStore({ pool: source.pool, service: 'allocation' });
await using committer = createCommitter({ model, store, limits: { dueIntervalMs: 0 } });
const actor = { id: 'bench', roles: ['service'], organisations: [], seats: [] };
const totals = ledger();
for (let at = 0; at < ENTRIES; at += AT_ONCE) {
  const some = Array.from({ length: Math.min(AT_ONCE, ENTRIES - at) }, (_, i) => moneyEvent(at + i, totals));
  await Promise.all(some.map((data) => committer.submit({ fund: FUND, type: 'Tell', data, actor })));
}

await using target = await temporaryDatabase();
await migrate(target.pool, FUND_LOG_MIGRATIONS);
await migrate(target.pool, MIGRATIONS);
const begun = performance.now();
await using subscription = createSubscription({
  reader: store.reader,
  handler: projection({ pool: target.pool, subscriber: 'tables', apply: project }),
});
await subscription.catchUp(FUND, CATCH_UP_MS);
const seconds = (performance.now() - begun) / 1_000;
console.log(`from an empty read model: ${Math.round(ENTRIES / seconds)} entries/s`);

const charter = charterAdopted(1);
await target.pool.query(
  `INSERT INTO charter SELECT $1, 1, 'Fund', 'Fonds', 'USD', 'Europe/Zurich', true, $2, '[]', '2000-01-01', '2000-01-01', 1`,
  [FUND, JSON.stringify(charter.type === 'CharterAdopted' ? charter.data.charter.rules : {})],
);
for (const name of ['funding-status', 'cap-headroom', 'contributions', 'delivery'] as const) {
  const times: number[] = [];
  for (let at = 0; at < ASKED; at += 1) {
    const before = performance.now();
    await ask(target.pool, name, { asOf: day(at * 29) });
    times.push(performance.now() - before);
  }
  times.sort((a, b) => a - b);
  const [p50, p99] = [ASKED / 2, ASKED - 1].map((at) => (times[at] ?? 0).toFixed(1));
  console.log(`${name} as of any day, ${ENTRIES} entries: p50 ${p50} ms, p99 ${p99} ms`);
}
