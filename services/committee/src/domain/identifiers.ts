import type { Aggregate, StateRef } from '@mdtf/domain';
import type {
  Identifier,
  Organisation,
  OrganisationCorrected,
  OrganisationRegistered,
} from './organisation-events.ts';
import { conflict, invalid } from './rejections.ts';

/** Whose an identifier is; the document's id is the identifier. Null: nobody's any more. */
export interface IdentifierHolder {
  readonly organisation: string | null;
}

type Registered = Pick<Organisation, 'identifiers'>;

/** An identifier as one text; letter case does not tell two apart. */
const textOf = ({ scheme, id }: Identifier): string => `${scheme}-${id.toUpperCase()}`;

const textsOf = ({ identifiers = [] }: Registered): readonly string[] => identifiers.map(textOf);

/** The identifiers of the register, each with the organisation it belongs to. */
export const identifierAggregate: Aggregate<
  IdentifierHolder,
  OrganisationRegistered | OrganisationCorrected
> = {
  kind: 'organisation-identifier',
  version: 1,
  concerns: {
    OrganisationRegistered: textsOf,
    OrganisationCorrected: ({ organisation, before }) => [
      ...new Set([...textsOf(organisation), ...textsOf(before)]),
    ],
  },
  evolve(_, event, _meta, id) {
    const now = event.type === 'OrganisationRegistered' ? event.data : event.data.organisation;
    return { organisation: textsOf(now).includes(id) ? now.id : null };
  },
};

/** The documents of an organisation's identifiers. */
export function identifierRefs(organisation: Registered): readonly StateRef[] {
  return textsOf(organisation).map((id) => ({ kind: identifierAggregate.kind, id }));
}

/** What keeps identifiers from being registered: a form that its register does not know, one named twice, or another's. */
export function refuseIdentifiers(
  { id: own, identifiers = [] }: Organisation,
  holderOf: (identifier: string) => IdentifierHolder | undefined,
) {
  const texts = identifiers.map(textOf);
  for (const [at, identifier] of identifiers.entries()) {
    const field = `body.identifiers.${at}`;
    const text = textOf(identifier);
    const form = FORMS[identifier.scheme];
    if (form !== undefined && !form.fits(identifier.id)) {
      return invalid(
        'identifier-malformed',
        'Not an identifier of this register',
        `${identifier.id} is none of ${identifier.scheme}: it takes ${form.words}.`,
        { field: `${field}.id`, params: { scheme: identifier.scheme } },
      );
    }
    if (texts.indexOf(text) < at) {
      return invalid('identifier-named-twice', 'An identifier is named twice', 'Name each identifier once.', {
        field,
      });
    }
    const holder = holderOf(text)?.organisation ?? null;
    if (holder !== null && holder !== own) {
      return conflict(
        'identifier-taken',
        'This identifier is another organisation’s',
        `${text} is registered for ${holder}: use that organisation, or have its registration corrected first.`,
        { field, params: { organisation: holder } },
      );
    }
  }
  return undefined;
}

interface Form {
  readonly words: string;
  fits(id: string): boolean;
}

/** The registers whose ids can be checked by their form alone; an id of another register is taken as given. */
const FORMS: { readonly [scheme: string]: Form } = {
  'XM-DAC': {
    words:
      'a number of up to five digits, with the agency’s after a dash where there is one, such as 47066 or 3-1',
    fits: (id) => /^[1-9]\d{0,4}(-\d{1,3})*$/.test(id),
  },
  'XI-LEI': {
    words: 'twenty letters and digits whose last two check the others, such as 529900T8BM49AURSDO55',
    fits: (id) => /^[0-9A-Z]{18}\d\d$/i.test(id) && modulo97(id.toUpperCase()) === 1,
  },
  'GB-CHC': {
    words: 'a charity number of six or seven digits, with a dash and a number for a linked charity',
    fits: (id) => /^\d{6,7}(-\d{1,3})?$/.test(id),
  },
};

/** ISO 7064 MOD 97-10, letters counted from 10. */
function modulo97(text: string): number {
  const digits = Array.from(text, (sign) => String(Number.parseInt(sign, 36))).join('');
  return Array.from(digits).reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
}
