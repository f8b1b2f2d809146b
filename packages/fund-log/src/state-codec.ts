const BIGINT = /^-?\d+n$/;
const BIGINT_OR_ESCAPED = /^-?\d+n+$/;

/**
 * The JSON text under which a state is stored: a bigint is its decimal text and an `n` ("-250n"); a text that looks like
 * that gets one `n` more. Throws TypeError for what would come back as something else, such as a Date or a Map.
 */
export function encodeState(state: unknown): string {
  return JSON.stringify(prepared(state));
}

/** The inverse of `encodeState`. */
export function decodeState(text: string): unknown {
  return restored(JSON.parse(text));
}

/** The value itself where JSON can say it, a copy only where it cannot. */
function prepared(value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'string')
    return value.endsWith('n') && BIGINT_OR_ESCAPED.test(value) ? `${value}n` : value;
  if (typeof value === 'function' || typeof value === 'symbol')
    throw new TypeError(`A ${typeof value} is no state`);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return preparedArray(value);
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new TypeError('Only plain objects are states');
  return preparedObject(value as Record<string, unknown>);
}

function preparedArray(array: readonly unknown[]): readonly unknown[] {
  const items = array.map(prepared);
  return items.some((item, at) => item !== array[at]) ? items : array;
}

function preparedObject(object: Record<string, unknown>): Record<string, unknown> {
  let copy: Record<string, unknown> | undefined;
  for (const key in object) {
    const value = prepared(object[key]);
    if (value === object[key]) continue;
    copy ??= { ...object };
    copy[key] = value;
  }
  return copy ?? object;
}

function restored(value: unknown): unknown {
  if (typeof value === 'string') {
    if (!value.endsWith('n') || !BIGINT_OR_ESCAPED.test(value)) return value;
    return BIGINT.test(value) ? BigInt(value.slice(0, -1)) : value.slice(0, -1);
  }
  if (typeof value !== 'object' || value === null) return value;
  // Fresh from JSON.parse, so nobody else holds it.
  const parent = value as Record<string, unknown>;
  for (const key of Object.keys(parent)) {
    const child = parent[key];
    if (typeof child === 'string' || typeof child === 'object') parent[key] = restored(child);
  }
  return value;
}
