import { instant, provenance as provenanceSchema } from '@mdtf/contracts';
import type { Actor, FieldFault, Instant, Provenance } from '@mdtf/domain';
import { parseJson } from './json-body.ts';
import { forbidden, invalid, invalidField, type Refusal } from './refusal.ts';
import { validatePart } from './validation.ts';

/** Who may record something as of an earlier time. */
export const MAY_BACK_DATE: readonly string[] = ['secretariat', 'treasurer', 'admin'];

/** When it happened, where that is earlier than now, and where the record comes from. */
export interface BackDating {
  readonly time?: Instant;
  readonly provenance?: Provenance;
}

/** As given by a caller: headers, or members of a bulk item; the provenance is JSON already parsed. */
export interface GivenBackDating {
  readonly time: string | undefined;
  readonly provenance: unknown;
}

const NOT_BACK_DATED: BackDating = Object.freeze({});

/** Checks an earlier time and its provenance, and that the actor may give them; a time needs a provenance. */
export function checkBackDating(given: GivenBackDating, actor: Actor): BackDating | Refusal {
  const { time, provenance } = given;
  if (time === undefined && provenance === undefined) return NOT_BACK_DATED;
  if (!actor.roles.some((role) => MAY_BACK_DATE.includes(role))) {
    return forbidden(NOT_YOURS);
  }
  const errors: FieldFault[] = [];
  if (time !== undefined) validatePart(instant, time, TIME, errors);
  validatePart(provenanceSchema, provenance, PROVENANCE, errors);
  if (errors.length > 0) return invalid(errors);
  const source = provenance as Provenance;
  return time === undefined
    ? { provenance: source }
    : { time: new Date(time).toISOString(), provenance: source };
}

/** The JSON of a provenance header, which Node hands over as Latin-1. */
export function decodeProvenance(header: string | undefined): { readonly value: unknown } | Refusal {
  if (header === undefined) return { value: undefined };
  const parsed = parseJson(Buffer.from(header, 'latin1'));
  return parsed.ok ? { value: parsed.value } : invalidField(PROVENANCE, parsed.reason);
}

const NOT_YOURS = {
  en: `Only ${MAY_BACK_DATE.join(', ')} may record with an earlier time or a provenance.`,
  fr: `Seuls ${MAY_BACK_DATE.join(', ')} peuvent enregistrer avec une date antérieure ou une provenance.`,
};

const TIME = 'header.mdtf-time';
const PROVENANCE = 'header.mdtf-provenance';
