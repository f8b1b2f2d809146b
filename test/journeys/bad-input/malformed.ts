import { type BadCase, IMDP, usd } from './case.ts';

const DEPOSITS = `POST ${IMDP}/contributions/A/deposits` as const;
const deposit = { gross: usd('1.00'), reference: 'Credit advice' };
const as = 'treasurer-1';
const MIB = 1024 * 1024;

const bytes = (title: string, raw: BadCase['raw'] & {}, type = 'malformed-request'): BadCase => ({
  title: `a body that ${title}`,
  as,
  ask: DEPOSITS,
  raw,
  status: 400,
  type,
});

/** Bodies that are not JSON, or JSON that cannot be taken. */
export const malformedBodies: readonly BadCase[] = [
  bytes('is cut off', '{"gross":'),
  bytes('goes on after its end', `${JSON.stringify(deposit)}x`),
  bytes('is not UTF-8', Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])),
  bytes('begins with a byte-order mark', `\ufeff${JSON.stringify(deposit)}`),
  bytes('nests 100,000 levels deep', '['.repeat(100_000) + ']'.repeat(100_000)),
  bytes('nests 33 levels deep', `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`),
  bytes('names a field twice', '{"reference":"a","reference":"b"}'),
  bytes('reaches for the prototype', '{"__proto__":{"gross":1}}'),
  bytes('holds a number of 5,000 digits', `{"gross":${'9'.repeat(5_000)}}`),
  bytes('holds 1e999', '{"gross":1e999}'),
  bytes('holds NUL', '{"reference":"a\\u0000"}'),
  bytes('holds half a surrogate pair', '{"reference":"a\\ud800"}'),
  bytes('holds half a surrogate pair in a name', '{"\\udc00":1}'),
  bytes('is empty', '', 'invalid-request'),
  bytes('is a list', '[]', 'invalid-request'),
  bytes('is null', 'null', 'invalid-request'),
  {
    title: 'a body of more than 1 MiB',
    as,
    ask: DEPOSITS,
    body: { ...deposit, reference: 'x'.repeat(MIB) },
    status: 413,
    type: 'body-too-large',
  },
  {
    title: 'a proposal longer than an entry of the log may be',
    as: 'secretariat',
    ask: `POST ${IMDP}/proposals/long/submission`,
    body: { stage: 'full', content: longProposal() },
    status: 400,
    type: 'entry-too-large',
  },
];

function longProposal() {
  const indicator = { id: 'i', name: 'x', unit: 'x', target: 'x', disaggregatedBy: ['sex'] };
  const results = Array.from({ length: 40 }, (_, i) => ({
    id: `r${i}`,
    statement: 'x'.repeat(8_000),
    indicators: [indicator],
  }));
  return {
    kind: 'secretariat-budget',
    title: 'Long',
    lead: 'fund-secretariat',
    objectives: ['O1'],
    countries: ['CH'],
    startDate: '2008-07-01',
    endDate: '2009-06-30',
    budget: [{ category: 1, amount: usd('100.00') }],
    financing: { fund: usd('100.00') },
    mandate: { objectives: 'x', tasks: 'x', expectedResults: 'x' },
    results,
  };
}

const typed = (contentType: string): BadCase => ({
  title: `a body as ${contentType === '' ? 'nothing' : contentType}`,
  as,
  ask: DEPOSITS,
  raw: JSON.stringify(deposit),
  headers: { 'content-type': contentType },
  status: 415,
  type: 'unsupported-media-type',
});

/** Bodies said to be something else than JSON in UTF-8. */
export const mediaTypes: readonly BadCase[] = [
  typed('text/plain'),
  typed('application/x-www-form-urlencoded'),
  typed('multipart/form-data; boundary=x'),
  typed('application/jsonx'),
  typed('application/json, text/plain'),
  typed('application/json; charset=iso-8859-1'),
  {
    ...typed('application/json'),
    title: 'a compressed body',
    headers: { 'content-encoding': 'gzip' },
  },
];

const field = (title: string, body: unknown, name: string): BadCase => ({
  title,
  as,
  ask: DEPOSITS,
  body,
  status: 400,
  type: 'invalid-request',
  field: name,
});

/** Fields that are not in the contract, of another shape, or beyond their bounds. */
export const fields: readonly BadCase[] = [
  field('an unknown field', { ...deposit, colour: 'red' }, 'body.colour'),
  field(
    'an unknown field further in',
    { ...deposit, gross: { ...usd('1.00'), cents: 1 } },
    'body.gross.cents',
  ),
  field('a missing field', { gross: usd('1.00') }, 'body.reference'),
  field('a number where text belongs', { ...deposit, reference: 5 }, 'body.reference'),
  field('text of too many characters', { ...deposit, reference: 'x'.repeat(201) }, 'body.reference'),
  field('text with a control character', { ...deposit, reference: 'a\u001bb' }, 'body.reference'),
  field('an id with a slash', { ...deposit, id: 'a/b' }, 'body.id'),
  field('an id of 65 characters', { ...deposit, id: 'x'.repeat(65) }, 'body.id'),
  field('an id that names the prototype', { ...deposit, id: '__proto__' }, 'body.id'),
  field('a date that does not exist', { ...deposit, receivedOn: '2008-02-30' }, 'body.receivedOn'),
  field('a date before 1900', { ...deposit, receivedOn: '1899-12-31' }, 'body.receivedOn'),
  field('a date after 2199', { ...deposit, receivedOn: '2200-01-01' }, 'body.receivedOn'),
  field(
    'an instant where a date belongs',
    { ...deposit, receivedOn: '2008-05-20T07:00:00Z' },
    'body.receivedOn',
  ),
  {
    title: 'more items than a list may hold',
    as: 'secretariat',
    ask: `POST ${IMDP}/committee/sessions/session-3/attendance`,
    body: { present: Array(101).fill('1') },
    status: 400,
    type: 'invalid-request',
    field: 'body.present',
  },
  {
    title: 'an instant with an offset',
    as: 'secretariat',
    ask: `POST ${IMDP}/committee/sessions`,
    body: { number: 9, startsAt: '2008-06-01T09:00:00+02:00', place: 'Geneva', title: 'x' },
    status: 400,
    type: 'invalid-request',
    field: 'body.startsAt',
  },
];
