import type { FieldFault } from '@mdtf/domain';
import type { ConsortiumPartner, ProposalContent } from './content.ts';
import type { Costing } from './costing.ts';

/** By what the budget names a partner: its id where it is registered, else its name. */
export const partnerKey = ({ organisationId, organisation }: ConsortiumPartner): string =>
  organisationId ?? organisation;

/** What is wrong with the consortium, and with what the budget says of partners and years. */
export function consortiumFaults(
  content: ProposalContent,
  registered: ReadonlySet<string>,
  costing: Costing,
): readonly FieldFault[] {
  return [...partnerFaults(content, registered), ...lineFaults(content), ...shareFaults(content, costing)];
}

function partnerFaults({ lead, partners }: ProposalContent, registered: ReadonlySet<string>): FieldFault[] {
  const seen = new Set<string>();
  return partners.flatMap((partner, at): FieldFault[] => {
    const { organisationId } = partner;
    const field = `partners.${at}.${organisationId === undefined ? 'organisation' : 'organisationId'}`;
    const key = partnerKey(partner);
    const again = seen.has(key);
    seen.add(key);
    if (key === lead) return [{ field, message: LEAD_ITSELF }];
    if (again)
      return [{ field, message: { en: `is named twice: ${key}`, fr: `est nommé deux fois : ${key}` } }];
    if (organisationId !== undefined && !registered.has(organisationId))
      return [{ field, message: NOT_REGISTERED }];
    return [];
  });
}

const LEAD_ITSELF = {
  en: 'is the lead itself; leave it out',
  fr: 'est le chef de file lui-même ; omettez-le',
};

const NOT_REGISTERED = {
  en: 'is no organisation registered; register it, or give its name alone',
  fr: 'n’est pas une organisation enregistrée ; enregistrez-la, ou donnez seulement son nom',
};

function lineFaults({ lead, partners, budget, startDate, endDate }: ProposalContent): FieldFault[] {
  const consortium = new Set([lead, ...partners.map(partnerKey)]);
  const first = startDate === undefined ? undefined : Number(startDate.slice(0, 4));
  const last = endDate === undefined ? undefined : Number(endDate.slice(0, 4));
  return budget.flatMap(({ partner, year }, at): FieldFault[] => {
    const faults: FieldFault[] = [];
    if (partner !== undefined && !consortium.has(partner))
      faults.push({
        field: `budget.${at}.partner`,
        message: {
          en: `is not in the consortium: name ${lead}, or one of its partners by id, else by name`,
          fr: `n’est pas du consortium : nommez ${lead}, ou l’un de ses partenaires par son identifiant, sinon par son nom`,
        },
      });
    if (year !== undefined && ((first !== undefined && year < first) || (last !== undefined && year > last)))
      faults.push({
        field: `budget.${at}.year`,
        message: {
          en: `is no year of the project, which runs from ${startDate ?? '?'} to ${endDate ?? '?'}`,
          fr: `n’est pas une année du projet, qui va du ${startDate ?? '?'} au ${endDate ?? '?'}`,
        },
      });
    return faults;
  });
}

/** A partner's share is what the lines of the budget give it, where they say who spends them; else within the budget. */
function shareFaults({ partners, budget }: ProposalContent, costing: Costing): FieldFault[] {
  const told = budget.some(({ partner }) => partner !== undefined);
  const faults: FieldFault[] = [];
  let shared = 0n;
  for (const [at, partner] of partners.entries()) {
    const share = costing.shares[at];
    if (share === null || share === undefined) continue;
    shared += share;
    if (!told) continue;
    const key = partnerKey(partner);
    const spent = costing.lines.reduce(
      (sum, { amountMinor }, line) => (budget[line]?.partner === key ? sum + amountMinor : sum),
      0n,
    );
    if (spent !== share)
      faults.push({
        field: `partners.${at}.share`,
        message: {
          en: `must be what the budget’s lines of ${key} add up to`,
          fr: `doit être ce que totalisent les lignes du budget de ${key}`,
        },
      });
  }
  if (!told && shared > costing.budgetMinor)
    faults.push({
      field: 'partners',
      message: {
        en: 'must not share more than the whole budget',
        fr: 'ne doivent pas se partager plus que tout le budget',
      },
    });
  return faults;
}
