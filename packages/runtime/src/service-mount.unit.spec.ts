import type { LogReader, Subscription } from '@mdtf/fund-log';
import { expect, it } from 'vitest';
import { createServiceMount } from './service-mount.ts';

it('tells no entry as read whose consequences are not within the head it tells', async () => {
  // Allocation has read the committee's first entry and recorded one itself; while it is asked, it does both once more.
  const now = { read: 1n, head: 1n };
  const reader = {
    service: 'allocation',
    page: async () => {
      const head = { fund: 'imdp', sequence: now.head, leafHash: '', recordedThrough: '' };
      Object.assign(now, { read: 2n, head: 2n });
      return { entries: [], head };
    },
  } as unknown as LogReader;
  const stream = {
    source: 'committee',
    subscriber: 'facts',
    status: () => [{ fund: 'imdp', sequence: now.read, headSequence: now.read, state: 'following' }],
  } as unknown as Subscription;
  const mount = createServiceMount({
    name: 'allocation',
    implementations: [],
    grants: { rolesOf: () => ({ roles: [], organisations: [], seats: [] }) },
    commands: undefined as never,
    reader,
    facts: [stream],
    tables: [],
    publicationOf: () => undefined,
  });
  const told = async () => {
    const { head, read } = (await mount.positions('imdp')) ?? { read: [] };
    return [read[0]?.sequence, head?.sequence];
  };
  expect(await told()).toEqual([1n, 1n]);
  expect(await told()).toEqual([2n, 2n]);
});
