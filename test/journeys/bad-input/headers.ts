import { type BadCase, IMDP, usd } from './case.ts';

const deposit = (
  headers: Record<string, string>,
  title: string,
  status: number,
  type: string,
  name?: string,
): BadCase => ({
  title,
  as: 'treasurer-1',
  ask: `POST ${IMDP}/contributions/A/deposits`,
  body: { gross: usd('1.00'), reference: 'Credit advice' },
  headers,
  status,
  type,
  ...(name === undefined ? {} : { field: name }),
});

const PROVENANCE = '{"source":"The register of 2007","row":3}';
const KEY = 'header.idempotency-key';
const TIME = 'header.mdtf-time';
const FROM = 'header.mdtf-provenance';

/** Keys, times and provenances of commands. */
export const commandHeaders: readonly BadCase[] = [
  deposit({ 'idempotency-key': '' }, 'no idempotency key', 400, 'invalid-request', KEY),
  deposit({ 'idempotency-key': 'a b' }, 'an idempotency key with a space', 400, 'invalid-request', KEY),
  deposit(
    { 'idempotency-key': 'x'.repeat(201) },
    'an idempotency key of 201 characters',
    400,
    'invalid-request',
    KEY,
  ),
  deposit(
    { 'mdtf-time': '2008-05-01T00:00:00Z' },
    'a time without a provenance',
    400,
    'invalid-request',
    FROM,
  ),
  deposit(
    { 'mdtf-time': 'then', 'mdtf-provenance': PROVENANCE },
    'a time that is none',
    400,
    'invalid-request',
    TIME,
  ),
  deposit(
    { 'mdtf-time': '2008-05-01T00:00:00+02:00', 'mdtf-provenance': PROVENANCE },
    'a time with an offset',
    400,
    'invalid-request',
    TIME,
  ),
  deposit(
    { 'mdtf-time': '2199-01-01T00:00:00Z', 'mdtf-provenance': PROVENANCE },
    'a time that has not come',
    400,
    'time-not-come',
  ),
  deposit({ 'mdtf-provenance': '{' }, 'a provenance that is no JSON', 400, 'invalid-request', FROM),
  deposit(
    { 'mdtf-provenance': '{"row":0}' },
    'a provenance without a source',
    400,
    'invalid-request',
    `${FROM}.source`,
  ),
  deposit(
    { 'mdtf-provenance': '{"source":"\\u0000"}' },
    'a provenance with NUL',
    400,
    'invalid-request',
    FROM,
  ),
  {
    ...deposit({ 'mdtf-time': '2008-05-01T00:00:00Z', 'mdtf-provenance': PROVENANCE }, '', 403, 'forbidden'),
    title: 'an earlier time given by a seat holder',
    as: 'seat-1',
    ask: `POST ${IMDP}/committee/agenda-items/P6/votes`,
    body: { seat: '1', ballot: 'for' },
  },
  {
    ...deposit({ 'mdtf-time': '2007-12-01T00:00:00Z', 'mdtf-provenance': PROVENANCE }, '', 403, 'forbidden'),
    title: 'an earlier time given by a partner',
    as: 'partner-iom',
    ask: `POST ${IMDP}/proposals/late/submission`,
    body: { stage: 'concept-note', content: { kind: 'project', title: 'Late', lead: 'iom' } },
  },
];

const after = (value: string): BadCase => ({
  title: `Mdtf-After: ${value.slice(0, 40)}`,
  as: 'auditor',
  ask: `GET ${IMDP}/contributions/A`,
  headers: { 'mdtf-after': value },
  status: 400,
  type: 'invalid-request',
  field: 'header.mdtf-after',
});

const read = (
  title: string,
  as: string | null,
  headers: Record<string, string>,
  status: number,
  type: string,
): BadCase => ({
  title,
  as,
  ask: `GET ${IMDP}/ledger/accounts`,
  headers,
  status,
  type,
});

/** What a reader may ask besides the path. */
export const readingHeaders: readonly BadCase[] = [
  after('x'),
  after('allocation/imdp/-1'),
  after('allocation/imdp/1e3'),
  after('allocation/imdp/999999999999'),
  after('allocation/nowhere/1'),
  after('nobody/imdp/1'),
  after(Array(9).fill('allocation/imdp/1').join(',')),
  read('a media type that is not there', 'auditor', { accept: 'application/xml' }, 406, 'not-acceptable'),
  read('a media type not wanted', 'auditor', { accept: 'application/json;q=0' }, 406, 'not-acceptable'),
  read('no token', null, {}, 401, 'unauthenticated'),
  read('a token that is none', null, { authorization: 'Bearer x' }, 401, 'unauthenticated'),
  read('two tokens', null, { authorization: 'Bearer x, Bearer y' }, 401, 'unauthenticated'),
  read('a password', null, { authorization: 'Basic YTpi' }, 401, 'unauthenticated'),
  read(
    'a token of 9,000 characters',
    null,
    { authorization: `Bearer ${'x'.repeat(9_000)}` },
    401,
    'unauthenticated',
  ),
  {
    ...read(
      'headers of 20,000 characters',
      'auditor',
      { 'x-long': 'x'.repeat(20_000) },
      431,
      'headers-too-large',
    ),
    unread: true,
  },
];
