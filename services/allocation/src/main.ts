import { runProcess, startService } from '@mdtf/runtime';
import { readConfig } from './config.ts';
import { openAllocation } from './service.ts';

await runProcess({ start: async () => startService(openAllocation, readConfig()) });
