import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Authentication, createAuthentication, type Identity } from './authentication.ts';
import { isRefusal } from './refusal.ts';

const ISSUER = 'https://issuer.example/realms/mdtf';
const server = createServer();
let authentication: Authentication;
let sign: (claims?: object, header?: { alg?: string; kid?: string }) => Promise<string>;
let answer = { status: 200, body: '' };
let asked = 0;

beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
  answer = { status: 200, body: JSON.stringify({ keys: [jwk] }) };
  server.on('request', (_, response) => {
    asked += 1;
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/certs`;
  authentication = createAuthentication({
    issuer: ISSUER,
    audience: 'mdtf',
    keys: { jwksUrl },
    admins: ['admin'],
  });
  sign = (claims = {}, { kid = 'k1' } = {}) =>
    new SignJWT({ iss: ISSUER, aud: ['account', 'mdtf'], sub: 'chair', ...claims })
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey);
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

const verdict = async (token: string): Promise<number | Identity> => {
  const result = await authentication.verify(token);
  return isRefusal(result) ? result.problem.status : result;
};

describe('tokens of an issuer whose keys are at an address', () => {
  it('cannot be verified, and are not refused for good, while the keys cannot be read', async () => {
    const right = answer;
    for (const wrong of [
      { status: 500, body: 'broken' },
      { status: 200, body: 'no keys' },
      { status: 200, body: JSON.stringify({ keys: [], padding: 'x'.repeat(300_000) }) },
    ]) {
      answer = wrong;
      expect(await verdict(await sign())).toBe(503);
    }
    answer = right;
  });

  it('speak for their subject; whoever the configuration names administers, and the claim makes a service', async () => {
    expect(await verdict(await sign())).toEqual({ id: 'chair', admin: false, service: false });
    expect(await verdict(await sign({ sub: 'admin' }))).toMatchObject({ admin: true, service: false });
    const claims = { sub: 'mdtf-allocation', mdtf_roles: ['service'] };
    expect(await verdict(await sign(claims))).toMatchObject({ id: 'mdtf-allocation', service: true });
  });

  it('are verified by keys that were read once', async () => {
    const before = asked;
    await verdict(await sign());
    await verdict(await sign({ sub: 'other' }));
    expect(asked).toBe(before);
  });

  it('of another issuer, for another audience, or by a key that nobody knows are refused', async () => {
    expect(await verdict(await sign({ iss: 'https://elsewhere.example' }))).toBe(401);
    expect(await verdict(await sign({ aud: 'account' }))).toBe(401);
    const before = asked;
    for (const kid of ['k2', 'k3', 'k4']) expect(await verdict(await sign({}, { kid }))).toBe(401);
    expect(asked - before, 'strangers can name any key they like').toBeLessThanOrEqual(1);
  });

  it('that are signed with a shared secret, or not at all, are refused', async () => {
    const secret = new TextEncoder().encode('x'.repeat(32));
    const symmetric = await new SignJWT({ iss: ISSUER, aud: 'mdtf', sub: 'admin' })
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .setExpirationTime('5m')
      .sign(secret);
    expect(await verdict(symmetric)).toBe(401);
    const [, claims] = (await sign()).split('.');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`;
    expect(await verdict(none)).toBe(401);
  });
});
