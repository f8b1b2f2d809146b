import type { Aggregate, Localised, StateRef } from '@mdtf/domain';
import { conflict, invalid } from '../rejections.ts';
import type {
  Identifier,
  Organisation,
  OrganisationCorrected,
  OrganisationRegistered,
} from './organisation-events.ts';

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
        { en: 'Not an identifier of this register', fr: 'Pas un identifiant de ce registre' },
        {
          en: `${identifier.id} is none of ${identifier.scheme}: it takes ${form.words.en}.`,
          fr: `${identifier.id} n’en est pas un de ${identifier.scheme} : il y faut ${form.words.fr}.`,
        },
        { field: `${field}.id`, params: { scheme: identifier.scheme } },
      );
    }
    if (texts.indexOf(text) < at) {
      return invalid(
        'identifier-named-twice',
        { en: 'An identifier is named twice', fr: 'Un identifiant est nommé deux fois' },
        { en: 'Name each identifier once.', fr: 'Nommez chaque identifiant une fois.' },
        {
          field,
        },
      );
    }
    const holder = holderOf(text)?.organisation ?? null;
    if (holder !== null && holder !== own) {
      return conflict(
        'identifier-taken',
        {
          en: 'This identifier is another organisation’s',
          fr: 'Cet identifiant est celui d’une autre organisation',
        },
        {
          en: `${text} is registered for ${holder}: use that organisation, or have its registration corrected first.`,
          fr: `${text} est enregistré pour ${holder} : utilisez cette organisation, ou faites d’abord corriger son enregistrement.`,
        },
        { field, params: { organisation: holder } },
      );
    }
  }
  return undefined;
}

interface Form {
  readonly words: Localised;
  fits(id: string): boolean;
}

/** The registers whose ids can be checked by their form alone; an id of another register is taken as given. */
const FORMS: { readonly [scheme: string]: Form } = {
  'XM-DAC': {
    words: {
      en: 'a number of up to five digits, with the agency’s after a dash where there is one, such as 47066 or 3-1',
      fr: 'un nombre de cinq chiffres au plus, suivi d’un tiret et de celui de l’agence s’il y en a un, par exemple 47066 ou 3-1',
    },
    fits: (id) => /^[1-9]\d{0,4}(-\d{1,3})*$/.test(id),
  },
  'XI-LEI': {
    words: {
      en: 'twenty letters and digits whose last two check the others, such as 529900T8BM49AURSDO55',
      fr: 'vingt lettres et chiffres dont les deux derniers contrôlent les autres, par exemple 529900T8BM49AURSDO55',
    },
    fits: (id) => /^[0-9A-Z]{18}\d\d$/i.test(id) && modulo97(id.toUpperCase()) === 1,
  },
  'GB-CHC': {
    words: {
      en: 'a charity number of six or seven digits, with a dash and a number for a linked charity',
      fr: 'un numéro de six ou sept chiffres, avec un tiret et un numéro pour une association liée',
    },
    fits: (id) => /^\d{6,7}(-\d{1,3})?$/.test(id),
  },
};

/** ISO 7064 MOD 97-10, letters counted from 10. */
function modulo97(text: string): number {
  const digits = Array.from(text, (sign) => String(Number.parseInt(sign, 36))).join('');
  return Array.from(digits).reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
}
