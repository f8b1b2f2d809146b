import { runProcess, startService } from '@mdtf/runtime';
import { readConfig } from './config.ts';
import { openCommittee } from './service.ts';

await runProcess({ start: async () => startService(openCommittee, readConfig()) });
