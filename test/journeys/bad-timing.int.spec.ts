import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AllInOne, startAllInOne } from '@mdtf/all-in-one';
import { allocationRoutes, committeeRoutes } from '@mdtf/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, IMDP, refusalOf, type Send, senderTo, usd } from './bad-input/case.ts';
import { type People, peopleOf } from './people-of-system.ts';

const START_TIMEOUT_MS = 120_000;
const AT_ONCE = 50;

let folder: string;
let system: AllInOne;
let people: People;
let send: Send;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mdtf-bad-timing-'));
  system = await startAllInOne({
    dataFolder: folder,
    port: 0,
    durable: false,
    demonstration: true,
    checkAnswers: true,
  });
  people = peopleOf(system.url, 'timing');
  send = senderTo(system.url, 'bad-timing');
}, START_TIMEOUT_MS);

afterAll(async () => {
  await system?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const params = { fundId: 'imdp' };
const DEPOSITS = `POST ${IMDP}/contributions/B/deposits` as const;

const deposit = (amount: string, key: string, more: object = {}) =>
  send({
    as: 'treasurer-1',
    ask: DEPOSITS,
    body: { gross: usd(amount), reference: 'Credit advice', ...more },
    headers: { 'idempotency-key': key },
  });

async function depositsTold(): Promise<number> {
  const { items } = await people.need('auditor', allocationRoutes.listDeposits, {
    params: { ...params, contributionId: 'B' },
    query: { limit: 500 },
  });
  return items.length;
}

const typeOf = (answer: Answer): string => refusalOf(answer).type;
const times = <T>(count: number, what: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => what(index)));

/** Moves the demonstration fund's clock. */
async function clock(now: string): Promise<void> {
  const body = JSON.stringify({ fund: 'imdp', now });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${system.url}/dev/clock`, { method: 'POST', headers, body });
  expect(answer.status).toBe(200);
}

describe('the same request again', () => {
  it('has the first answer, to the byte, and is done once', async () => {
    const before = await depositsTold();
    const [first, again] = [await deposit('1.00', 'again-1'), await deposit('1.00', 'again-1')];
    expect(first.status).toBe(201);
    expect([again.status, JSON.stringify(again.body)]).toEqual([201, JSON.stringify(first.body)]);
    for (const header of ['location', 'mdtf-position']) {
      expect(again.headers.get(header)).toBe(first.headers.get(header));
    }
    expect([first, again].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
    expect(await depositsTold()).toBe(before + 1);
  });

  it('has the first refusal, though it would be accepted by now', async () => {
    const grant = { person: 'replay-1', role: 'observer', id: 'replayed-grant' };
    const approve = () =>
      send({
        as: 'chair',
        ask: `POST ${IMDP}/grants/replayed-grant/approval`,
        headers: { 'idempotency-key': 'again-2' },
      });
    const first = await approve();
    expect(typeOf(first)).toBe('grant-not-found');
    await send({ as: 'secretariat', ask: `POST ${IMDP}/grants`, body: grant });
    const again = await approve();
    expect([again.status, again.body, again.headers.get('idempotency-replayed')]).toEqual([
      404,
      first.body,
      'true',
    ]);
  });

  it('is another request when its content, its path or its fields differ', async () => {
    await deposit('1.00', 'again-3');
    expect(typeOf(await deposit('2.00', 'again-3'))).toBe('idempotency-key-reused');
    expect(typeOf(await deposit('1.00', 'again-3', { id: 'x' }))).toBe('idempotency-key-reused');
    const elsewhere = await send({
      as: 'treasurer-1',
      ask: `POST ${IMDP}/contributions/A/deposits`,
      body: { gross: usd('1.00'), reference: 'Credit advice' },
      headers: { 'idempotency-key': 'again-3' },
    });
    expect([elsewhere.status, typeOf(elsewhere)]).toEqual([422, 'idempotency-key-reused']);
  });

  it('is the same request with its fields in another order', async () => {
    await deposit('1.00', 'again-4');
    const again = await send({
      as: 'treasurer-1',
      ask: DEPOSITS,
      raw: '{ "reference": "Credit advice", "gross": { "currency": "USD", "amount": "1.00" } }',
      headers: { 'idempotency-key': 'again-4' },
    });
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
  });
});

describe('a draft begun again', () => {
  it('has the first answer, to the byte, under the same id', async () => {
    const content = {
      title: 'Draft',
      lead: 'iom',
      kind: 'project',
      budget: [{ amount: usd('1.00'), category: 1 }],
    };
    const begin = (title: string) =>
      send({
        as: 'partner-iom',
        ask: `POST ${IMDP}/proposals`,
        body: { content: { ...content, title } },
        headers: { 'idempotency-key': 'draft-again' },
      });
    const [first, again] = [await begin('Draft'), await begin('Draft')];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(JSON.stringify(again.body)).toBe(JSON.stringify(first.body));
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(typeOf(await begin('Other'))).toBe('idempotency-key-reused');
  });
});

describe(`${AT_ONCE} requests at once`, () => {
  it('under one key are one', async () => {
    const before = await depositsTold();
    const answers = await times(AT_ONCE, () => deposit('3.00', 'at-once-1'));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.depositId)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1);
    expect(await depositsTold()).toBe(before + 1);
  });

  it('under one key with different content: one is done, the others are told so', async () => {
    const answers = await times(AT_ONCE, (i) => deposit(`${i + 1}.00`, 'at-once-2'));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(new Set(refused.map(typeOf))).toEqual(new Set(['idempotency-key-reused']));
  });

  it('for one id: one is done, the others find it taken', async () => {
    const answers = await times(AT_ONCE, (i) => deposit('1.00', `at-once-3-${i}`, { id: 'wanted' }));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(new Set(refused.map(typeOf))).toEqual(new Set(['already-exists']));
  });

  it('to edit one draft as it was read: one is done, the others are stale', async () => {
    const content = { kind: 'project', title: 'Draft', lead: 'iom' };
    const ask = `POST ${IMDP}/proposals` as const;
    const drafted = await send({ as: 'partner-iom', ask, body: { id: 'edited', content } });
    const ifMatch = drafted.headers.get('etag') ?? '';
    const answers = await times(20, (i) =>
      send({
        as: 'partner-iom',
        ask: `PUT ${IMDP}/proposals/edited`,
        body: { content: { ...content, title: `Draft ${i}` } },
        headers: { 'if-match': ifMatch },
      }),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(new Set(refused.map((answer) => [answer.status, typeOf(answer)].join()))).toEqual(
      new Set(['412,stale']),
    );
  });
});

describe('an edit', () => {
  it('says what it edits', async () => {
    const body = { content: { kind: 'project', title: 'Draft', lead: 'iom' } };
    const edit = (headers: Record<string, string>) =>
      send({ as: 'partner-iom', ask: `PUT ${IMDP}/proposals/edited`, body, headers });
    const refusals = await Promise.all([
      edit({}),
      edit({ 'if-match': 'x' }),
      edit({ 'if-match': '"never"' }),
      edit({ 'if-match': 'W/"0.1"' }),
    ]);
    expect(refusals.map((answer) => [answer.status, typeOf(answer)])).toEqual([
      [428, 'if-match-required'],
      [400, 'invalid-request'],
      [412, 'stale'],
      [412, 'stale'],
    ]);
  });
});

describe('votes', () => {
  const vote = (seat: string, ballot = 'for') =>
    send({ as: `seat-${seat}`, ask: `POST ${IMDP}/committee/agenda-items/P6/votes`, body: { seat, ballot } });

  it('are cast once by each seat, however many are sent at once', async () => {
    const answers = await times(10, (i) => vote('1', i % 2 === 0 ? 'for' : 'against'));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(new Set(refused.map(typeOf))).toEqual(new Set(['already-voted']));
  });

  it('are not for who is absent, recused, or too late', async () => {
    expect([typeOf(await vote('9'))]).toEqual(['seat-absent']);
    const interest = { seat: '5', nature: 'Our ministry of health is a co-applicant.' };
    await send({ as: 'seat-5', ask: `POST ${IMDP}/committee/agenda-items/P6/interests`, body: interest });
    expect(typeOf(await vote('5'))).toBe('seat-recused');
    await people.need('chair', committeeRoutes.takeDecision, {
      params,
      body: { agendaItemId: 'P6', outcome: 'deferred', reason: 'More is to be known.' },
    });
    const late = await vote('2');
    expect([late.status, typeOf(late)]).toEqual([409, 'agenda-item-closed']);
  });
});

describe('a bulk request', () => {
  const item = (key: string, body: unknown, more: object = {}) => ({
    path: `${IMDP}/contributions/B/deposits`,
    idempotencyKey: key,
    body,
    ...more,
  });
  const good = { gross: usd('1.00'), reference: 'Credit advice' };
  const bulk = (items: unknown) => send({ as: 'treasurer-1', ask: 'POST /v1/bulk', body: { items } });

  it('does its good items and says of each bad one why', async () => {
    const { body } = await bulk([
      item('bulk-1', good),
      item('bulk-2', { ...good, gross: usd('-1') }),
      item('bulk-3', good, { path: '/v1/nowhere' }),
      item('bulk-4', good, { path: `${IMDP}/calls` }),
      item('bulk-5', good, { path: '/v1/funds/platform/calls' }),
      item('bulk-6', { items: [] }, { path: '/v1/bulk' }),
      item('bulk-1', good),
      item('bulk-1', { ...good, reference: 'Other' }),
      item('bulk-7', good, { time: '2199-01-01T00:00:00Z', provenance: { source: 'x' } }),
      item('bulk-8', good, { time: '2008-01-01T00:00:00Z' }),
    ]);
    const items = body.items as { status: number; replayed: boolean; body: { type?: string } }[];
    expect(items.map(({ status, body: told }) => [status, codeOf(told.type)])).toEqual([
      [201, ''],
      [400, 'invalid-request'],
      [404, 'no-such-command'],
      [403, 'forbidden'],
      [404, 'fund-not-found'],
      [404, 'no-such-command'],
      [201, ''],
      [422, 'idempotency-key-reused'],
      [400, 'time-not-come'],
      [400, 'invalid-request'],
    ]);
    // Items have no order between them: either of the two under one key is the first.
    expect(items.filter(({ replayed }) => replayed)).toHaveLength(1);
  });

  it('answers each item with the status it would have by itself', async () => {
    const content = { kind: 'project', title: 'Draft', lead: 'iom' };
    const { body } = await send({
      as: 'partner-iom',
      ask: 'POST /v1/bulk',
      body: {
        items: [{ path: `${IMDP}/proposals`, idempotencyKey: 'bulk-d', body: { id: 'in-bulk', content } }],
      },
    });
    const [drafted] = body.items as { status: number; location: string }[];
    expect(drafted).toMatchObject({ status: 201, location: `${IMDP}/proposals/in-bulk` });
  });

  it('of too many items, or of what is no item, is refused whole', async () => {
    const before = await depositsTold();
    const many = Array.from({ length: 501 }, (_, i) => item(`many-${i}`, good));
    for (const items of [many, [item('a', good, { colour: 'red' })], [item('a b', good)], 'all', [5]]) {
      const answer = await bulk(items);
      expect([answer.status, typeOf(answer)]).toEqual([400, 'invalid-request']);
    }
    expect(await depositsTold()).toBe(before);
  });
});

const codeOf = (type = ''): string => type.replace('urn:mdtf:problem:', '');

describe('a deadline', () => {
  const DUE = '2008-06-30T21:59:59.000Z';
  const note = (id: string) =>
    send({
      as: 'partner-iom',
      ask: `POST ${IMDP}/proposals/${id}/submission`,
      body: {
        stage: 'concept-note',
        content: {
          kind: 'project',
          title: 'On the last second',
          summary: 'Surveys that four countries can compare.',
          callId: 'summer',
          windowId: 'W2',
          lead: 'iom',
          objectives: ['O2'],
        },
      },
    });

  it('holds to the second, on the fund’s clock', async () => {
    const call = {
      id: 'summer',
      title: 'Summer call',
      conceptNotesDue: DUE,
      fullProposalsDue: '2008-08-01T00:00:00Z',
    };
    const opened = await send({ as: 'secretariat', ask: `POST ${IMDP}/calls`, body: call });
    expect(opened.status).toBe(201);
    await clock('2008-06-30T21:59:50.000Z');
    expect((await note('in-time')).status).toBe(201);
    await clock('2008-06-30T22:00:00.000Z');
    const late = await note('late');
    expect([late.status, typeOf(late)]).toEqual([422, 'deadline-passed']);
    expect(late.body.detail).toContain('2008-06-30 23:59:59 Europe/Zurich (2008-06-30 21:59:59 UTC)');
    expect((await send({ as: 'partner-iom', ask: `GET ${IMDP}/proposals/late` })).status).toBe(404);
  });

  it('cannot be met by a clock that goes back', async () => {
    const body = JSON.stringify({ fund: 'imdp', now: '2008-06-30T21:59:58.000Z' });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${system.url}/dev/clock`, { method: 'POST', headers, body });
    expect([answer.status, ((await answer.json()) as { type: string }).type]).toEqual([
      409,
      'urn:mdtf:problem:clock-not-set',
    ]);
  });
});
