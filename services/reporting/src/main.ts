import { runProcess, startService } from '@mdtf/runtime';
import { readConfig } from './config.ts';
import { openReporting } from './service.ts';

await runProcess({ start: async () => startService(openReporting, readConfig()) });
