import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readServiceSettings } from './service-settings.ts';

const COMPLETE = {
  MDTF_DATABASE_URL: 'postgresql://allocation:p@db:5432/allocation',
  MDTF_DATABASE_OWNER_URL: 'postgresql://allocation_owner:p@db:5432/allocation',
  MDTF_KAFKA_BROKERS: 'kafka-1:9092,kafka-2:9092',
  MDTF_COMMITTEE_URL: 'http://committee:8082/',
  MDTF_PROPOSALS_URL: 'http://proposals:8081',
  MDTF_OIDC_ISSUER: 'https://issuer.example/realms/mdtf',
  MDTF_OIDC_JWKS_URL: 'https://issuer.example/certs',
  MDTF_OIDC_TOKEN_URL: 'https://issuer.example/token',
  MDTF_CLIENT_ID: 'mdtf-allocation',
  MDTF_CLIENT_SECRET: 's',
  MDTF_ADMINISTRATORS: 'admin, other',
};
const read = (environment: Record<string, string>) =>
  readServiceSettings('allocation', ['committee', 'proposals'], environment);

describe('the settings of a service as a process of its own', () => {
  it('come from the environment; what has a sensible value need not be said', () => {
    expect(read(COMPLETE)).toEqual({
      name: 'allocation',
      host: '127.0.0.1',
      port: 8083,
      logLevel: 'info',
      trustedProxies: [],
      development: false,
      databaseUrl: COMPLETE.MDTF_DATABASE_URL,
      ownerUrl: COMPLETE.MDTF_DATABASE_OWNER_URL,
      maxConnections: 10,
      limits: { requestsPerSecond: 5_000, burst: 10_000 },
      authentication: {
        issuer: COMPLETE.MDTF_OIDC_ISSUER,
        audience: 'mdtf',
        keys: { jwksUrl: COMPLETE.MDTF_OIDC_JWKS_URL },
        admins: ['admin', 'other'],
      },
      identity: { tokenUrl: COMPLETE.MDTF_OIDC_TOKEN_URL, clientId: 'mdtf-allocation', clientSecret: 's' },
      kafka: { brokers: ['kafka-1:9092', 'kafka-2:9092'], clientId: 'mdtf-allocation' },
      sources: [
        { name: 'committee', url: 'http://committee:8082' },
        { name: 'proposals', url: 'http://proposals:8081' },
      ],
    });
  });

  it('take secrets from files, which is where an orchestrator puts them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mdtf-settings-'));
    try {
      const [databaseUrl, secret] = [join(folder, 'url'), join(folder, 'secret')];
      await writeFile(databaseUrl, 'postgresql://from-a-file/allocation\n');
      await writeFile(secret, 'also-from-a-file\n');
      const { MDTF_DATABASE_URL: _, MDTF_CLIENT_SECRET: __, ...rest } = COMPLETE;
      const settings = read({
        ...rest,
        MDTF_DATABASE_URL_FILE: databaseUrl,
        MDTF_CLIENT_SECRET_FILE: secret,
      });
      expect(settings.databaseUrl).toBe('postgresql://from-a-file/allocation');
      expect(settings.identity).toMatchObject({ clientSecret: 'also-from-a-file' });
      expect(() => read({ ...rest, MDTF_DATABASE_URL_FILE: join(folder, 'nowhere') })).toThrow(
        /MDTF_DATABASE_URL_FILE names a file that cannot be read \(ENOENT\)\n.*MDTF_CLIENT_SECRET is required/s,
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('take a token file in place of a client’s secret', () => {
    const { MDTF_CLIENT_ID: _, MDTF_CLIENT_SECRET: __, MDTF_OIDC_TOKEN_URL: ___, ...rest } = COMPLETE;
    expect(read({ ...rest, MDTF_SERVICE_TOKEN_FILE: '/run/token' }).identity).toEqual({
      tokenFile: '/run/token',
    });
  });

  it('are refused with everything that is missing or wrong at once', () => {
    expect(() => read({ MDTF_PORT: 'http', MDTF_SERVICE: 'committee', MDTF_KAFKA_BROKERS: 'kafka' })).toThrow(
      [
        'The configuration is not usable:',
        'MDTF_SERVICE must be one of allocation',
        'MDTF_PORT must be a whole number from 0 to 65535, not "http"',
        'MDTF_DATABASE_URL is required',
        'MDTF_OIDC_ISSUER is required',
        'MDTF_OIDC_JWKS_URL is required',
        'MDTF_OIDC_TOKEN_URL is required',
        'MDTF_CLIENT_ID is required',
        'MDTF_CLIENT_SECRET is required',
        'MDTF_KAFKA_BROKERS: kafka is not host:port',
        'MDTF_COMMITTEE_URL is required',
        'MDTF_PROPOSALS_URL is required',
      ].join('\n  '),
    );
  });
});
