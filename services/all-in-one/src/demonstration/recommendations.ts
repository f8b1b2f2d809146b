const MEETING = 'First meeting of the Forum, Brussels';
const DATE = '2007-07-11';

/** Recommendations of the Forum that the proposals of the demonstration answer to. */
export const recommendations = [
  {
    id: 'rec-data',
    session: '3.1',
    text: {
      en: 'Improve data on migration and its links with development, disaggregated and comparable.',
      fr: 'Améliorer les données sur la migration et ses liens avec le développement, ventilées et comparables.',
    },
  },
  {
    id: 'rec-coherence',
    session: '3.2',
    text: {
      en: 'Bring migration into development planning and make policies coherent.',
      fr: 'Intégrer la migration dans la planification du développement et rendre les politiques cohérentes.',
    },
  },
  {
    id: 'rec-frameworks',
    session: '1.2',
    text: {
      en: 'Make regulatory frameworks on labour mobility easy to find.',
      fr: 'Faciliter l’accès aux cadres réglementaires de la mobilité de la main-d’œuvre.',
    },
  },
  {
    id: 'rec-remittances',
    session: '2.1',
    text: {
      en: 'Lower the cost of remittances through transparency.',
      fr: 'Réduire le coût des envois de fonds par la transparence.',
    },
  },
  {
    id: 'rec-marketplace',
    session: '1.3',
    text: {
      en: 'Support pilot partnerships on the recruitment of health workers born at the Marketplace.',
      fr: 'Soutenir les partenariats pilotes de la Place du marché sur le recrutement des personnels de santé.',
    },
  },
  {
    id: 'rec-diaspora',
    session: '2.3',
    text: {
      en: 'Engage diasporas in the development of countries of origin.',
      fr: 'Associer les diasporas au développement des pays d’origine.',
    },
  },
].map((r) => ({ ...r, meeting: MEETING, date: DATE }));
