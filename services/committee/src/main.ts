import { createLogger, runProcess, startService } from '@mdtf/runtime';
import { readConfig } from './config.ts';
import { openCommittee } from './service.ts';

await runProcess({
  log: createLogger({ level: 'error' }),
  start: async () => startService(openCommittee, readConfig()),
});
