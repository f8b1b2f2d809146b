import { hash } from 'node:crypto';
import { canonicalJson } from '@mdtf/fund-log';

/** What a command asked, as the hexadecimal SHA-256 of method, path and canonical body: the same however the body was spelt. */
export function fingerprintOf(method: string, path: string, body: unknown): string {
  return hash('sha256', `${method}\n${path}\n${body === undefined ? '' : canonicalJson(body)}`);
}
