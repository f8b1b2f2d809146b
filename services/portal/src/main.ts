import { createLogger, runProcess } from '@mdtf/runtime';
import { readConfig } from './config.ts';
import { startPortal } from './portal.ts';

await runProcess({ log: createLogger({ level: 'error' }), start: async () => startPortal(readConfig()) });
