import { z } from 'zod';
import { id } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { codeList } from '../../schemas/code-list.ts';
import { fundParams, listOf, page } from '../common.ts';

const service = 'proposals' as const;

const listCodeLists = defineRoute({
  id: 'listCodeLists',
  service,
  method: 'GET',
  path: '/v1/code-lists',
  summary: 'The agreed lists of all funds, each with its source and all its codes',
  access: 'public',
  query: z.strictObject({ list: id.optional() }),
  answer: z.object({ items: z.array(codeList) }),
});

const recordCodeList = defineRoute({
  id: 'recordCodeList',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/code-lists',
  summary: 'Record a version of a list that the fund has agreed, such as a country’s own set of indicators',
  access: ['secretariat'],
  params: fundParams,
  body: codeList,
  status: 201,
  answer: codeList,
});

const listFundCodeLists = defineRoute({
  id: 'listFundCodeLists',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/code-lists',
  summary: 'The lists that the fund has agreed itself, version by version',
  access: 'fund-public',
  tells: ['calls'],
  params: fundParams,
  query: page,
  answer: listOf(codeList),
});

/** Agreed lists: those of all funds, and each fund’s own. */
export const codeListRoutes = { listCodeLists, recordCodeList, listFundCodeLists } as const;
