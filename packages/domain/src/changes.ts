type Value = string | number | boolean;

/** One value that differs between two versions of a thing; null where one does not have it. */
export interface Change {
  /** Dotted; things with an id are named by it, others by their number in the list, plain values by what they are. */
  readonly path: string;
  readonly before: Value | null;
  readonly after: Value | null;
}

/** What is said differently, in the order of the paths; the order within lists of plain values and of things with ids is no difference. */
export function changesBetween(before: object, after: object): readonly Change[] {
  const old = new Map(leaves(before, ''));
  const now = new Map(leaves(after, ''));
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((path) => old.get(path) !== now.get(path))
    .sort((a, b) => (a < b ? -1 : 1))
    .map((path) => ({ path, before: old.get(path) ?? null, after: now.get(path) ?? null }));
}

function leaves(value: unknown, path: string): readonly (readonly [string, Value])[] {
  if (value === undefined || value === null) return [];
  const under = (name: string) => (path === '' ? name : `${path}.${name}`);
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, at) => {
      if (typeof item !== 'object' || item === null) return [[under(String(item)), true] as const];
      const { id, ...rest } = item as { readonly id?: unknown };
      if (typeof id !== 'string') return leaves(item, under(String(at)));
      // A thing of which nothing but its id is known is there all the same.
      return [[under(`${id}.id`), id] as const, ...leaves(rest, under(id))];
    });
  }
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([name, part]) => leaves(part, under(name)));
  return [[path, value as Value]];
}
