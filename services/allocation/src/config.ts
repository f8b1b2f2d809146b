import { readServiceSettings, type ServiceSettings } from '@mdtf/runtime';

/** How the allocation service runs as a process of its own: what the environment says, and whose logs it follows. */
export const readConfig = (environment: NodeJS.ProcessEnv = process.env): ServiceSettings =>
  readServiceSettings('allocation', ['committee', 'proposals', 'reporting'], environment);
