import { decodeCursor, isRefusal, newId, notFound, pageOf, type ServiceParts } from '@mdtf/runtime';
import { headroomOf } from '../domain/headroom.ts';
import { CURRENT, knownCharter } from '../domain/known/charter.ts';
import type { LedgerLineAnswer, RecordLedgerLine } from '../domain/ledger-line.ts';
import { yearOf } from '../domain/totals.ts';
import { listAccounts, listPostings, standingOf } from '../queries/ledger.ts';
import type { Handlers } from './handlers.ts';
import { pageById } from './page.ts';

/** The fund's books, and what may still be given. */
export function ledgerHandlers({
  pool,
  view,
  store,
}: Pick<ServiceParts, 'pool' | 'view' | 'store'>): Handlers<
  'recordLedgerLine' | 'listAccounts' | 'listPostings' | 'getHeadroom'
> {
  return {
    recordLedgerLine: ({ fund, body: { id, ...line }, submit }) => {
      const data: RecordLedgerLine = { ...line, entryId: id ?? newId() };
      return submit<LedgerLineAnswer>('RecordLedgerLine', data, {
        location: () => `/v1/funds/${fund}/ledger/entries`,
      });
    },
    listAccounts: async ({ fund, query }) => {
      const charter = await view.read(fund, knownCharter, CURRENT);
      if (charter === undefined) return notFound('fund', fund);
      const { currency } = charter;
      return pageById(
        query,
        (after = '', limit) => listAccounts(pool, { fund, currency, after, limit }),
        ({ account }) => account,
      );
    },
    listPostings: async ({ fund, query: { cursor, limit, account } }) => {
      const charter = await view.read(fund, knownCharter, CURRENT);
      if (charter === undefined) return notFound('fund', fund);
      const key = decodeCursor(cursor, 'sequence', 'count');
      if (key !== undefined && isRefusal(key)) return key;
      const [sequence = '0', line = '0'] = key ?? [];
      const after = { sequence: BigInt(sequence), line: Number(line) };
      const of = { fund, currency: charter.currency, account, after };
      const rows = await listPostings(pool, { ...of, limit: limit + 1 });
      return {
        body: pageOf(rows, limit, { key: (row) => [row.sequence, String(row.line)], item: (row) => row }),
      };
    },
    getHeadroom: async ({ fund }) => {
      const charter = await view.read(fund, knownCharter, CURRENT);
      if (charter === undefined) return notFound('fund', fund);
      const year = yearOf(await store.clock(fund));
      return { body: headroomOf(await standingOf(pool, fund), charter, year) };
    },
  };
}
