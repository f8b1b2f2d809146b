import { type BadCase, IMDP } from './case.ts';

const read = (path: string, status: number, type: string, name?: string): BadCase => ({
  title: `GET ${path.length > 80 ? `${path.slice(0, 80)}…` : path}`,
  as: 'secretariat',
  ask: `GET /${path.slice(1)}`,
  status,
  type,
  ...(name === undefined ? {} : { field: name }),
});

const cursor = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');

/** Paths that lead nowhere, or could lead astray. */
export const paths: readonly BadCase[] = [
  read('/v1/nowhere', 404, 'no-such-path'),
  read('/v2/funds', 404, 'no-such-path'),
  read('/V1/funds', 404, 'no-such-path'),
  read('/v1/funds/nowhere', 404, 'fund-not-found'),
  read('/v1/funds/nowhere/proposals', 404, 'fund-not-found'),
  read('/v1/funds/constructor', 404, 'fund-not-found'),
  read('/v1/funds/platform', 404, 'fund-not-found'),
  read('/v1/funds/platform/committee/seats', 404, 'fund-not-found'),
  read('/v1/funds/platform/ledger/accounts', 404, 'fund-not-found'),
  read('/v1/funds/IMDP', 400, 'invalid-request', 'path.fundId'),
  read(`${IMDP}/contributions/nothing`, 404, 'contribution-not-found'),
  read(`${IMDP}/contributions/toString`, 404, 'contribution-not-found'),
  read(`${IMDP}/committee/decisions/A`, 404, 'decision-not-found'),
  read(`${IMDP}/contributions/a%00b`, 400, 'invalid-request', 'path.contributionId'),
  read(`${IMDP}/contributions/a%27%20or%201%3D1--`, 400, 'invalid-request', 'path.contributionId'),
  read(`${IMDP}/contributions/%24.id`, 400, 'invalid-request', 'path.contributionId'),
  read(`${IMDP}/contributions/..%2f..%2fcharter`, 400, 'invalid-request', 'path.contributionId'),
  read(`${IMDP}/contributions/%ff`, 400, 'malformed-request'),
  read(`${IMDP}/contributions/%`, 400, 'malformed-request'),
  read(`${IMDP}/contributions/${'a'.repeat(5_000)}`, 414, 'path-too-long'),
  read(`/v1/${'a/'.repeat(200)}`, 404, 'no-such-path'),
  {
    ...read(IMDP, 405, 'method-not-allowed'),
    title: 'a method the path does not take',
    ask: `DELETE ${IMDP}`,
  },
  {
    ...read(IMDP, 405, 'method-not-allowed'),
    title: 'a method of another kind',
    ask: `PATCH ${IMDP}/proposals`,
  },
];

const list = (query: string, name: string): BadCase =>
  read(`${IMDP}/contributions?${query}`, 400, 'invalid-request', name);

/** Queries that a list or a report cannot be asked. */
export const queries: readonly BadCase[] = [
  list('limit=0', 'query.limit'),
  list('limit=501', 'query.limit'),
  list('limit=1e2', 'query.limit'),
  list('limit=0x10', 'query.limit'),
  list('limit=-1', 'query.limit'),
  list('limit=', 'query.limit'),
  list('limit=1&limit=2', 'query.limit'),
  list('colour=red', 'query.colour'),
  list('__proto__=1', 'query.__proto__'),
  list('limit[]=1', 'query.limit[]'),
  list('cursor=x', 'query.cursor'),
  list(`cursor=${cursor(['A', 'B'])}`, 'query.cursor'),
  list(`cursor=${cursor(['\0'])}`, 'query.cursor'),
  list(`cursor=${cursor([1])}`, 'query.cursor'),
  list(`cursor=${'a'.repeat(501)}`, 'query.cursor'),
  read(`${IMDP}/ledger/entries?cursor=${cursor(['x', '1'])}`, 400, 'invalid-request', 'query.cursor'),
  read(`${IMDP}/deadlines?cursor=${cursor(['x', '1'])}`, 400, 'invalid-request', 'query.cursor'),
  read(`${IMDP}/messages?cursor=${cursor(['', '', '', ''])}`, 400, 'invalid-request', 'query.cursor'),
  read(`${IMDP}/follow-up-events?cursor=${cursor(['now', 'E1'])}`, 400, 'invalid-request', 'query.cursor'),
  read(
    `${IMDP}/follow-up-events/E1/versions?cursor=${cursor(['x'])}`,
    400,
    'invalid-request',
    'query.cursor',
  ),
  read(`${IMDP}/reports/nothing`, 400, 'invalid-request', 'path.name'),
  read(`${IMDP}/reports/decisions?asOf=2008-02-30`, 400, 'invalid-request', 'query.asOf'),
  read(`${IMDP}/reports/decisions?knownAt=today`, 400, 'invalid-request', 'query.knownAt'),
  read(`${IMDP}/reports/decisions?format=xml`, 400, 'invalid-request', 'query.format'),
  read(`${IMDP}/reports/decisions?knownAt=2199-01-01T00:00:00Z`, 422, 'not-yet-complete'),
  read(`${IMDP}/logs/committee/entries?after=-1`, 400, 'invalid-request', 'query.after'),
  read(`${IMDP}/logs/nothing/entries`, 400, 'invalid-request', 'path.service'),
];
