import type { Route } from '@mdtf/contracts';
import { z } from 'zod';
import type { Admission } from './expected.ts';

const CANDIDATES = ['nothing-there', '1', 'a'.repeat(64)];

/** A path of a route in a fund: everything else it names is not there, but is named as it would be. */
export function pathIn(route: Route, fund: string): string {
  const shape = route.params instanceof z.ZodObject ? route.params.shape : {};
  return route.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'fundId') return fund;
    const schema = shape[name] as z.ZodType | undefined;
    const options = schema instanceof z.ZodEnum ? schema.options.map(String) : [];
    const fits = [...options, ...CANDIDATES].find((value) => schema?.safeParse(value).success);
    if (fits === undefined) throw new Error(`No value is known for {${name}} of ${route.id}`);
    return fits;
  });
}

/**
 * Asks a route for nothing: a command without its idempotency key and body is admitted or not, and then refused for
 * what it lacks, so that nothing is changed.
 */
export async function ask(origin: string, route: Route, fund: string, token: string | undefined) {
  const response = await fetch(`${origin}${pathIn(route, fund)}`, {
    method: route.method,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });
  const text = await response.text();
  return { status: response.status, admission: admissionOf(response.status, text), text };
}

// A handler may refuse as well, for other reasons: only the gate names the roles that a route needs.
function admissionOf(status: number, text: string): Admission {
  if (status === 401) return 'unauthenticated';
  if (status !== 403) return 'admitted';
  const { detail } = JSON.parse(text) as { readonly detail: string };
  return detail.startsWith('This needs ') ? 'forbidden' : 'admitted';
}
