import { createLogger, runProcess, startService } from '@mdtf/runtime';
import { readConfig } from './config.ts';
import { openReporting } from './service.ts';

await runProcess({
  log: createLogger({ level: 'error' }),
  start: async () => {
    const { notices, ...settings } = readConfig();
    return startService((options) => openReporting({ ...options, notices }), settings);
  },
});
