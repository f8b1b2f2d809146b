import { runProcess } from '@mdtf/runtime';
import { readConfig } from './config.ts';
import { startPortal } from './portal.ts';

await runProcess({ start: async () => startPortal(readConfig()) });
