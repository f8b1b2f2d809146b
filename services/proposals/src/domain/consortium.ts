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
    if (key === lead) return [{ field, message: 'is the lead itself; leave it out' }];
    if (again) return [{ field, message: `is named twice: ${key}` }];
    if (organisationId !== undefined && !registered.has(organisationId))
      return [{ field, message: 'is no organisation registered; register it, or give its name alone' }];
    return [];
  });
}

function lineFaults({ lead, partners, budget, startDate, endDate }: ProposalContent): FieldFault[] {
  const consortium = new Set([lead, ...partners.map(partnerKey)]);
  const first = startDate === undefined ? undefined : Number(startDate.slice(0, 4));
  const last = endDate === undefined ? undefined : Number(endDate.slice(0, 4));
  return budget.flatMap(({ partner, year }, at): FieldFault[] => {
    const faults: FieldFault[] = [];
    if (partner !== undefined && !consortium.has(partner))
      faults.push({
        field: `budget.${at}.partner`,
        message: `is not in the consortium: name ${lead}, or one of its partners by id, else by name`,
      });
    if (year !== undefined && ((first !== undefined && year < first) || (last !== undefined && year > last)))
      faults.push({
        field: `budget.${at}.year`,
        message: `is no year of the project, which runs from ${startDate ?? '?'} to ${endDate ?? '?'}`,
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
        message: `must be what the budget’s lines of ${key} add up to`,
      });
  }
  if (!told && shared > costing.budgetMinor)
    faults.push({ field: 'partners', message: 'must not share more than the whole budget' });
  return faults;
}
