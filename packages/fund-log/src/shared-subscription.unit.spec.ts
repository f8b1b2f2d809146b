import { describe, expect, it, vi } from 'vitest';
import { sourceLog } from '../test/source-log.ts';
import { createSubscription, type LogReader, memoryProjection, type ReadEntry } from './index.ts';

const PATIENCE = { timeout: 10_000, interval: 2 };
const HEADS_MS = 30;

/** A source whose pages are counted by fund. */
function countedSource(funds: readonly string[]) {
  const logs = new Map(funds.map((fund) => [fund, sourceLog('committee', fund)]));
  const pages = new Map<string, number>();
  let entry: ReadEntry | undefined;
  const headOf = (fund: string) => {
    const { length } = logs.get(fund)?.stored ?? [];
    const leafHash = last.get(fund)?.leafHash ?? '0'.repeat(64);
    return { fund, sequence: BigInt(length), leafHash, recordedThrough: '2026-01-01T00:00:00.000Z' };
  };
  const last = new Map<string, ReadEntry>();
  const reader: LogReader = {
    service: 'committee',
    heads: async () => ({ heads: funds.map(headOf), recordedThrough: '2026-01-01T00:00:00.000Z' }),
    async page(fund, after, limit) {
      pages.set(fund, (pages.get(fund) ?? 0) + 1);
      const entries = logs.get(fund)?.stored.slice(Number(after), Number(after) + limit) ?? [];
      return { entries, head: headOf(fund) };
    },
  };
  return {
    reader,
    pagesOf: (fund: string) => pages.get(fund) ?? 0,
    append(fund: string): ReadEntry {
      entry = logs.get(fund)?.flag('donor');
      if (entry === undefined) throw new Error(`There is no fund ${fund}`);
      last.set(fund, entry);
      return entry;
    },
  };
}

describe('a subscription that shares its cursors with another process', () => {
  it('leaves the other’s funds to it as long as they move', async () => {
    const source = countedSource(['own', 'other']);
    const handled: string[] = [];
    const handler = memoryProjection({
      subscriber: 'tables',
      apply: (entries) => void handled.push(...entries.map(({ fund }) => fund)),
    });
    await using subscription = createSubscription({
      reader: source.reader,
      handler,
      isOwn: (fund) => fund === 'own',
      limits: { headsIntervalMs: HEADS_MS },
    });
    // The other process: it handles its fund's entries as they come, always one behind.
    const elsewhere: ReadEntry[] = [source.append('other')];
    for (let n = 0; n < 10; n += 1) {
      source.append('own');
      elsewhere.push(source.append('other'));
      await handler.handle('committee', [{ fund: 'other', entries: elsewhere.splice(0, 1) }]);
      await vi.waitFor(() => expect(subscription.position('own').sequence).toBe(BigInt(n + 1)), PATIENCE);
      await vi.waitFor(() => expect(subscription.position('other').sequence).toBe(BigInt(n + 1)), PATIENCE);
    }
    expect(source.pagesOf('other')).toBe(0);
    expect(handled.filter((fund) => fund === 'own')).toHaveLength(10);
  });

  it('takes over what stands still', async () => {
    const source = countedSource(['other']);
    for (let n = 0; n < 3; n += 1) source.append('other');
    const handler = memoryProjection({ subscriber: 'tables', apply: () => {} });
    await using subscription = createSubscription({
      reader: source.reader,
      handler,
      isOwn: () => false,
      limits: { headsIntervalMs: HEADS_MS },
    });
    await vi.waitFor(() => expect(subscription.position('other').sequence).toBe(3n), PATIENCE);
  });

  it('brings forward at once what somebody here waits for, and what is offered here', async () => {
    const source = countedSource(['other']);
    const handler = memoryProjection({ subscriber: 'tables', apply: () => {} });
    await using subscription = createSubscription({
      reader: source.reader,
      handler,
      isOwn: () => false,
      limits: { headsIntervalMs: 3_600_000 },
    });
    source.append('other');
    const place = { service: 'committee', fund: 'other', sequence: 1n };
    expect(await subscription.waitFor(place, 5_000)).toBe('reached');
    const second = source.append('other');
    await handler.handle('committee', [{ fund: 'other', entries: [second] }]);
    const pages = source.pagesOf('other');
    expect(await subscription.waitFor({ ...place, sequence: 2n }, 5_000)).toBe('reached');
    // To learn that it exists; that it was handled was read from the cursor.
    expect(source.pagesOf('other')).toBe(pages + 1);
    subscription.offer([source.append('other')]);
    await vi.waitFor(() => expect(subscription.position('other').sequence).toBe(3n), PATIENCE);
    expect(source.pagesOf('other')).toBe(pages + 1);
  });
});
