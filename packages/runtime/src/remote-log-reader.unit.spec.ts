import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Model } from '@mdtf/domain';
import { createCommitter, createMemoryStore, readEntry } from '@mdtf/fund-log';
import { describe, expect, it } from 'vitest';
import { echoMount, echoServer } from '../test/echo-service.ts';
import { noteModel } from '../test/note-model.ts';
import { type LogUnderTest, logReaderConformance } from './log-reader-conformance.ts';
import { createRemoteLogReader } from './remote-log-reader.ts';

const actor = { id: 'secretary', roles: [], organisations: [], seats: [] };

/** Notes that say so are for the parties alone. */
const model: Model = {
  ...noteModel,
  visibility: ({ data }) => ((data as { text: string }).text.startsWith('secret') ? 'parties' : 'public'),
};

function notes(): Omit<LogUnderTest, 'reader'> & { readonly store: ReturnType<typeof createMemoryStore> } {
  const store = createMemoryStore({ service: 'allocation' });
  const committer = createCommitter({ model, store, limits: { dueIntervalMs: 0 } });
  let count = 0;
  return {
    store,
    async note(fund, ...texts) {
      for (const text of texts) {
        count += 1;
        const data = { id: `n${count}`, text };
        const result = await committer.submit({ fund, type: 'RecordNote', data, actor });
        if (result.outcome !== 'accepted') throw new Error(result.outcome);
      }
    },
    [Symbol.asyncDispose]: () => committer[Symbol.asyncDispose](),
  };
}

/** The same log, read over HTTP from a server with the whole pipeline, as a service or as somebody else. */
async function served(person: string, maxBodyBytes?: number): Promise<LogUnderTest> {
  const log = notes();
  const { app, token } = await echoServer({}, { ...echoMount(), logs: log.store.reader });
  const baseUrl = await app.listen({ host: '127.0.0.1', port: 0 });
  const reader = createRemoteLogReader({
    service: 'allocation',
    baseUrl,
    token: () => token(person),
    ...(maxBodyBytes !== undefined && { maxBodyBytes }),
  });
  return {
    ...log,
    reader,
    async [Symbol.asyncDispose]() {
      await app.close();
      await log[Symbol.asyncDispose]();
    },
  };
}

logReaderConformance('a log read in process', async () => {
  const log = notes();
  return { ...log, reader: log.store.reader };
});

logReaderConformance('a log read over HTTP', () => served('svc-reporting'));

describe('a log read over HTTP', () => {
  it('is asked for in smaller pages when one is longer than may be held', async () => {
    await using log = await served('svc-reporting', 6_000);
    await log.note('imdp', ...Array.from({ length: 20 }, (_, n) => `note ${n}`));
    const { entries, head } = await log.reader.page('imdp', 0n, 20);
    expect(head?.sequence).toBe(20n);
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.length).toBeLessThan(20);
  });

  it('is given in full, with what is for the parties alone', async () => {
    await using log = await served('svc-reporting');
    await log.note('imdp', 'secret ballot');
    const { entries } = await log.reader.page('imdp', 0n, 10);
    expect(entries.map((entry) => readEntry(entry))).toMatchObject([
      { visibility: 'parties', data: { text: 'secret ballot' } },
    ]);
  });

  it('says that payloads are kept back from whoever does not have the role of a service', async () => {
    await using log = await served('observer-1');
    await log.note('imdp', 'open', 'secret ballot');
    expect((await log.reader.page('imdp', 0n, 1)).entries).toHaveLength(1);
    await expect(log.reader.page('imdp', 1n, 10)).rejects.toThrow(
      /allocation keeps payloads back: .* role service/,
    );
  });

  it('says which service refuses, and what it says', async () => {
    await using log = await served('stranger');
    await log.note('imdp', 'one');
    await expect(log.reader.page('imdp', 0n, 10)).rejects.toThrow(/allocation answers 403: .*forbidden/);
  });

  it('asks once more with another token when its own is refused before its time', async () => {
    const log = notes();
    const { app, token } = await echoServer({}, { ...echoMount(), logs: log.store.reader });
    const baseUrl = await app.listen({ host: '127.0.0.1', port: 0 });
    const refused: string[] = [];
    const own = async (before?: string): Promise<string> => {
      if (before === undefined) return 'one.of.yesterday';
      refused.push(before);
      return token('svc-reporting');
    };
    const reader = createRemoteLogReader({ service: 'allocation', baseUrl, token: own });
    await log.note('imdp', 'one');
    expect((await reader.page('imdp', 0n, 10)).entries).toHaveLength(1);
    expect(refused).toEqual(['one.of.yesterday']);
    await app.close();
    await log[Symbol.asyncDispose]();
  });

  it('says which service does not answer, and waits no longer than it may', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const ask = { service: 'committee', baseUrl, token: async () => 'any' };
    await expect(createRemoteLogReader({ ...ask, timeoutMs: 20 }).heads()).rejects.toThrow(
      /committee at .* does not answer/,
    );
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
    await expect(createRemoteLogReader(ask).heads()).rejects.toThrow(/ECONNREFUSED/);
  });
});
