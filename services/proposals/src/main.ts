import { createLogger, runProcess, startService } from '@mdtf/runtime';
import { readConfig } from './config.ts';
import { openProposals } from './service.ts';

await runProcess({
  log: createLogger({ level: 'error' }),
  start: async () => {
    const { settings, scanner } = readConfig();
    return startService((options) => openProposals({ ...options, scanner }), settings);
  },
});
