import { connect } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { echoMount, echoServer, noteCommands } from '../test/echo-service.ts';
import { createHttpServer } from './http-server.ts';

let app: FastifyInstance;
let token: Awaited<ReturnType<typeof echoServer>>['token'];
let authentication: Awaited<ReturnType<typeof echoServer>>['authentication'];
const commands = noteCommands();
const bearer: Record<string, string> = {};

beforeAll(async () => {
  ({ app, token, authentication } = await echoServer({}, echoMount(commands)));
  for (const person of ['treasurer-1', 'observer-1', 'admin', 'stranger', 'svc-reporting']) {
    bearer[person] = `Bearer ${await token(person)}`;
  }
});
afterAll(() => app.close());

const note = { text: 'hello', amount: { amount: '1.00', currency: 'USD' } };
let keys = 0;

function record(body: unknown, headers: Record<string, string | undefined> = {}, fund = 'imdp') {
  const payload = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  keys += 1;
  const all = {
    authorization: bearer['treasurer-1'],
    'content-type': 'application/json',
    'idempotency-key': `k-${keys}`,
  };
  return app.inject({
    method: 'POST',
    url: `/v1/funds/${fund}/notes`,
    headers: defined({ ...all, ...headers }),
    payload,
  });
}

function read(url: string, headers: Record<string, string | undefined> = {}) {
  return app.inject({ url, headers: defined({ authorization: bearer['observer-1'], ...headers }) });
}

const defined = (headers: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter((h): h is [string, string] => h[1] !== undefined));

type Answer = Awaited<ReturnType<typeof record>>;

function expectProblem(answer: Answer, status: number, code: string, detail?: RegExp): void {
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect({ status: answer.statusCode, type: answer.json().type }).toEqual({
    status,
    type: `urn:mdtf:problem:${code}`,
  });
  if (detail) expect(answer.json().detail).toMatch(detail);
}

const fieldsOf = (answer: Answer): string[] =>
  answer
    .json()
    .errors.map((e: { field: string }) => e.field)
    .sort();

describe('finding the route', () => {
  it('answers 404 for a path that is nowhere, 405 with Allow for a method the path does not take', async () => {
    expectProblem(await read('/v1/nowhere'), 404, 'no-such-path');
    for (const method of ['DELETE', 'PATCH', 'PUT', 'TRACE', 'PROPFIND'] as const) {
      const answer = await app.inject({ method: method as 'PUT', url: '/v1/funds/imdp/notes' });
      expectProblem(answer, 405, 'method-not-allowed');
      expect(answer.headers.allow).toBe('GET, HEAD, OPTIONS, POST');
    }
  });

  it('says that a path is not there, or not for this method, whatever the body', async () => {
    const headers = { 'content-type': 'text/plain' };
    const payload = '{';
    expectProblem(
      await app.inject({ method: 'POST', url: '/v1/nowhere', headers, payload }),
      404,
      'no-such-path',
    );
    const url = '/v1/funds/imdp/notes';
    expectProblem(await app.inject({ method: 'PUT', url, headers, payload }), 405, 'method-not-allowed');
    expectProblem(await app.inject({ method: 'QUERY' as 'PUT', url }), 405, 'method-not-allowed');
  });

  it('says what a path takes when asked with OPTIONS, and answers HEAD like GET without a body', async () => {
    const options = await app.inject({ method: 'OPTIONS', url: '/v1/funds/imdp/notes/n-1' });
    expect([options.statusCode, options.headers.allow]).toEqual([204, 'GET, HEAD, OPTIONS, PUT']);
    const url = '/v1/funds/imdp/notes/n-1';
    const head = await app.inject({ method: 'HEAD', url, headers: { authorization: bearer['observer-1']! } });
    expect([head.statusCode, head.body, head.headers.etag]).toEqual([200, '', '"3"']);
  });

  it('refuses broken percent-encoding, NUL and over-long names in the path as the client’s fault', async () => {
    expectProblem(await read('/v1/funds/%zz/notes'), 400, 'malformed-request');
    expectProblem(await read('/v1/funds/%c3%28/notes'), 400, 'malformed-request');
    expectProblem(await read('/v1/funds/a%00b/notes'), 400, 'invalid-request');
    expectProblem(await read('/v1/funds/imdp/notes/a%2Fb'), 400, 'invalid-request');
    expect((await read(`/v1/funds/imdp/notes/${'a'.repeat(150)}`)).statusCode).toBe(400);
    expect((await read(`/v1/funds/imdp/notes/${'a'.repeat(5000)}`)).statusCode).toBe(414);
  });
});

describe('who asks', () => {
  it('asks for a token with a challenge where none, a foreign, an expired or a broken one is sent', async () => {
    const tokens = [
      undefined,
      'Basic dXNlcjpwYXNz',
      'Bearer',
      'Bearer nonsense',
      `Bearer ${await token('treasurer-1', { issuer: 'https://elsewhere.example' })}`,
      `Bearer ${await token('treasurer-1', { audience: 'other' })}`,
      `Bearer ${await token('treasurer-1', { expires: '1s ago' })}`,
      `${bearer['treasurer-1']}x`,
      `Bearer ${'a'.repeat(9000)}`,
    ];
    for (const authorization of tokens) {
      const answer = await record(note, { authorization });
      expectProblem(answer, 401, 'unauthenticated');
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer realm="mdtf"/);
    }
  });

  it('decides on access before it looks at the body', async () => {
    expectProblem(await record('{not json', { authorization: undefined }), 401, 'unauthenticated');
    expectProblem(await record('{not json', { authorization: bearer['observer-1'] }), 403, 'forbidden');
  });

  it('refuses who holds no fitting role in this fund, the platform’s administrator included', async () => {
    for (const person of ['observer-1', 'stranger', 'admin', 'svc-reporting']) {
      expectProblem(
        await record(note, { authorization: bearer[person] }),
        403,
        'forbidden',
        /treasurer, secretariat/,
      );
    }
  });

  it('knows a fund it has not heard of from one where nothing is granted', async () => {
    expectProblem(await record(note, {}, 'nowhere'), 404, 'fund-not-found');
    expectProblem(await read('/v1/funds/imdp/notes', { authorization: bearer.stranger }), 403, 'forbidden');
  });

  it('lets anyone read what a fund publishes, and nobody without a role what it does not', async () => {
    expect((await read('/v1/funds/open/notes', { authorization: undefined })).statusCode).toBe(200);
    expectProblem(await read('/v1/funds/imdp/notes', { authorization: undefined }), 401, 'unauthenticated');
    expectProblem(
      await read('/v1/funds/open/notes', { authorization: 'Bearer wrong' }),
      401,
      'unauthenticated',
    );
  });
});

describe('a body', () => {
  it('must be JSON, said to be JSON, and not compressed', async () => {
    expectProblem(await record('text', { 'content-type': 'text/plain' }), 415, 'unsupported-media-type');
    expectProblem(await record('text', { 'content-type': undefined }), 415, 'unsupported-media-type');
    expectProblem(await record('x', { 'content-encoding': 'gzip' }), 415, 'unsupported-media-type');
  });

  it('of more than 1 MiB is refused before it is read', async () => {
    expectProblem(await record({ ...note, text: 'x'.repeat(1024 * 1024) }), 413, 'body-too-large');
  });

  const malformed: [string, string | Buffer][] = [
    ['an unfinished document', '{"text":'],
    ['two documents', '{}{}'],
    ['invalid UTF-8', Buffer.from([0x22, 0xc3, 0x28, 0x22])],
    ['a byte-order mark', '\ufeff{}'],
    ['a key twice', '{"text":"a","text":"b"}'],
    ['a key twice in an inner object', '{"amount":{"amount":"1","amount":"2"}}'],
    ['__proto__', '{"__proto__":{"admin":true}}'],
    ['nesting without end', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['nesting beyond the bound', `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`],
    ['half a surrogate pair', '{"text":"\\ud800"}'],
    ['a NUL', '{"text":"a\\u0000"}'],
    ['NaN', '{"text":NaN}'],
  ];
  it.each(malformed)('with %s is refused as malformed', async (_, body) => {
    expectProblem(await record(body), 400, 'malformed-request');
  });

  it('is refused with every field at fault, unknown ones among them', async () => {
    const wrong = {
      text: 7,
      amount: { amount: '-1', currency: 'usd', note: 1 },
      tags: 'none',
      extra: 1,
      constructor: 1,
    };
    const answer = await record(wrong);
    expectProblem(answer, 400, 'invalid-request');
    expect(fieldsOf(answer)).toEqual([
      'body.amount.amount',
      'body.amount.currency',
      'body.amount.note',
      'body.constructor',
      'body.extra',
      'body.tags',
      'body.text',
    ]);
    expect(answer.json().errors).toContainEqual({
      field: 'body.text',
      message: 'must be a string, not a number',
    });
    expect(answer.json().errors).toContainEqual({
      field: 'body.extra',
      message: 'is not a known field; remove it',
    });
  });

  const amounts = [
    '-1',
    '1e3',
    '1,000',
    '',
    ' 1',
    '0x10',
    '1'.repeat(30),
    'NaN',
    1,
    null,
    true,
    [],
    {},
    '1.23456',
  ];
  it.each(amounts)('with the amount %j is refused by that field', async (amount) => {
    const answer = await record({ ...note, amount: { amount, currency: 'USD' } });
    expect([answer.statusCode, fieldsOf(answer)]).toEqual([400, ['body.amount.amount']]);
  });

  it.each(['null', '[]', '"x"', '1', '', 'true'])(
    'that is %s instead of an object is refused',
    async (body) => {
      const answer = await record(body);
      expect([answer.statusCode, fieldsOf(answer)]).toEqual([400, ['body']]);
    },
  );
});

describe('a query', () => {
  it('given twice, unknown or out of bounds is refused by its name', async () => {
    for (const query of ['limit=1&limit=2', 'limit=0', 'limit=501', 'limit=x', 'limit=1.5', 'limit=']) {
      const answer = await read(`/v1/funds/imdp/notes?${query}`);
      expect([query, answer.statusCode, fieldsOf(answer)]).toEqual([query, 400, ['query.limit']]);
    }
    expect(fieldsOf(await read('/v1/funds/imdp/notes?other=1&__proto__=2&cursor=a&cursor=b'))).toEqual([
      'query.__proto__',
      'query.cursor',
      'query.other',
    ]);
    expect((await read('/v1/funds/imdp/notes?limit=%zz')).statusCode).toBe(400);
  });
});

describe('a command', () => {
  it('is answered with its status, where it is and its position', async () => {
    const answer = await record({ ...note, id: 'n-9' });
    expect([answer.statusCode, answer.json()]).toEqual([201, { id: 'n-9', text: 'hello' }]);
    const position = expect.stringMatching(/^allocation\/imdp\/\d+$/);
    const expected = { location: '/v1/funds/imdp/notes/n-9', 'mdtf-position': position };
    expect(answer.headers).toMatchObject(expected);
  });

  it('needs an idempotency key of visible characters', async () => {
    for (const key of [undefined, '', 'a b', 'x'.repeat(201), 'é']) {
      const answer = await record(note, { 'idempotency-key': key });
      expect([key, answer.statusCode, fieldsOf(answer)]).toEqual([key, 400, ['header.idempotency-key']]);
    }
  });

  it('sent again under its key gets the same answer and does nothing twice', async () => {
    const [first, again] = [
      await record(note, { 'idempotency-key': 'same' }),
      await record(note, { 'idempotency-key': 'same' }),
    ];
    expect([again.statusCode, again.body, again.headers.location]).toEqual([
      first.statusCode,
      first.body,
      first.headers.location,
    ]);
    expect([first.headers['idempotency-replayed'], again.headers['idempotency-replayed']]).toEqual([
      undefined,
      'true',
    ]);
  });

  it('counts as the same however its body is spelt, and as another when its content differs', async () => {
    const spelt = '{ "amount": {"currency":"USD","amount":"1.00"}, "text": "h\\u0065llo" }';
    await record(note, { 'idempotency-key': 'spelt' });
    expect((await record(spelt, { 'idempotency-key': 'spelt' })).headers['idempotency-replayed']).toBe(
      'true',
    );
    const other = await record({ ...note, text: 'other' }, { 'idempotency-key': 'spelt' });
    expectProblem(other, 422, 'idempotency-key-reused');
  });

  it.each([
    ['not-found', 404],
    ['conflict', 409],
    ['forbidden', 403],
    ['refused', 422],
    ['stale', 412],
    ['invalid', 400],
  ])('refused as %s is answered with %i, the reason and the field', async (category, status) => {
    const answer = await record({ ...note, text: `refuse ${category}` });
    expectProblem(answer, status, 'note-refused', /because/);
    expect(fieldsOf(answer)).toEqual(['text']);
  });

  it('refused once is refused the same way when sent again under its key', async () => {
    const refusal = { ...note, id: 'n-r', text: 'refuse conflict' };
    const first = await record(refusal, { 'idempotency-key': 'refused' });
    const again = await record(refusal, { 'idempotency-key': 'refused' });
    expect([again.statusCode, again.body]).toEqual([first.statusCode, first.body]);
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  it('cannot have happened in the future', async () => {
    const future = { 'mdtf-time': '2199-01-01T00:00:00Z', 'mdtf-provenance': '{"source":"s"}' };
    expect((await record(note, future)).statusCode).toBe(400);
  });

  it('is turned away with a time to wait when too many are waiting', async () => {
    const answer = await record({ ...note, text: 'overload' });
    expectProblem(answer, 503, 'overloaded');
    expect(answer.headers['retry-after']).toBe('3');
  });

  it('may be recorded as of an earlier time by the treasurer, with its source', async () => {
    const provenance = JSON.stringify({ source: 'ledger 2008, p\u00e9riode 1', row: 4 });
    const headers = {
      'mdtf-time': '2008-05-20T07:00:00Z',
      'mdtf-provenance': Buffer.from(provenance).toString('latin1'),
    };
    expect((await record(note, headers)).statusCode).toBe(201);
    expect(commands.seen.at(-1)).toMatchObject({
      time: '2008-05-20T07:00:00.000Z',
      provenance: { source: 'ledger 2008, période 1', row: 4 },
    });
  });

  it('is refused an earlier time without a source, or one that is no time', async () => {
    const source = JSON.stringify({ source: 's' });
    expect(fieldsOf(await record(note, { 'mdtf-time': '2008-05-20T07:00:00Z' }))).toEqual([
      'header.mdtf-provenance',
    ]);
    const noTime = await record(note, { 'mdtf-time': '2008-02-30T07:00:00Z', 'mdtf-provenance': source });
    expect(fieldsOf(noTime)).toEqual(['header.mdtf-time']);
    expect(fieldsOf(await record(note, { 'mdtf-provenance': '{"source":' }))).toEqual([
      'header.mdtf-provenance',
    ]);
    expect(fieldsOf(await record(note, { 'mdtf-provenance': '{"source":"a","x":1}' }))).toEqual([
      'header.mdtf-provenance.x',
    ]);
  });
});

describe('reading what was just written', () => {
  it('waits for positions that are reached, and says when they are not', async () => {
    const after = (position: string) => read('/v1/funds/imdp/notes', { 'mdtf-after': position });
    expect((await after('allocation/imdp/10, committee/imdp/3')).statusCode).toBe(200);
    const lagging = await after('committee/imdp/11');
    expectProblem(lagging, 503, 'not-yet-read', /committee\/imdp\/11/);
    expect(lagging.headers['retry-after']).toBe('1');
    for (const position of [
      'allocation/imdp/99',
      'elsewhere/imdp/1',
      'nonsense',
      '',
      'a/b/-1',
      'x,'.repeat(9),
    ]) {
      expectProblem(await after(position), 400, 'invalid-request');
    }
  });
});

describe('an edit', () => {
  const edit = (ifMatch: string | undefined) =>
    app.inject({
      method: 'PUT',
      url: '/v1/funds/imdp/notes/n-1',
      headers: defined({
        authorization: bearer['observer-1'],
        'content-type': 'application/json',
        'if-match': ifMatch,
      }),
      payload: { text: 'new' },
    });

  it('must name the state it edits, and is refused when that has changed', async () => {
    expectProblem(await edit(undefined), 428, 'if-match-required');
    expectProblem(await edit('"2"'), 412, 'stale');
    expectProblem(await edit('W/"3"'), 412, 'stale');
    expectProblem(await edit('3'), 400, 'invalid-request');
    const done = await edit('"3"');
    expect([done.statusCode, done.headers.etag]).toEqual([200, '"4"']);
  });

  it('is not sent again to who has it', async () => {
    const url = '/v1/funds/imdp/notes/n-1';
    for (const tag of ['"3"', 'W/"3"', '"1", "3"', '*']) {
      expect((await read(url, { 'if-none-match': tag })).statusCode).toBe(304);
    }
    expect((await read(url, { 'if-none-match': '"1"' })).statusCode).toBe(200);
  });
});

describe('formats', () => {
  it('are chosen by ?format=, then by Accept, and are JSON for who does not mind', async () => {
    const typeOf = async (query: string, accept?: string) =>
      (await read(`/v1/funds/imdp/notes${query}`, { accept })).headers['content-type'];
    expect(await typeOf('')).toMatch(/^application\/json/);
    expect(await typeOf('?format=csv', 'application/json')).toMatch(/^text\/csv/);
    expect(await typeOf('', 'text/csv')).toMatch(/^text\/csv/);
    expect(await typeOf('', 'text/html, text/csv;q=0.5, application/json;q=0.4')).toMatch(/^text\/csv/);
    expect(await typeOf('', 'text/html, */*;q=0.1')).toMatch(/^application\/json/);
    expectProblem(await read('/v1/funds/imdp/notes', { accept: 'image/png' }), 406, 'not-acceptable');
    expectProblem(await read('/v1/funds/imdp/notes?format=xml'), 400, 'invalid-request');
  });
});

describe('the server', () => {
  it('answers what is unexpected with a reference and without its reason', async () => {
    const answer = await read('/v1/broken');
    expectProblem(answer, 500, 'unexpected', /quote the reference/);
    expect(answer.body).not.toMatch(/secret detail|\.ts/);
  });

  it('says that the same request may be sent again when the database is away', async () => {
    const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const broken = await echoServer({}, echoMount({ submit: () => Promise.reject(away) }));
    const answer = await broken.app.inject({
      method: 'POST',
      url: '/v1/funds/imdp/notes',
      headers: { authorization: `Bearer ${await broken.token('treasurer-1')}`, 'idempotency-key': 'k' },
      payload: note,
    });
    expectProblem(answer, 503, 'temporarily-unavailable', /same Idempotency-Key/);
    expect([answer.headers['retry-after'], answer.body.includes('ECONNREFUSED')]).toEqual(['2', false]);
    await broken.app.close();
  });

  it('answers bytes that are no request with a problem', async () => {
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as { port: number };
    const ask = (bytes: string) =>
      new Promise<string>((resolve) => {
        let text = '';
        const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
        socket.on('data', (data) => {
          text += String(data);
        });
        socket.on('close', () => resolve(text));
      });
    expect(await ask('NOT HTTP\r\n\r\n')).toMatch(/^HTTP\/1.1 400 .*problem\+json/s);
    expect(await ask(`GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431 /,
    );
  });

  it('slows a caller who asks more than its share', async () => {
    const slow = await echoServer({ limits: { requestsPerSecond: 1, burst: 2 } });
    const authorization = `Bearer ${await slow.token('observer-1')}`;
    const ask = () => slow.app.inject({ url: '/v1/funds/imdp/notes', headers: { authorization } });
    const statuses = [(await ask()).statusCode, (await ask()).statusCode, (await ask()).statusCode];
    expect(statuses).toEqual([200, 200, 200]);
    const refused = await ask();
    expectProblem(refused, 429, 'too-many-requests');
    expect(refused.headers['retry-after']).toBe('1');
    await slow.app.close();
  });

  it('does not start with a route that says nothing of access, has no handler, or is there twice', async () => {
    const mount = echoMount();
    const [first] = mount.implementations;
    const start = (implementations: unknown) =>
      createHttpServer({
        services: [{ ...mount, implementations } as never],
        authentication,
        logLevel: 'silent',
      });
    await expect(start([{ ...first, route: { ...first!.route, access: undefined } }])).rejects.toThrow(
      /who may use it/,
    );
    await expect(start([{ ...first, route: { ...first!.route, access: [] } }])).rejects.toThrow(
      /who may use it/,
    );
    const told = { ...first, route: { ...first!.route, access: 'fund-public', tells: undefined } };
    await expect(start([told])).rejects.toThrow(/what of the fund it tells/);
    await expect(start([{ ...first, handler: undefined }])).rejects.toThrow(/has no handler/);
    await expect(start([first, first])).rejects.toThrow(/declared twice/);
  });
});
