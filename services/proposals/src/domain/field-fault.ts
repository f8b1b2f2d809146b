import type { FieldFault, Localised } from '@mdtf/domain';

/** A field of the content at fault, and what to do about it in both languages. */
export const fault = (field: string, en: string, fr: string): FieldFault => ({
  field,
  message: { en, fr },
});

/** A field of the content that is not there, and what it is for. */
export const required = (field: string, why?: Localised): FieldFault =>
  fault(
    field,
    `is required${why === undefined ? '' : `: ${why.en}`}`,
    `est obligatoire${why === undefined ? '' : ` : ${why.fr}`}`,
  );
