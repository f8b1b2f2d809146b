import type { Route } from '@mdtf/contracts';
import { z } from 'zod';
import type { Admission } from './expected.ts';

const CANDIDATES = ['nothing-there', '1', 'a'.repeat(64)];

type Parameters = Readonly<Record<string, string>>;

/** A path of a route in a fund: everything else it names is not there, but is named as it would be. */
export function pathIn(route: Route, fund: string, given: Parameters = {}): string {
  return route.path.replace(
    /\{(\w+)\}/g,
    (_, name: string) => given[name] ?? (valuesOf(route, name, fund)[0] as string),
  );
}

/** Every way to name a route's parameters in a fund: where one is of a few values, each of them. */
export function parametersOf(route: Route, fund: string): readonly Parameters[] {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? []);
  return names.reduce<readonly Parameters[]>(
    (ways, name) =>
      ways.flatMap((way) => valuesOf(route, name, fund).map((value) => ({ ...way, [name]: value }))),
    [{}],
  );
}

function valuesOf(route: Route, name: string, fund: string): readonly string[] {
  if (name === 'fundId') return [fund];
  const schema = (route.params instanceof z.ZodObject ? route.params.shape : {})[name] as
    | z.ZodType
    | undefined;
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  const fits = CANDIDATES.find((value) => schema?.safeParse(value).success);
  if (fits === undefined) throw new Error(`No value is known for {${name}} of ${route.id}`);
  return [fits];
}

/**
 * Asks a route for nothing: a command without its idempotency key and body is admitted or not, and then refused for
 * what it lacks, so that nothing is changed.
 */
export async function ask(
  origin: string,
  route: Route,
  fund: string,
  token: string | undefined,
  given: Parameters = {},
) {
  const response = await fetch(`${origin}${pathIn(route, fund, given)}`, {
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
