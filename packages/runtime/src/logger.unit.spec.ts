import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { echoServer } from '../test/echo-service.ts';
import { loggedError } from './logged-error.ts';
import { createLogger } from './logger.ts';

const lines: string[] = [];
const stream = { write: (line: string) => void lines.push(line) };
const SECRET_TEXT = 'born 4 July in a place nobody should read of';

describe('what a server logs', () => {
  let server: Awaited<ReturnType<typeof echoServer>>;
  let token: string;
  beforeAll(async () => {
    server = await echoServer({ logLevel: 'debug', logStream: stream });
    token = await server.token('treasurer-1');
  });
  afterAll(() => server.app.close());

  const send = (method: 'GET' | 'POST', url: string, payload?: string) =>
    server.app.inject({
      method,
      url,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': 'k-of-log',
        cookie: 'session=cookie-of-somebody',
      },
      ...(payload !== undefined && { payload }),
    });

  it('never holds a token, a cookie, a query or a body, whether the request is taken, refused or fails here', async () => {
    const note = { text: SECRET_TEXT, amount: { amount: '1.00', currency: 'USD' } };
    expect((await send('POST', '/v1/funds/imdp/notes', JSON.stringify(note))).statusCode).toBe(201);
    expect((await send('POST', '/v1/funds/imdp/notes', `{"text": ${SECRET_TEXT}`)).statusCode).toBe(400);
    expect((await send('POST', '/v1/funds/imdp/notes', '{"unknown":"x"}')).statusCode).toBe(400);
    expect((await send('GET', '/v1/broken')).statusCode).toBe(500);
    expect((await send('GET', '/v1/nowhere?asked=query-of-somebody')).statusCode).toBe(404);
    const log = lines.join('');
    expect(log).toContain('request failed');
    for (const secret of [
      token,
      token.slice(-20),
      SECRET_TEXT,
      'cookie-of-somebody',
      'query-of-somebody',
      '127.0.0.1',
    ]) {
      expect(log).not.toContain(secret);
    }
  });

  it('is one JSON object a line, with its time, its level and the reference that the answer quotes', async () => {
    lines.length = 0;
    const answer = await send('GET', '/v1/broken');
    const failed = lines.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'request failed');
    expect(failed).toMatchObject({ level: 'error', err: { type: 'Error' } });
    expect(failed.time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(answer.json().instance).toContain(failed.reference);
  });
});

describe('what is written of anything', () => {
  it('leaves out what stands under a name that holds secrets, at once or one deeper', () => {
    lines.length = 0;
    const log = createLogger({ level: 'info', stream });
    log.info(
      { authorization: 'hidden-1', request: { headers: 'hidden-2', body: 'hidden-3' }, fund: 'imdp' },
      'said',
    );
    expect(JSON.parse(lines[0] as string)).toMatchObject({ msg: 'said', fund: 'imdp', request: {} });
    expect(lines[0]).not.toContain('hidden');
  });

  it('logs nothing below its level', () => {
    lines.length = 0;
    createLogger({ level: 'warn', stream }).info('not said');
    expect(lines).toEqual([]);
  });

  it('says of an error its type, code and place, and not what libraries hang on it', () => {
    const error = Object.assign(new Error('duplicate key'), {
      code: '23505',
      constraint: 'entry_pkey',
      detail: 'Key (actor)=(somebody) already exists.',
      parameters: ['somebody'],
    });
    const said = loggedError(error);
    expect(said).toMatchObject({
      type: 'Error',
      message: 'duplicate key',
      code: '23505',
      constraint: 'entry_pkey',
    });
    expect(said.stack).toMatch(/^at /);
    expect(JSON.stringify(said)).not.toContain('somebody');
  });

  it('does not repeat the value that a database or a parser quotes', () => {
    const data = Object.assign(new Error('invalid input syntax for type date: "4 July"'), { code: '22007' });
    expect(JSON.stringify(loggedError(data))).not.toContain('4 July');
    const parsed = caught(() => JSON.parse('x 4 July'));
    expect(String(parsed)).toContain('4 July');
    expect(JSON.stringify(loggedError(new Error('read', { cause: parsed })))).not.toContain('4 July');
  });

  it('takes tokens and passwords out of messages', () => {
    const said = loggedError(
      new Error('Bearer abc.def at postgres://mdtf:pass-1@db:5432/x with eyJhbGci.eyJzdWIi.sig-2'),
    );
    expect(said.message).toBe('[token] at postgres://mdtf:[password]@db:5432/x with [token]');
  });
});

function caught(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}
