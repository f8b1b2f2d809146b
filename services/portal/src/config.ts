import {
  type ListenSettings,
  readEnvironment,
  readIdentity,
  readListening,
  readServiceUrl,
  type ServiceIdentityOptions,
} from '@mdtf/runtime';
import { OWNERS, type Owner } from './owners.ts';

/** How the portal runs as a process of its own, in front of the services. */
export interface PortalSettings extends ListenSettings {
  readonly services: Readonly<Record<Owner, string>>;
  readonly identity: ServiceIdentityOptions;
}

/** The settings from the environment; throws ConfigurationError naming all that is wrong. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): PortalSettings {
  const reader = readEnvironment(environment);
  const urls = OWNERS.map((owner) => [owner, readServiceUrl(owner, reader)]);
  const settings: PortalSettings = {
    ...readListening('portal', reader),
    services: Object.fromEntries(urls),
    identity: readIdentity(reader),
  };
  reader.done();
  return settings;
}
