import type { ServiceName } from '@mdtf/contracts';
import { type KafkaConnection, kafkaConnectionFrom } from '@mdtf/messaging';
import type { AuthenticationOptions } from './authentication.ts';
import { type BareServerOptions, DEFAULT_LIMITS, type HttpLimits } from './bare-server.ts';
import { type EnvironmentReader, readEnvironment } from './environment.ts';
import type { ServiceIdentityOptions } from './service-identity.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What every process of ours that listens is told. */
export interface ListenSettings {
  readonly host: string;
  readonly port: number;
  readonly logLevel: NonNullable<BareServerOptions['logLevel']>;
  readonly trustedProxies: readonly string[];
  /** Whether the clocks of funds may be moved and tokens be had for the asking: on loopback only. */
  readonly development: boolean;
}

/** How a service runs as a process of its own. */
export interface ServiceSettings extends ListenSettings {
  readonly name: ServiceName;
  /** Its database, as a role that may add to the log and never change it. */
  readonly databaseUrl: string;
  /** The same database as the role that owns the tables, for migrations; without one the first does both. */
  readonly ownerUrl?: string;
  readonly maxConnections: number;
  readonly limits: Pick<HttpLimits, 'requestsPerSecond' | 'burst'>;
  readonly authentication: AuthenticationOptions;
  readonly identity: ServiceIdentityOptions;
  readonly kafka: KafkaConnection;
  /** Where the other services answer whose logs it follows. */
  readonly sources: readonly { readonly name: ServiceName; readonly url: string }[];
}

const PORTS = { portal: 8080, proposals: 8081, committee: 8082, allocation: 8083, reporting: 8084 } as const;
const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
const DEFAULT_CONNECTIONS = 10;
const MAX_CONNECTIONS = 100;
const MAX_REQUESTS_PER_SECOND = 1_000_000;

/** The settings of a service that follows the logs of `others`; throws ConfigurationError naming all that is wrong. */
export function readServiceSettings(
  name: ServiceName,
  others: readonly ServiceName[],
  environment: Environment,
): ServiceSettings {
  const reader = readEnvironment(environment);
  const ownerUrl = reader.optional('MDTF_DATABASE_OWNER_URL');
  const settings: ServiceSettings = {
    name,
    ...readListening(name, reader),
    databaseUrl: reader.secret('MDTF_DATABASE_URL'),
    ...(ownerUrl !== undefined && { ownerUrl }),
    maxConnections: reader.integer('MDTF_DATABASE_CONNECTIONS', {
      min: 2,
      max: MAX_CONNECTIONS,
      fallback: DEFAULT_CONNECTIONS,
    }),
    limits: readRates(reader),
    authentication: {
      issuer: reader.text('MDTF_OIDC_ISSUER'),
      audience: reader.text('MDTF_OIDC_AUDIENCE', 'mdtf'),
      keys: { jwksUrl: reader.url('MDTF_OIDC_JWKS_URL') },
      admins: reader.list('MDTF_ADMINISTRATORS'),
    },
    identity: readIdentity(reader),
    kafka: reader.taking(() => kafkaConnectionFrom(environment, `mdtf-${name}`)),
    sources: others.map((other) => ({ name: other, url: readServiceUrl(other, reader) })),
  };
  reader.done();
  return settings;
}

/** What one caller may ask on average, and at once twice that. */
function readRates(reader: EnvironmentReader): ServiceSettings['limits'] {
  const requestsPerSecond = reader.integer('MDTF_REQUESTS_PER_SECOND', {
    min: 1,
    max: MAX_REQUESTS_PER_SECOND,
    fallback: DEFAULT_LIMITS.requestsPerSecond,
  });
  return { requestsPerSecond, burst: 2 * requestsPerSecond };
}

/** Where a process listens, and whether it is for development; one that was started as another service is told so. */
export function readListening(name: ServiceName, reader: EnvironmentReader): ListenSettings {
  reader.oneOf('MDTF_SERVICE', [name], name);
  return {
    host: reader.text('MDTF_HOST', '127.0.0.1'),
    port: reader.port('MDTF_PORT', PORTS[name]),
    logLevel: reader.oneOf('MDTF_LOG', LOG_LEVELS, 'info'),
    trustedProxies: reader.list('MDTF_TRUSTED_PROXIES'),
    development: reader.flag('MDTF_DEVELOPMENT', false),
  };
}

/** A service's address, without a trailing slash. */
export function readServiceUrl(name: ServiceName, reader: EnvironmentReader): string {
  return reader.url(`MDTF_${name.toUpperCase()}_URL`).replace(/\/+$/, '');
}

/** How a process shows the others who it is: a token file, or client credentials. */
export function readIdentity(reader: EnvironmentReader): ServiceIdentityOptions {
  const tokenFile = reader.optional('MDTF_SERVICE_TOKEN_FILE');
  if (tokenFile !== undefined) return { tokenFile };
  return {
    tokenUrl: reader.url('MDTF_OIDC_TOKEN_URL'),
    clientId: reader.text('MDTF_CLIENT_ID'),
    clientSecret: reader.secret('MDTF_CLIENT_SECRET'),
  };
}
