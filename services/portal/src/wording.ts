import { languageFor } from '@mdtf/runtime';

/** The languages of the pages. */
export type Language = 'en' | 'fr';

const WORDS = {
  title: { en: 'Multi-donor trust funds', fr: 'Fonds fiduciaires multidonateurs' },
  lead: {
    en: 'Donors pool money, partners propose projects, an oversight committee decides, and every figure can be opened down to the entries behind it.',
    fr: 'Les donateurs mettent des moyens en commun, les partenaires proposent des projets, un comité de surveillance décide, et chaque chiffre s’ouvre jusqu’aux écritures qui le fondent.',
  },
  funds: { en: 'Funds that publish', fr: 'Fonds qui publient' },
  noFunds: { en: 'No fund publishes its figures yet.', fr: 'Aucun fonds ne publie encore ses chiffres.' },
  fund: { en: 'Fund', fr: 'Fonds' },
  agreed: { en: 'Agreed', fr: 'Convenu' },
  deposited: { en: 'Deposited', fr: 'Déposé' },
  allocated: { en: 'Allocated', fr: 'Alloué' },
  transferred: { en: 'Transferred', fr: 'Versé' },
  spent: { en: 'Spent, as reported', fr: 'Dépensé, selon rapports' },
  activities: { en: 'Activities', fr: 'Activités' },
  decisions: { en: 'Decisions', fr: 'Décisions' },
  lastRecorded: { en: 'Last recorded', fr: 'Dernière écriture' },
  reports: { en: 'Reports', fr: 'Rapports' },
  data: { en: 'Open data across funds', fr: 'Données ouvertes de tous les fonds' },
  build: { en: 'For programs', fr: 'Pour les programmes' },
  documentation: { en: 'Interface documentation', fr: 'Documentation de l’interface' },
  openapi: { en: 'OpenAPI 3.1 document', fr: 'Document OpenAPI 3.1' },
  unavailable: {
    en: 'The figures cannot be read at the moment; the pages below still work.',
    fr: 'Les chiffres ne peuvent être lus pour le moment ; les pages ci-dessous restent accessibles.',
  },
  otherLanguage: { en: 'Français', fr: 'English' },
} as const;

/** The words of the pages in one language, from one source. */
export const wordsIn = (language: Language): { readonly [K in keyof typeof WORDS]: string } =>
  Object.fromEntries(Object.entries(WORDS).map(([key, texts]) => [key, texts[language]])) as {
    [K in keyof typeof WORDS]: string;
  };

/** The language asked for: `?lang=` wins, then Accept-Language. */
export function languageOf(query: string | undefined, acceptLanguage: string | undefined): Language {
  return query === 'fr' || query === 'en' ? query : languageFor(acceptLanguage);
}
