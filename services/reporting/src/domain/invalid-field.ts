import type { Rejection } from '@mdtf/domain';

/** A part of the body that says something impossible. */
export function invalidField(code: string, field: string, detail: string): Rejection {
  return { code, category: 'invalid', title: 'The report does not hold together', detail, field };
}
