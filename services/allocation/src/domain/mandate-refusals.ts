import type { Localised, Rejection } from '@mdtf/domain';

/** What a mandate states at least, and the proposal it is made of does not. */
export function missing(what: Localised, field: string): Rejection {
  return {
    code: 'mandate-incomplete',
    category: 'refused',
    title: { en: 'The mandate is not complete', fr: 'Le mandat n’est pas complet' },
    detail: {
      en: `The mandate states its ${what.en}, and the proposal does not: give it here.`,
      fr: `Le mandat énonce ${what.fr}, ce que la proposition ne fait pas : indiquez-le ici.`,
    },
    field,
  };
}

/** A mandate's days are the wrong way round. */
export const endsBeforeItStarts: Rejection = {
  code: 'ends-before-it-starts',
  category: 'refused',
  title: { en: 'The mandate ends before it starts', fr: 'Le mandat finit avant de commencer' },
  detail: {
    en: 'The last day of a mandate is not before its first.',
    fr: 'Le dernier jour d’un mandat ne précède pas le premier.',
  },
  field: 'body.endDate',
};

/** The decision that gave its money was revoked before the offer was accepted. */
export function offerWithdrawn(mandateId: string, allocationId: string): Rejection {
  return {
    code: 'mandate-withdrawn',
    category: 'conflict',
    title: { en: 'The offer is withdrawn', fr: 'L’offre est retirée' },
    detail: {
      en: `The committee revoked decision ${allocationId}: mandate ${mandateId} is no longer offered.`,
      fr: `Le comité a révoqué la décision ${allocationId} : le mandat ${mandateId} n’est plus proposé.`,
    },
  };
}
