import { runProcess, startService } from '@mdtf/runtime';
import { readConfig } from './config.ts';
import { openProposals } from './service.ts';

await runProcess({ start: async () => startService(openProposals, readConfig()) });
