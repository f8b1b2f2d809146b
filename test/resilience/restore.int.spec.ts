import { setTimeout as pause } from 'node:timers/promises';
import { openAllocation } from '@mdtf/allocation/service';
import { PLATFORM } from '@mdtf/fund-log';
import { createEmbeddedBus } from '@mdtf/messaging';
import type { OpenService } from '@mdtf/runtime';
import { temporaryDatabase } from '@mdtf/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RestorableCommittee, restorableCommittee } from './restored-source.ts';

const TIMEOUT_MS = 60_000;
const FOUND_WITHIN_MS = 20_000;
const LOOK_AGAIN_MS = 20;

const admin = { id: 'admin', roles: ['admin'], organisations: [], seats: [] };

let stack: AsyncDisposableStack;
let committee: RestorableCommittee;
let allocation: OpenService;
let alarms: string[];

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  committee = stack.use(await restorableCommittee());
  const database = stack.use(await temporaryDatabase());
  allocation = stack.use(await openAllocation({ databaseUrl: database.url }));
  alarms = [];
}, TIMEOUT_MS);

function follow(): void {
  const bus = createEmbeddedBus({
    sources: [{ reader: committee.reader }],
    limits: { headsIntervalMs: 100, retryMs: 50 },
    onAlarm: ({ detail }) => alarms.push(detail),
  });
  stack.use(bus);
  allocation.follow(bus, ['committee']);
}

afterEach(() => stack.disposeAsync(), TIMEOUT_MS);

async function register(...ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const data = { id, name: id, kinds: ['donor'] };
    const command = { fund: PLATFORM, type: 'RegisterOrganisation', data, actor: admin };
    expect(await committee.service.parts.committer.submit(command)).toMatchObject({ outcome: 'accepted' });
  }
}

/** What allocation knows of the organisations, by name; where its stream stands. */
async function known(): Promise<string[]> {
  const { rows } = await allocation.parts.pool.query<{ id: string }>(
    "SELECT id FROM state WHERE fund = 'platform' AND kind = 'organisation' ORDER BY id",
  );
  return rows.map(({ id }) => id);
}

const stream = () =>
  allocation.parts.streams
    .at(-1)
    ?.status()
    .find(({ fund }) => fund === PLATFORM);

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const startMs = performance.now(); !(await holds()); await pause(LOOK_AGAIN_MS)) {
    if (performance.now() - startMs > FOUND_WITHIN_MS) throw new Error(`Not so within ${FOUND_WITHIN_MS} ms`);
  }
}

describe('a source restored to an earlier copy under a running subscriber', { timeout: TIMEOUT_MS }, () => {
  it('is found as a fork when it ends before what was read, parked with an alarm, and not followed', async () => {
    follow();
    await register('a', 'b');
    await committee.backUp();
    await register('c');
    await until(async () => (await known()).length === 3);
    await committee.restore();
    await until(() => stream()?.state === 'parked');
    expect(stream()?.reason).toBe('fork: the source ends at 2, but 3 was read from it');
    expect(alarms.join('\n')).toContain('fork: the source ends at 2, but 3 was read from it');

    await register('x', 'y', 'z');
    await pause(LOOK_AGAIN_MS * 10);
    expect(await known()).toEqual(['a', 'b', 'c']);
    expect(stream()).toMatchObject({ state: 'parked', sequence: 3n });
  });

  it('is found as a fork by its chain when it has grown past what was read', async () => {
    follow();
    await register('a');
    await committee.backUp();
    await register('b');
    await until(async () => (await known()).length === 2);
    await allocation.parts.streams[0]?.[Symbol.asyncDispose]();
    await committee.restore();
    await register('x', 'y', 'z');
    follow();
    await until(() => stream()?.state === 'parked');
    expect(stream()?.reason).toMatch(/^fork: entry 3 does not continue what was read/);
    expect(await known()).toEqual(['a', 'b']);
  });

  it('is followed again, from where it stood, once the true history is back and a person lets it go on', async () => {
    follow();
    await register('a', 'b');
    await committee.backUp();
    await register('c');
    await until(async () => (await known()).length === 3);
    await committee.restore();
    await until(() => stream()?.state === 'parked');
    await committee.bringBack();
    await register('d');
    await allocation.parts.streams[0]?.resume(PLATFORM);
    await until(async () => (await known()).length === 4);
    expect(await known()).toEqual(['a', 'b', 'c', 'd']);
  });
});
