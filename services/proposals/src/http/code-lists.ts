import type { ServiceParts } from '@mdtf/runtime';
import { type CodeList, codeList } from '../domain/writing/code-list.ts';
import { BUILT_IN_LISTS } from '../domain/writing/code-lists/built-in.ts';
import { listStates } from '../queries/states.ts';
import { answerPage, type Handlers } from './handlers.ts';

/** Agreed lists: those that come with the system, and each fund's own. */
export function codeListHandlers({
  pool,
}: ServiceParts): Handlers<'listCodeLists' | 'recordCodeList' | 'listFundCodeLists'> {
  return {
    listCodeLists: ({ query }) => ({
      body: { items: BUILT_IN_LISTS.filter(({ list }) => query.list === undefined || list === query.list) },
    }),
    recordCodeList: ({ fund, body, submit }) =>
      submit<CodeList>('RecordCodeList', body, { location: () => `/v1/funds/${fund}/code-lists` }),
    listFundCodeLists: async ({ fund, query }) =>
      answerPage(await listStates(pool, codeList, { ...query, fund }, (_, state) => state)),
  };
}
