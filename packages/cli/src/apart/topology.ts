import type { ProcessSpec } from './child.ts';
import { DATA_SERVICES, type DataService, type ServiceDatabase } from './databases.ts';

/** Every process of the system; the portal in front. */
export const PROCESSES = [...DATA_SERVICES, 'portal'] as const;
export type ProcessName = (typeof PROCESSES)[number];

/** What a process may be told besides, by its name; an empty one counts as absent. */
export const OPTIONAL_VARIABLES: Readonly<Partial<Record<ProcessName, readonly string[]>>> = {
  proposals: ['MDTF_DOCUMENT_SCAN_URL', 'MDTF_DOCUMENT_SCAN_COMMAND'],
  reporting: ['MDTF_SMTP_URL', 'MDTF_MAIL_FROM', 'MDTF_MAIL_RETRY_SECONDS', 'MDTF_WEBHOOK_NETWORKS'],
};

/** What the processes are told of where everything is. */
export interface Places {
  readonly databases: Readonly<Record<DataService, ServiceDatabase>>;
  readonly ports: Readonly<Record<ProcessName, number>>;
  readonly issuer: {
    readonly issuer: string;
    readonly audience: string;
    readonly jwksUrl: string;
    readonly tokenUrl: string;
  };
  /** Values of optional variables, each for the process that has it. */
  readonly optional?: Readonly<Record<string, string>>;
  /** Further variables of every process. */
  readonly shared?: Readonly<Record<string, string>>;
}

const HOST = '127.0.0.1';
const SECRET = 'development';

/** The client that a process is to the issuer. */
export const clientOf = (name: ProcessName): string => `mdtf-${name}`;

/** The five processes with the very variables that docker-compose.yml gives them. */
export function specsOf({
  databases,
  ports,
  issuer,
  optional = {},
  shared = {},
}: Places): readonly ProcessSpec[] {
  const urls = Object.fromEntries(
    DATA_SERVICES.map((name) => [`MDTF_${name.toUpperCase()}_URL`, `http://${HOST}:${ports[name]}`]),
  );
  return PROCESSES.map((name) => ({
    name,
    args: ['--import', '@mdtf/runtime/telemetry', `services/${name}/src/main.ts`],
    url: `http://${HOST}:${ports[name]}`,
    environment: {
      MDTF_SERVICE: name,
      MDTF_HOST: HOST,
      MDTF_PORT: String(ports[name]),
      MDTF_DEVELOPMENT: 'true',
      MDTF_TRUSTED_PROXIES: 'loopback',
      MDTF_ADMINISTRATORS: 'admin',
      // The one user of this machine may well load years of records.
      MDTF_REQUESTS_PER_SECOND: '1000000',
      ...urls,
      ...(name === 'portal' ? {} : databaseOf(databases[name])),
      MDTF_OIDC_ISSUER: issuer.issuer,
      MDTF_OIDC_AUDIENCE: issuer.audience,
      MDTF_OIDC_JWKS_URL: issuer.jwksUrl,
      MDTF_OIDC_TOKEN_URL: issuer.tokenUrl,
      MDTF_CLIENT_ID: clientOf(name),
      MDTF_CLIENT_SECRET: SECRET,
      ...Object.fromEntries((OPTIONAL_VARIABLES[name] ?? []).map((key) => [key, optional[key] ?? ''])),
      ...shared,
    },
  }));
}

const databaseOf = ({ url, ownerUrl }: ServiceDatabase) => ({
  MDTF_DATABASE_URL: url,
  MDTF_DATABASE_OWNER_URL: ownerUrl,
});
