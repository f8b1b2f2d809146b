import { join } from 'node:path';
import { startEmbedded } from '@mdtf/postgres';
import type { RebuiltService } from '@mdtf/runtime';
import { openDataFolder } from './data-folder.ts';
import { openServices } from './services.ts';

/** Rebuilds every service from the logs in a data folder on which no system is running; see `OpenService.rebuild`. */
export async function rebuildAllInOne(
  dataFolder: string,
  compareOnly: boolean,
): Promise<readonly RebuiltService[]> {
  const folder = await openDataFolder(dataFolder);
  await using stack = new AsyncDisposableStack();
  const postgres = stack.use(await startEmbedded({ dataDir: join(folder.path, 'postgres') }));
  const services = await openServices(postgres, stack, { subscriptions: false });
  const readers = services.map(({ reader }) => reader);
  const rebuilt: RebuiltService[] = [];
  for (const service of services) rebuilt.push(await service.rebuild(readers, compareOnly));
  return rebuilt;
}
