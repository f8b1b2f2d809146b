import type { Localised, Place } from '@mdtf/domain';

/** What is looked at in each place, as a sentence begins with it. */
export const PLACE_TITLES: Readonly<Record<Place, Localised>> = {
  'facility-preliminary': { en: 'Preliminary facility request', fr: 'Demande préliminaire au DGF' },
  'facility-formal': { en: 'Formal facility request', fr: 'Demande au DGF en bonne et due forme' },
  proposal: { en: 'Financing plan', fr: 'Plan de financement' },
  call: { en: 'Call', fr: 'Appel à propositions' },
  agenda: { en: 'Agenda item', fr: 'Point de l’ordre du jour' },
  decision: { en: 'Decision', fr: 'Décision' },
  allocation: { en: 'Cumulative allocations', fr: 'Allocations cumulées' },
  pledged: { en: 'Pledges', fr: 'Contributions annoncées' },
  agreed: { en: 'Agreed contributions', fr: 'Contributions convenues' },
  deposited: { en: 'Deposits', fr: 'Dépôts' },
  tranche: { en: 'Tranche', fr: 'Tranche' },
  amendment: { en: 'Change of a running project', fr: 'Modification d’un projet en cours' },
  report: { en: 'Report', fr: 'Rapport' },
  seat: { en: 'Seat', fr: 'Siège' },
  closure: { en: 'Closure', fr: 'Clôture' },
};
