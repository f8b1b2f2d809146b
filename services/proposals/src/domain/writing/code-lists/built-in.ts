import type { CodeList } from '../code-list.ts';
import sdgTargets from './sdg-targets.json' with { type: 'json' };

/** What the resolution that convened the Dialogue set for its four round tables, counted as six elements. */
const thematicElements: CodeList = {
  list: 'thematic-elements',
  version: '2006',
  title: {
    en: 'Thematic elements of the High-level Dialogue’s round tables',
    fr: 'Éléments thématiques des tables rondes du Dialogue de haut niveau',
  },
  source:
    'United Nations General Assembly, resolution 60/227 (2005): the themes of the four round tables of the High-level ' +
    'Dialogue on International Migration and Development, 2006; set out as six elements and worded in short here',
  agreedOn: '2005-12-23',
  use: 'classification',
  choose: 'many',
  codes: [
    {
      code: 'development',
      label: {
        en: 'Effects of international migration on economic and social development',
        fr: 'Effets des migrations internationales sur le développement économique et social',
      },
    },
    {
      code: 'rights',
      label: {
        en: 'Respect for and protection of the human rights of all migrants',
        fr: 'Respect et protection des droits de l’homme de tous les migrants',
      },
    },
    {
      code: 'smuggling-trafficking',
      label: {
        en: 'Preventing and combating smuggling of migrants and trafficking in persons',
        fr: 'Prévention et répression du trafic de migrants et de la traite des personnes',
      },
    },
    {
      code: 'remittances',
      label: {
        en: 'Multidimensional aspects of international migration and development, including remittances',
        fr: 'Aspects multidimensionnels des migrations internationales et du développement, y compris les envois de fonds',
      },
    },
    {
      code: 'partnerships-capacity',
      label: {
        en: 'Building of partnerships and capacity-building',
        fr: 'Établissement de partenariats et renforcement des capacités',
      },
    },
    {
      code: 'best-practices',
      label: {
        en: 'Sharing of best practices at all levels, bilateral and regional included',
        fr: 'Échange de pratiques optimales à tous les niveaux, y compris bilatéral et régional',
      },
    },
  ],
};

const areasOfAction: CodeList = {
  list: 'areas-of-action',
  version: '2007',
  title: { en: 'Areas of action', fr: 'Domaines d’action' },
  source:
    'International Organization for Migration, SCPF/13 (2007), annex: the two areas of action of the proposed ' +
    'partnership; worded in short here',
  use: 'classification',
  choose: 'many',
  codes: [
    {
      code: 'information',
      label: {
        en: 'Information sources, research and analysis',
        fr: 'Sources d’information, recherche et analyse',
      },
    },
    { code: 'capacity', label: { en: 'Capacity building', fr: 'Renforcement des capacités' } },
  ],
};

const genderMarker: CodeList = {
  list: 'gender-marker',
  version: '2016',
  title: { en: 'Gender equality policy marker', fr: 'Marqueur politique d’égalité femmes-hommes' },
  source: 'OECD Development Assistance Committee, gender equality policy marker; handbook of 2016',
  use: 'classification',
  choose: 'one',
  codes: [
    { code: '0', label: { en: 'Not targeted', fr: 'Non orienté' } },
    { code: '1', label: { en: 'Significant objective', fr: 'Objectif significatif' } },
    { code: '2', label: { en: 'Principal objective', fr: 'Objectif principal' } },
  ],
};

const governanceDimensions: CodeList = {
  list: 'migration-governance',
  version: '2015',
  title: {
    en: 'Dimensions of migration governance',
    fr: 'Dimensions de la gouvernance des migrations',
  },
  source:
    'International Organization for Migration, Migration Governance Framework (2015), and the Migration Governance ' +
    'Indicators built on it; the six dimensions alone, not the questions under them',
  use: 'indicator',
  choose: 'many',
  codes: [
    { code: 'rights', label: { en: 'Migrants’ rights', fr: 'Droits des migrants' } },
    {
      code: 'whole-of-government',
      label: { en: 'Whole-of-government approach', fr: 'Approche pangouvernementale' },
    },
    { code: 'partnerships', label: { en: 'Partnerships', fr: 'Partenariats' } },
    { code: 'well-being', label: { en: 'Well-being of migrants', fr: 'Bien-être des migrants' } },
    {
      code: 'crises',
      label: {
        en: 'Mobility dimension of crises',
        fr: 'Dimension des crises liée à la mobilité',
      },
    },
    {
      code: 'regular-migration',
      label: {
        en: 'Safe, orderly and regular migration',
        fr: 'Migrations sûres, ordonnées et régulières',
      },
    },
  ],
};

/** The agreed lists that come with the system, each with its source; a fund adds its own. */
export const BUILT_IN_LISTS: readonly CodeList[] = [
  thematicElements,
  areasOfAction,
  sdgTargets as CodeList,
  genderMarker,
  governanceDimensions,
];
