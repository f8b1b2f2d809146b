import type { DecisionOutcome, DecisionSubject } from '@mdtf/domain';
import type { AgendaItem } from './agenda-item.ts';
import type { RoleInItem } from './interests.ts';
import type { GrantState } from './roles/grant.ts';
import type { Ruling } from './shapes.ts';
import type { NonObjection } from './silence/non-objection.ts';

/** What is decided on, with its article, as French sentences say it. */
export const SUBJECT_IN_FRENCH: { readonly [K in DecisionSubject['kind']]: string } = {
  proposal: 'une proposition',
  exclusion: 'une exclusion',
  'facility-request': 'la demande au DGF',
  waiver: 'une dérogation',
  charter: 'la charte',
  other: 'un autre objet',
  amendment: 'l’amendement d’une décision',
};

/** What came of a decision, as a French noun without its article. */
export const OUTCOME_IN_FRENCH: { readonly [O in DecisionOutcome]: string } = {
  approved: 'approbation',
  rejected: 'rejet',
  returned: 'renvoi pour révision',
  deferred: 'ajournement',
};

/** What an interest is ruled to be, as a French noun with its article. */
export const RULING_IN_FRENCH: { readonly [R in Ruling]: string } = {
  disclosure: 'une déclaration',
  recusal: 'un déport',
};

/** Where an agenda item stands, after « est ». */
export const ITEM_STATUS_IN_FRENCH: { readonly [S in AgendaItem['status']]: string } = {
  open: 'ouvert',
  decided: 'décidé',
  'carried-out': 'exécuté',
  'not-carried-out': 'inexécuté',
};

/** Where a non-objection stands, after « est ». */
export const NON_OBJECTION_STATUS_IN_FRENCH: { readonly [S in NonObjection['status']]: string } = {
  open: 'ouverte',
  approved: 'approuvée',
  'for-session': 'renvoyée à une séance',
  'on-agenda': 'à l’ordre du jour d’une séance',
  closed: 'close',
};

/** Where the grant of a role stands, after « est ». */
export const GRANT_STATUS_IN_FRENCH: { readonly [S in GrantState['status']]: string } = {
  requested: 'demandée',
  granted: 'accordée',
  revoked: 'retirée',
};

/** What an organisation is to an item, after « est ». */
export const ROLE_IN_ITEM_IN_FRENCH: { readonly [R in RoleInItem]: string } = {
  lead: 'chef de file',
  consortium: 'membre du consortium',
  'internal-donor': 'donatrice de ressources propres de la banque',
  host: 'hôte du fonds',
  donor: 'donatrice',
};
