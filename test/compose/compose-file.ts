import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** One service of docker-compose.yml, in one form where the file allows several. */
export interface ComposeService {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly user?: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** By the service that is waited for: what is waited for. */
  readonly dependsOn: Readonly<
    Record<string, 'service_started' | 'service_healthy' | 'service_completed_successfully'>
  >;
  /** `127.0.0.1:8080:8080`. */
  readonly ports: readonly string[];
  /** `source:target[:ro]`. */
  readonly volumes: readonly string[];
  readonly healthcheck?: readonly string[];
  readonly stopGracePeriod?: string;
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: readonly string[];
}

/** The repository's root. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Reads docker-compose.yml, anchors and merges resolved. */
export function readComposeFile(): ComposeFile {
  const file = parse(readFileSync(`${ROOT}docker-compose.yml`, 'utf8'), { merge: true });
  const services = Object.entries(file.services as Record<string, Raw>).map(([name, raw]) => [
    name,
    serviceOf(raw),
  ]);
  return { services: Object.fromEntries(services), volumes: Object.keys(file.volumes) };
}

/** Whether a service is one of ours, made of the repository's own image. */
export const isOurs = ({ build }: ComposeService): boolean => build !== undefined;

interface Raw {
  readonly image: string;
  readonly build?: ComposeService['build'];
  readonly user?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number | boolean>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: ComposeService['dependsOn'][string] }>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly stop_grace_period?: string;
}

function serviceOf(raw: Raw): ComposeService {
  const { image, build, user, command = [], environment = {}, ports = [], volumes = [] } = raw;
  const dependsOn = Object.entries(raw.depends_on ?? {}).map(([name, { condition }]) => [name, condition]);
  return {
    image,
    command,
    ports,
    volumes,
    ...(build !== undefined && { build }),
    ...(user !== undefined && { user }),
    environment: Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, String(value)])),
    dependsOn: Object.fromEntries(dependsOn),
    ...(raw.healthcheck?.test !== undefined && { healthcheck: raw.healthcheck.test }),
    ...(raw.stop_grace_period !== undefined && { stopGracePeriod: raw.stop_grace_period }),
  };
}
