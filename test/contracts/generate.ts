import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ALL_EVENTS, ALL_ROUTES, buildAsyncApi, buildOpenApi, eventSchema } from '@mdtf/contracts';
import { accessDocument } from './access-document.ts';
import { rulesDocument } from './rules-document.ts';

const INFO = {
  title: 'mdtf: multi-donor trust funds',
  version: '1',
  description: 'Proposals, committee, allocation and reporting of multi-donor trust funds.',
};

/** Every published document of the interfaces by its path below docs/api. */
function documents(): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>([
    ['openapi.json', buildOpenApi(ALL_ROUTES, INFO)],
    ['asyncapi.json', buildAsyncApi(ALL_EVENTS, INFO)],
    ...ALL_EVENTS.map((event): [string, unknown] => [
      `events/${event.service}/${event.wireType}.json`,
      eventSchema(event),
    ]),
  ]);
}

const { values } = parseArgs({ options: { out: { type: 'string' } } });
const folder = values.out ?? join(import.meta.dirname, '..', '..', 'docs');
await rm(join(folder, 'api'), { recursive: true, force: true });
for (const [path, document] of documents()) {
  const file = join(folder, 'api', path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(document, null, 2)}\n`);
}
await writeFile(join(folder, 'api', 'access.md'), accessDocument());
await writeFile(join(folder, 'rules.md'), rulesDocument());
