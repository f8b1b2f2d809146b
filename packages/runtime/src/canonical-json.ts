import { hash } from 'node:crypto';

/** The one text of a JSON value whatever the order of its keys (RFC 8785); the value's depth is bounded where it was parsed. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) {
    let text = '[';
    for (let i = 0; i < value.length; i++) text += (i === 0 ? '' : ',') + canonicalJson(value[i]);
    return `${text}]`;
  }
  const members = value as Record<string, unknown>;
  let text = '{';
  for (const key of Object.keys(members).sort()) {
    const member = members[key];
    if (member === undefined) continue;
    text += `${text.length === 1 ? '' : ','}${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `${text}}`;
}

/** What a command asked, as the hexadecimal SHA-256 of method, path and canonical body. */
export function fingerprintOf(method: string, path: string, body: unknown): string {
  return hash('sha256', `${method}\n${path}\n${canonicalJson(body)}`);
}
