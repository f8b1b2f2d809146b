import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allocationService } from '@mdtf/allocation/service';
import {
  type Committer,
  createCommitter,
  createPostgresStore,
  createSubscription,
  FUND_LOG_MIGRATIONS,
  ingestion,
  PLATFORM,
} from '@mdtf/fund-log';
import { createPool, type EmbeddedPostgres, migrate, startEmbedded } from '@mdtf/postgres';
import { openDevelopmentIssuer } from '@mdtf/runtime';
import { charterEvents, decisionEvent, organisationEvents, toldCommittee } from './told-committee.ts';

/** A durable PostgreSQL of our own with funds that are ready to be given to. */
export interface Stage extends AsyncDisposable {
  readonly postgres: EmbeddedPostgres;
  readonly folder: string;
  readonly allocationUrl: string;
  readonly committeeUrl: string;
  tokenOf(person: string): Promise<string>;
}

export interface StageOptions {
  readonly funds: number;
  /** Decisions in the first fund that wait for their money. */
  readonly decisions: number;
}

const actor = { id: 'bench', roles: ['treasurer', 'secretariat'], organisations: [], seats: [] };
const EVENTS_PER_COMMAND = 50;
const CATCH_UP_MS = 300_000;
const usd = (amount: string) => ({ amount, currency: 'USD' });

/** Starts the server, with fsync, in a temporary folder, and prepares `fund-1` … `fund-n`, each with a `gift` to deposit under. */
export async function setStage({ funds, decisions }: StageOptions): Promise<Stage> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'mdtf-bench-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const postgres = stack.use(await startEmbedded({ dataDir: join(folder, 'postgres'), durable: true }));
  const allocationUrl = await postgres.createDatabase('allocation');
  const committeeUrl = await postgres.createDatabase('committee');
  await prepare(committeeUrl, allocationUrl, funds, decisions);
  const issuer = await openDevelopmentIssuer({ mode: 'embedded', host: '127.0.0.1', dataFolder: folder });
  const kept = stack.move();
  return {
    postgres,
    folder,
    allocationUrl,
    committeeUrl,
    tokenOf: async (person) => `Bearer ${await issuer.tokenFor(person)}`,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function prepare(
  committeeUrl: string,
  allocationUrl: string,
  funds: number,
  decisions: number,
): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const committee = await openLog(stack, committeeUrl, 'committee', toldCommittee);
  const allocation = await openLog(stack, allocationUrl, 'allocation', allocationService.model);
  const names = Array.from({ length: funds }, (_, at) => `fund-${at + 1}`);
  const tell = (fund: string, events: readonly unknown[]) =>
    ask(committee.committer, fund, 'Tell', { events });

  await tell(PLATFORM, organisationEvents());
  await Promise.all(names.map((fund) => tell(fund, charterEvents())));
  for (let first = 1; first <= decisions; first += EVENTS_PER_COMMAND) {
    const count = Math.min(EVENTS_PER_COMMAND, decisions - first + 1);
    await tell(
      'fund-1',
      Array.from({ length: count }, (_, at) => decisionEvent(first + at)),
    );
  }

  // Facts only: the decisions wait until the bench asks for them.
  const handler = ingestion(allocation.committer, allocation.store, () => undefined);
  const following = stack.use(createSubscription({ reader: committee.store.reader, handler }));
  const { heads } = await committee.store.reader.heads();
  for (const { fund, sequence } of await allHeads(committee.store.reader, heads)) {
    const reached = await following.waitFor({ service: 'committee', fund, sequence }, CATCH_UP_MS);
    if (reached !== 'reached') throw new Error(`The committee's facts of ${fund} are ${reached}`);
  }
  await Promise.all(
    names.map((fund) => give(allocation.committer, fund, 'gift', 'donor', false, '500000000.00')),
  );
  // Well within the cap, as a fund is.
  await give(allocation.committer, 'fund-1', 'own', 'bank', true, '50000000.00');
}

type Reader = ReturnType<typeof createPostgresStore>['reader'];
type HeadsPage = Awaited<ReturnType<Reader['heads']>>;

const MAX_PAGES = 1_000;

async function allHeads(reader: Reader, first: HeadsPage['heads']): Promise<HeadsPage['heads']> {
  const heads = [...first];
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const next = await reader.heads(heads.at(-1)?.fund);
    if (next.heads.length === 0) break;
    heads.push(...next.heads);
  }
  return heads;
}

async function openLog(
  stack: AsyncDisposableStack,
  url: string,
  service: string,
  model: Parameters<typeof createCommitter>[0]['model'],
) {
  const pool = createPool(url);
  stack.defer(() => pool.end());
  await migrate(pool, FUND_LOG_MIGRATIONS);
  const store = stack.use(createPostgresStore({ pool, service }));
  return { store, committer: stack.use(createCommitter({ model, store })) };
}

async function give(
  committer: Committer,
  fund: string,
  id: string,
  donor: string,
  internal: boolean,
  amount: string,
): Promise<void> {
  const terms = { stage: 'agreed', amount: usd(amount), earmark: { kind: 'none' }, schedule: [] };
  await ask(committer, fund, 'RecordContribution', { contributionId: id, donor, internal, ...terms });
  const deposit = { contributionId: id, depositId: 'first', gross: usd(amount), reference: 'wire' };
  await ask(committer, fund, 'RecordDeposit', deposit);
}

async function ask(committer: Committer, fund: string, type: string, data: unknown): Promise<void> {
  const result = await committer.submit({ fund, type, data, actor });
  if (result.outcome !== 'accepted') throw new Error(`${type} in ${fund}: ${JSON.stringify(result, textOf)}`);
}

function textOf(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
