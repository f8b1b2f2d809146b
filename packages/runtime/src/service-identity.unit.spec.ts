import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { createServiceIdentity, TOKEN_FILE_BELIEVED_MS } from './service-identity.ts';

interface Asked {
  readonly authorization: string | undefined;
  readonly body: string;
}

let stack = new AsyncDisposableStack();
afterEach(async () => {
  await stack.disposeAsync();
  stack = new AsyncDisposableStack();
});

/** A token endpoint that gives out `t1`, `t2`, … for so many seconds, or whatever it is told to answer. */
async function issuerOf(seconds: number, answer?: { status: number; body: string }) {
  const asked: Asked[] = [];
  const give = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    asked.push({ authorization: request.headers.authorization, body: await text(request) });
    const given = JSON.stringify({ access_token: `t${asked.length}`, expires_in: seconds });
    response.writeHead(answer?.status ?? 200, { 'content-type': 'application/json' });
    response.end(answer?.body ?? given);
  };
  const server = createServer((request, response) => void give(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stack.defer(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const tokenUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
  return { asked, client: { tokenUrl, clientId: 'mdtf-allocation', clientSecret: 's:1' } };
}

describe('the identity of a service', () => {
  it('is asked for once, with its id and secret, however many need it at the same time', async () => {
    const { asked, client } = await issuerOf(300);
    const token = createServiceIdentity(client);
    expect(await Promise.all([token(), token(), token()])).toEqual(['t1', 't1', 't1']);
    expect(await token()).toBe('t1');
    expect(asked).toEqual([
      {
        authorization: `Basic ${Buffer.from('mdtf-allocation:s%3A1').toString('base64')}`,
        body: 'grant_type=client_credentials',
      },
    ]);
  });

  it('is renewed half a minute before it expires, and a short-lived one after half its life', async () => {
    let nowMs = 0;
    const long = createServiceIdentity((await issuerOf(300)).client, () => nowMs);
    const short = createServiceIdentity((await issuerOf(20)).client, () => nowMs);
    await Promise.all([long(), short()]);
    nowMs = 9_999;
    expect(await Promise.all([long(), short()])).toEqual(['t1', 't1']);
    nowMs = 10_000;
    expect(await Promise.all([long(), short()])).toEqual(['t1', 't2']);
    nowMs = 269_999;
    expect(await long()).toBe('t1');
    nowMs = 270_000;
    expect(await long()).toBe('t2');
  });

  it('that a service refuses is asked for anew, once however many it refused', async () => {
    const { asked, client } = await issuerOf(300);
    const token = createServiceIdentity(client);
    const first = await token();
    expect(await Promise.all([token(first), token(first), token()])).toEqual(['t2', 't2', 't2']);
    expect(await token(first)).toBe('t2');
    expect(asked).toHaveLength(2);
  });

  it('that was refused is asked for again the next time, and its secret is not told', async () => {
    const { asked, client } = await issuerOf(300, { status: 401, body: '{"error":"invalid_client"}' });
    const token = createServiceIdentity(client);
    for (const time of [1, 2]) {
      const error = await token().catch((e: Error) => e);
      expect(String(error)).toMatch(/gives mdtf-allocation no token: it answers 401/);
      expect(String(error)).not.toContain('s:1');
      expect(asked).toHaveLength(time);
    }
  });

  it.each([
    ['no token', '{"token_type":"Bearer"}', /its answer has none/],
    ['more than an answer may have', `{"access_token":"${'x'.repeat(70_000)}"}`, /more than 65536 bytes/],
  ])('is not taken from an answer with %s', async (_, body, why) => {
    const { client } = await issuerOf(300, { status: 200, body });
    await expect(createServiceIdentity(client)()).rejects.toThrow(why);
  });

  it('comes from a file where one is named, which somebody may renew', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mdtf-token-'));
    stack.defer(() => rm(folder, { recursive: true }));
    const tokenFile = join(folder, 'token');
    let nowMs = 0;
    const token = createServiceIdentity({ tokenFile }, () => nowMs);
    await expect(token()).rejects.toThrow(/cannot be read \(ENOENT\)/);
    await writeFile(tokenFile, 'one\n');
    expect(await token()).toBe('one');
    await writeFile(tokenFile, 'two\n');
    expect(await token()).toBe('one');
    nowMs = TOKEN_FILE_BELIEVED_MS;
    expect(await token()).toBe('two');
  });
});
