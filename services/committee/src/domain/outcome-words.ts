import type { Language, Outcome } from '@mdtf/domain';

/** What came of testing a rule, in words for a person. */
export const OUTCOME_WORDS: { readonly [L in Language]: { readonly [O in Outcome]: string } } = {
  en: {
    pass: 'kept',
    warn: 'warning',
    block: 'not kept',
    'needs-waiver': 'needs a waiver',
    waived: 'waived',
    'not-applicable': 'not applicable',
  },
  fr: {
    pass: 'respectée',
    warn: 'avertissement',
    block: 'non respectée',
    'needs-waiver': 'dérogation nécessaire',
    waived: 'dérogation accordée',
    'not-applicable': 'sans objet',
  },
};
