import type { StoreUnderTest } from '../src/conformance/harness.ts';
import { createMemoryStore, decodeState, type MemoryStoreOptions } from '../src/index.ts';

/** A store in memory, opened up for the conformance suite. */
export async function memoryUnderTest(options: Partial<MemoryStoreOptions> = {}): Promise<StoreUnderTest> {
  const store = createMemoryStore({ service: 'allocation', ...options });
  const { tables } = store;
  return {
    store,
    // Nothing is kept outside the tables, so the store itself is what another process would see.
    replica: () => store,
    async documents(fund) {
      const stored = [...(tables.documents.get(fund)?.values() ?? [])];
      return new Map(stored.map(({ kind, id, data }) => [`${kind}/${id}`, decodeState(data)]));
    },
    async balances(fund) {
      const accounts = [...tables.accounts.values()].filter((account) => account.fund === fund);
      return new Map(accounts.map(({ account, balance }) => [account, balance]));
    },
    async posted(fund) {
      const sums = new Map<string, bigint>();
      for (const { debit, credit, amountMinor } of tables.postings.filter(
        (posting) => posting.fund === fund,
      )) {
        sums.set(debit, (sums.get(debit) ?? 0n) - amountMinor);
        sums.set(credit, (sums.get(credit) ?? 0n) + amountMinor);
      }
      return sums;
    },
    countOf: async (table) => (table === 'idempotency' ? tables.answers.size : tables.refusals.length),
    async [Symbol.asyncDispose]() {},
  };
}
