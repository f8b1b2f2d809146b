import type { FieldFault } from '@mdtf/domain';
import type { FacilityRequest } from '../events.ts';

/** What is missing in the fund's own request for its stage. */
export function facilityFaults(request: FacilityRequest, internalAboveTotal: boolean): readonly FieldFault[] {
  const { stage, donors, facilityPartners, governance, evaluation, eligibility = [] } = request;
  const faults: FieldFault[] = [];
  if (internalAboveTotal)
    faults.push({
      field: 'body.internal',
      message: { en: 'must not be more than the total sought', fr: 'ne doit pas dépasser le total demandé' },
    });
  if (donors.length === 0)
    faults.push({
      field: 'body.donors',
      message: {
        en: 'must name at least one potential donor',
        fr: 'doit nommer au moins un donateur potentiel',
      },
    });
  if (facilityPartners.length === 0)
    faults.push({
      field: 'body.facilityPartners',
      message: {
        en: 'must name at least one partner of the facility',
        fr: 'doit nommer au moins un partenaire du DGF',
      },
    });
  eligibility.forEach(({ criterion }, at) => {
    if (eligibility.findIndex((other) => other.criterion === criterion) < at)
      faults.push({
        field: `body.eligibility.${at}.criterion`,
        message: {
          en: `is answered twice: keep one answer to ${criterion}`,
          fr: `a deux réponses : gardez-en une à ${criterion}`,
        },
      });
  });
  if (stage === 'formal' && governance === undefined)
    faults.push({
      field: 'body.governance',
      message: {
        en: 'is required for the formal request: the oversight committee',
        fr: 'est obligatoire pour la demande en bonne et due forme : le comité de surveillance',
      },
    });
  if (stage === 'formal' && evaluation === undefined)
    faults.push({
      field: 'body.evaluation',
      message: {
        en: 'is required for the formal request: how the fund is evaluated',
        fr: 'est obligatoire pour la demande en bonne et due forme : comment le fonds est évalué',
      },
    });
  return faults;
}
