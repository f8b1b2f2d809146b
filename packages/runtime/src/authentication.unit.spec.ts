import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createAuthentication, REMEMBER_TOKEN_MS } from './authentication.ts';

const issuer = 'https://issuer.example';
const audience = 'mdtf';
const { privateKey, publicKey } = await generateKeyPair('ES256');
const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' }] };
const START = Date.UTC(2026, 0, 1);

function sign(claims: Record<string, unknown> = {}, lifeSeconds = 3600) {
  const now = START / 1000;
  return new SignJWT({ sub: 'p', iss: issuer, aud: audience, iat: now, exp: now + lifeSeconds, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
    .sign(privateKey);
}

function authentication(more: object = {}) {
  const time = { ms: START };
  const clock = () => time.ms;
  return {
    time,
    ...createAuthentication({
      issuer,
      audience,
      keys: { jwks },
      admins: ['root'],
      services: ['svc'],
      clock,
      ...more,
    }),
  };
}

describe('a token', () => {
  it('is remembered once verified, for five minutes', async () => {
    const { recall, verify, time } = authentication();
    const token = await sign();
    expect(recall(token)).toBeUndefined();
    expect(await verify(token)).toEqual({ id: 'p', admin: false, service: false });
    time.ms += REMEMBER_TOKEN_MS - 1;
    expect(recall(token)).toMatchObject({ id: 'p' });
    time.ms += 1;
    expect(recall(token)).toBeUndefined();
  });

  it('is never remembered beyond its own expiry', async () => {
    const { recall, verify, time } = authentication();
    const token = await sign({}, 60);
    await verify(token);
    time.ms += 59_999;
    expect(recall(token)).toBeDefined();
    time.ms += 1;
    expect(recall(token)).toBeUndefined();
    expect(await verify(token)).toMatchObject({
      problem: { status: 401, detail: { en: 'The token has expired.' } },
    });
  });

  it('that does not verify is not remembered', async () => {
    const { recall, verify } = authentication();
    const token = `${await sign()}x`;
    expect(await verify(token)).toMatchObject({ problem: { status: 401 } });
    expect(recall(token)).toBeUndefined();
  });

  it('makes an administrator or a service of whom configuration names, or whose issuer says so', async () => {
    const { verify } = authentication();
    expect(await verify(await sign({ sub: 'root' }))).toEqual({ id: 'root', admin: true, service: false });
    expect(await verify(await sign({ sub: 'svc' }))).toEqual({ id: 'svc', admin: false, service: true });
    const claimed = await sign({ sub: 'x', mdtf_roles: ['service', 'admin'] });
    expect(await verify(claimed)).toEqual({ id: 'x', admin: false, service: true });
  });

  it('whose subject is no id is refused with what an id is', async () => {
    const { verify } = authentication();
    for (const sub of ['google-oauth2|1', 'a@b.example', '-a', 'x'.repeat(65)]) {
      expect(await verify(await sign({ sub }))).toMatchObject({
        problem: {
          status: 401,
          detail: { en: expect.stringContaining('1 to 64 letters, digits, dots, dashes') },
        },
      });
    }
    expect(await verify(await sign({ sub: '0199aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee' }))).toMatchObject({
      id: '0199aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee',
    });
  });

  it('needs a subject and an expiry', async () => {
    const { verify } = authentication();
    for (const claims of [{ sub: undefined }, { sub: '' }, { sub: 'a b' }, { exp: undefined }]) {
      expect(await verify(await sign(claims))).toMatchObject({ problem: { status: 401 } });
    }
  });

  it('signed with another algorithm than those allowed is refused', async () => {
    const { verify } = authentication({ algorithms: ['RS256'] });
    expect(await verify(await sign())).toMatchObject({ problem: { status: 401 } });
    const { verify: verifyDefault } = authentication();
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await sign()).split('.')[1]}.`;
    expect(await verifyDefault(unsigned)).toMatchObject({ problem: { status: 401 } });
  });
});

describe('keys at an address', () => {
  it('are fetched from there; when that fails nobody is called unauthenticated', async () => {
    let answer = JSON.stringify(jwks);
    const server = createServer((_request, response) => {
      response.statusCode = answer === '' ? 500 : 200;
      response.end(answer);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
    const token = await sign();
    expect(await authentication({ keys: { jwksUrl } }).verify(token)).toMatchObject({ id: 'p' });
    answer = '';
    const failed = await authentication({ keys: { jwksUrl } }).verify(token);
    expect(failed).toMatchObject({ problem: { status: 503 }, headers: { 'retry-after': '5' } });
    server.close();
    const gone = await authentication({ keys: { jwksUrl } }).verify(token);
    expect(gone).toMatchObject({ problem: { status: 503 } });
  });
});
