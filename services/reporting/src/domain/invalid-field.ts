import type { Localised, Rejection } from '@mdtf/domain';

/** A part of the body that says something impossible. */
export function invalidField(code: string, field: string, detail: Localised): Rejection {
  return {
    code,
    category: 'invalid',
    title: { en: 'The report does not hold together', fr: 'Le rapport ne se tient pas' },
    detail,
    field,
  };
}
