import type { KnownOrganisation, Localised, ProposalKind } from '@mdtf/domain';
import type { ProposalContent } from './content.ts';
import type { FormPart } from './form.ts';

/** What a kind of proposal may be led by, where it stands, and what it must contain. */
export interface KindTerms {
  /** Named in refusals. */
  /** With its article. */
  readonly name: Localised;
  /** Whose hand submits it. */
  readonly submittedBy: 'partner' | 'secretariat';
  /** Types of organisation that may lead it, besides being registered as a partner; null: any. */
  readonly leads: readonly string[] | null;
  /** Whether an organisation may lead it whose registration tells no type. */
  readonly untyped: boolean;
  /** False: outside calls and windows, and without a concept note. */
  readonly placed: boolean;
  /** What a full proposal contains whatever a call's form asks. */
  readonly contains: readonly KindPart[];
}

/** A part that a form may ask for, or one that a kind has of its own. */
export type KindPart = FormPart | 'marketplace';

/** Without these nothing can be decided, mandated or paid. */
const EVERY_PROPOSAL = ['mandate', 'countries', 'dates', 'budget', 'financing', 'results'] as const;

/** Every kind of proposal; the one place that says who may lead it and what it contains. */
export const KINDS: { readonly [K in ProposalKind]: KindTerms } = {
  // Those with means, will and recognised know-how; what governments, companies and associations ask has kinds of its own.
  project: {
    name: { en: 'a project of a partner', fr: 'un projet de partenaire' },
    submittedBy: 'partner',
    leads: ['international', 'foundation', 'bank', 'other'],
    untyped: true,
    placed: true,
    contains: EVERY_PROPOSAL,
  },
  'assistance-request': {
    name: { en: 'a request for technical assistance', fr: 'une demande d’assistance technique' },
    submittedBy: 'partner',
    leads: ['government'],
    untyped: false,
    placed: true,
    contains: EVERY_PROPOSAL,
  },
  'private-sector': {
    name: { en: 'a proposal of the private sector', fr: 'une proposition du secteur privé' },
    submittedBy: 'partner',
    leads: ['private'],
    untyped: false,
    placed: true,
    contains: EVERY_PROPOSAL,
  },
  'non-governmental': {
    name: {
      en: 'a proposal of a non-governmental body',
      fr: 'une proposition d’un organisme non gouvernemental',
    },
    submittedBy: 'partner',
    leads: ['non-governmental', 'national-non-governmental', 'foundation'],
    untyped: false,
    placed: true,
    contains: EVERY_PROPOSAL,
  },
  // Born of whoever met there.
  marketplace: {
    name: { en: 'a Marketplace partnership', fr: 'un partenariat de la Place du marché' },
    submittedBy: 'partner',
    leads: null,
    untyped: true,
    placed: true,
    contains: [...EVERY_PROPOSAL, 'marketplace'],
  },
  'secretariat-budget': {
    name: { en: 'a budget of the secretariat', fr: 'un budget du secrétariat' },
    submittedBy: 'secretariat',
    leads: null,
    untyped: true,
    placed: false,
    contains: EVERY_PROPOSAL,
  },
};

/** What a full proposal contains, by its kind and by being a pilot. */
export function partsOfKind({ kind, pilot }: Pick<ProposalContent, 'kind' | 'pilot'>): readonly KindPart[] {
  const { contains } = KINDS[kind];
  return pilot ? [...contains, 'evaluation'] : contains;
}

/** Why an organisation may not lead a kind of proposal, and which kinds it may; undefined when it may. */
export function whyNotLead(kind: ProposalKind, { kinds, type }: KnownOrganisation): Localised | undefined {
  const { leads, untyped, name } = KINDS[kind];
  // A government may leave it to a partner to carry out what it asks for.
  if (kind !== 'assistance-request' && !kinds.includes('partner')) return MUST_BE_PARTNER;
  if (leads === null || (type === undefined ? untyped : leads.includes(type))) return undefined;
  const allowed = {
    en: `${name.en} is led by an organisation of the type ${leads.join(' or ')}`,
    fr: `${name.fr} est mené par une organisation du type ${leads.join(' ou ')}`,
  };
  if (type === undefined)
    return {
      en: `${allowed.en}; its registration tells no type: have it registered`,
      fr: `${allowed.fr} ; son enregistrement n’indique aucun type : faites-le enregistrer`,
    };
  const kindsOpen = kindsFor(type).join(', ');
  return {
    en: `${allowed.en}, not ${type}; an organisation of this type may lead: ${kindsOpen}`,
    fr: `${allowed.fr}, non ${type} ; une organisation de ce type peut mener : ${kindsOpen}`,
  };
}

/** Who carries out a project is registered as one who does. */
export const MUST_BE_PARTNER = {
  en: 'must be an organisation registered as a partner',
  fr: 'doit être une organisation enregistrée comme partenaire',
};

function kindsFor(type: string): readonly string[] {
  return Object.entries(KINDS)
    .filter(([, { submittedBy, leads }]) => submittedBy === 'partner' && (leads?.includes(type) ?? true))
    .map(([kind]) => kind);
}
