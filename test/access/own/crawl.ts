import { ALL_ROUTES, type Route } from '@mdtf/contracts';
import { z } from 'zod';
import { params as fund } from './things.ts';

/** Ids that nobody owns, by the name of the parameter. */
const COMMON: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(Object.entries(fund).map(([name, value]) => [name, [value]])),
  callId: ['call'],
  agendaItemId: ['vote', 'interest'],
  sessionId: ['session'],
  nonObjectionId: ['answer', 'recusal'],
};

/** Every address that can be read without naming a thing that is somebody's own: lists, reports, logs, what is common. */
export function commonAddresses(): readonly string[] {
  return ALL_ROUTES.filter(({ method }) => method === 'GET').flatMap(addressesOf);
}

function addressesOf(route: Route): readonly string[] {
  const shape = route.params instanceof z.ZodObject ? route.params.shape : {};
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? []);
  const filled = names.reduce<readonly string[]>(
    (paths, name) => {
      const schema: unknown = shape[name];
      const values = schema instanceof z.ZodEnum ? schema.options.map(String) : (COMMON[name] ?? []);
      return paths.flatMap((path) => values.map((value) => path.replace(`{${name}}`, value)));
    },
    [route.path],
  );
  const takesLimit = route.query instanceof z.ZodObject && 'limit' in route.query.shape;
  return filled.map((path) => (takesLimit ? `${path}?limit=500` : path));
}
