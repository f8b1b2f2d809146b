import { readServiceSettings, type ServiceSettings } from '@mdtf/runtime';

/** How the committee service runs as a process of its own: what the environment says, and whose logs it follows. */
export const readConfig = (environment: NodeJS.ProcessEnv = process.env): ServiceSettings =>
  readServiceSettings('committee', ['proposals', 'allocation', 'reporting'], environment);
