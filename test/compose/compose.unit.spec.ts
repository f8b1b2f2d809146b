import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstGrants } from '@mdtf/all-in-one/demonstration';
import { DATA_SERVICES, OPTIONAL_VARIABLES, PROCESSES, specsOf } from '@mdtf/cli/apart';
import { id } from '@mdtf/contracts';
import { describe, expect, it } from 'vitest';
import { type ComposeService, isOurs, ROOT, readComposeFile } from './compose-file.ts';

const { services, volumes } = readComposeFile();
const named = Object.entries(services);
const ours = named.filter(([, service]) => isOurs(service));
const environmentOf = (name: string) => services[name]?.environment ?? {};

interface Realm {
  readonly realm: string;
  readonly clients: readonly {
    readonly clientId: string;
    readonly secret?: string;
    readonly protocolMappers: readonly { readonly config: Readonly<Record<string, string>> }[];
  }[];
  readonly users: readonly { readonly id: string; readonly serviceAccountClientId?: string }[];
}
const realm = JSON.parse(readFileSync(join(ROOT, 'infra/keycloak/mdtf-realm.json'), 'utf8')) as Realm;

describe('docker-compose.yml', () => {
  it('has the five services, made from one image', () => {
    const images = new Set(ours.map(([, { image, build }]) => `${image} ${build?.dockerfile}`));
    expect([...images]).toEqual(['mdtf:0.1.0 infra/docker/Dockerfile']);
    expect(ours.map(([name]) => name).toSorted()).toEqual([...PROCESSES, 'topics'].toSorted());
  });

  it.each(named)('pins the image of %s by its version', (_, { image }) => {
    expect(image).toMatch(/^[a-z/-]+:v?\d+\.\d+(\.\d+)?(-[a-z]+)?$/);
  });

  it.each(named)(
    'says in texts alone what %s runs and how it is checked',
    (_, { command, healthcheck = [] }) => {
      expect([...command, ...healthcheck].filter((part) => typeof part !== 'string')).toEqual([]);
    },
  );

  it('depends on nothing that is not there, nor in a circle, and waits for health only where it is looked at', () => {
    const depth = (name: string, on: readonly string[] = []): number => {
      expect(on, 'a circle').not.toContain(name);
      const before = Object.keys(services[name]?.dependsOn ?? {});
      return 1 + Math.max(0, ...before.map((one) => depth(one, [...on, name])));
    };
    for (const [name, { dependsOn }] of named) {
      expect(depth(name)).toBeLessThan(10);
      for (const [on, condition] of Object.entries(dependsOn)) {
        const awaited = services[on] as ComposeService;
        expect(awaited, on).toBeDefined();
        if (condition === 'service_healthy') expect(awaited.healthcheck, on).toBeDefined();
      }
    }
  });

  it('mounts files and folders that are there, and volumes that it declares', () => {
    const sources = named.flatMap(([, { volumes: mounts }]) =>
      mounts.map((mount) => mount.split(':', 1)[0] as string),
    );
    for (const source of sources.filter((one) => one.startsWith('./'))) {
      expect(existsSync(join(ROOT, source)), source).toBe(true);
    }
    expect(sources.filter((one) => !one.startsWith('./')).toSorted()).toEqual(volumes.toSorted());
  });

  it('publishes ports on the loopback address alone', () => {
    const published = named.flatMap(([, { ports }]) => ports);
    expect(published.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
    expect(services.portal?.ports).toEqual(['127.0.0.1:8080:8080']);
  });

  it('gives each service the variables that a start of the same on this machine gives it, and the collector', () => {
    const database = { url: 'postgresql://a@b/c', ownerUrl: 'postgresql://o@b/c' };
    const issuer = { issuer: 'i', audience: 'a', jwksUrl: 'j', tokenUrl: 't' };
    const started = specsOf({
      databases: Object.fromEntries(DATA_SERVICES.map((name) => [name, database])) as never,
      ports: Object.fromEntries(PROCESSES.map((name) => [name, 1])) as never,
      issuer,
      shared: { MDTF_KAFKA_BROKERS: 'b:1' },
    });
    const ofDevelopment = ['MDTF_DEVELOPMENT', 'MDTF_REQUESTS_PER_SECOND'];
    const ofOperation = ['MDTF_LOG', 'OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_SERVICE_NAME'];
    for (const { name, args, environment } of started) {
      const here = Object.keys(environment).filter((key) => !ofDevelopment.includes(key));
      const there = Object.keys(environmentOf(name)).filter((key) => !ofOperation.includes(key));
      expect([name, there.toSorted()]).toEqual([name, here.toSorted()]);
      expect(services[name]?.command).toEqual(['node', ...args]);
    }
  });

  it('passes what a service may be told besides on from its own environment, empty unless it is given', () => {
    for (const name of PROCESSES) {
      const passed = Object.entries(environmentOf(name)).filter(([, value]) => value.startsWith('$'));
      const expected = (OPTIONAL_VARIABLES[name] ?? []).map((key) => [key, `\${${key}:-}`]);
      expect([name, passed]).toEqual([name, expected]);
    }
  });

  it('names hosts that are services of it, at ports where they listen', () => {
    for (const [name, { environment }] of ours) {
      for (const [, host, port] of Object.values(environment)
        .join(' ')
        .matchAll(/([a-z][a-z0-9-]*):(\d{4,5})\b/g)) {
        if (host === 'localhost') continue;
        expect(services[host as string], `${host} of ${name}`).toBeDefined();
        const declared = environmentOf(host as string).MDTF_PORT;
        if (declared !== undefined) expect([host, port]).toEqual([host, declared]);
      }
    }
  });

  it('keeps each entry of Kafka on three brokers, and confirms it once two have it', () => {
    const brokers = named.filter(([name]) => name.startsWith('kafka-'));
    expect(brokers).toHaveLength(3);
    const voters = brokers
      .map(([name, { environment }]) => `${environment.KAFKA_NODE_ID}@${name}:9093`)
      .join(',');
    for (const [name, { environment }] of brokers) {
      expect(environment).toMatchObject({
        KAFKA_CONTROLLER_QUORUM_VOTERS: voters,
        KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://${name}:9092`,
        KAFKA_DEFAULT_REPLICATION_FACTOR: '3',
        KAFKA_MIN_INSYNC_REPLICAS: '2',
        KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE: 'false',
        KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
      });
    }
  });
});

describe('the image of the services', () => {
  const dockerfile = readFileSync(join(ROOT, 'infra/docker/Dockerfile'), 'utf8');

  it('runs the Node that the repository runs, and not as root', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      devDependencies: { node: string };
    };
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(new Set(bases)).toEqual(new Set([`node:${devDependencies.node}-bookworm-slim`]));
    expect(dockerfile).toMatch(/^USER node$/m);
  });

  it('installs what each of the five needs', () => {
    const installed = [...dockerfile.matchAll(/--workspace=@mdtf\/(\S+)/g)].map(([, name]) => name ?? '');
    expect(installed.toSorted()).toEqual([...PROCESSES].toSorted());
  });
});

describe('the realm of Keycloak', () => {
  it('is the issuer that the services are told of', () => {
    const { MDTF_OIDC_ISSUER, MDTF_OIDC_JWKS_URL, MDTF_OIDC_TOKEN_URL } = environmentOf('portal');
    expect(MDTF_OIDC_ISSUER).toBe(`${environmentOf('keycloak').KC_HOSTNAME}/realms/${realm.realm}`);
    for (const url of [MDTF_OIDC_JWKS_URL, MDTF_OIDC_TOKEN_URL]) {
      expect(url).toMatch(new RegExp(`^http://keycloak:8080/realms/${realm.realm}/protocol/openid-connect/`));
    }
  });

  it('knows every service by the secret that it is given, as a service and for the right audience', () => {
    for (const name of PROCESSES) {
      const { MDTF_CLIENT_ID, MDTF_CLIENT_SECRET, MDTF_OIDC_AUDIENCE } = environmentOf(name);
      const client = realm.clients.find(({ clientId }) => clientId === MDTF_CLIENT_ID);
      expect([name, client?.secret]).toEqual([name, MDTF_CLIENT_SECRET]);
      const configs = client?.protocolMappers.map(({ config }) => config) ?? [];
      expect(configs).toContainEqual(
        expect.objectContaining({ 'included.custom.audience': MDTF_OIDC_AUDIENCE }),
      );
      expect(configs).toContainEqual(
        expect.objectContaining({
          'claim.name': 'mdtf_roles',
          'claim.value': '["service"]',
          'jsonType.label': 'JSON',
        }),
      );
      expect(realm.users).toContainEqual(expect.objectContaining({ serviceAccountClientId: MDTF_CLIENT_ID }));
    }
  });

  it('knows every person of the demonstration and the administrator, each by an id that an entry can carry', () => {
    const ids = realm.users.map((user) => user.id);
    const people = firstGrants.map(({ person }) => person);
    expect(ids).toEqual(expect.arrayContaining([...people, environmentOf('portal').MDTF_ADMINISTRATORS]));
    for (const one of ids) expect([one, id.safeParse(one).success]).toEqual([one, true]);
  });
});

describe('the script that prepares the databases', () => {
  const script = readFileSync(join(ROOT, 'infra/postgres/databases.sql'), 'utf8');

  it.each([...DATA_SERVICES])('makes the two roles of %s with the passwords that it is given', (name) => {
    const { MDTF_DATABASE_URL = '', MDTF_DATABASE_OWNER_URL = '' } = environmentOf(name);
    for (const url of [MDTF_DATABASE_URL, MDTF_DATABASE_OWNER_URL]) {
      const { username, password, pathname } = new URL(url);
      expect(script).toContain(`CREATE ROLE ${username} LOGIN PASSWORD '${password}';`);
      expect(pathname).toBe(`/${name}`);
    }
    expect(script).toContain(`CREATE DATABASE ${name} OWNER ${name}_owner;`);
    expect(script).toContain(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC;`);
  });
});
