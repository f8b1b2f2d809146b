/** Throws an error that carries both values (so a test runner shows the difference) unless they are equal in content. */
export function assertEqual(actual: unknown, expected: unknown, message: string): void {
  if (canonical(actual) === canonical(expected)) return;
  throw Object.assign(
    new Error(`${message}\nexpected ${canonical(expected)}\nactual   ${canonical(actual)}`),
    {
      actual,
      expected,
    },
  );
}

/** Throws when a value could not go over the wire as it is: bigint, undefined, a float that is no number, a class. */
export function assertJsonSafe(value: unknown, path: string): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number' && Number.isFinite(value)) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) assertJsonSafe(item, `${path}[${index}]`);
    return;
  }
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
    throw new Error(`${path} is ${typeof value}, not JSON`);
  for (const [key, item] of Object.entries(value)) assertJsonSafe(item, `${path}.${key}`);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => {
    if (typeof item === 'bigint') return `${item}n`;
    if (item instanceof Map) return [...item.entries()].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    if (item instanceof Set) return [...item].map(String).sort();
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
