/**
 * The one JSON text of a value, RFC 8785: keys in order of their UTF-16 code units, no spaces, numbers as ECMAScript
 * prints them. Members that are undefined are left out. Throws TypeError for what JSON cannot say exactly.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw new TypeError('A lone surrogate has no canonical JSON');
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} has no canonical JSON`);
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? `[${value.map(canonicalJson).join(',')}]` : canonicalObject(value);
    default:
      throw new TypeError(`A ${typeof value} has no canonical JSON`);
  }
}

function canonicalObject(object: object): string {
  const members = Object.entries(object).filter(([, member]) => member !== undefined);
  // The default order compares UTF-16 code units, which is the one the standard asks for.
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${canonicalJson(key)}:${canonicalJson(member)}`).join(',')}}`;
}
