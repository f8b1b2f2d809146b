import { hash } from 'node:crypto';
import { canonicalJson } from '@mdtf/fund-log';

/** The SHA-256 of a JSON value as canonical JSON (RFC 8785), in lower-case hexadecimal: the same for the same content. */
export function canonicalSha256(value: unknown): string {
  return hash('sha256', canonicalJson(value));
}
