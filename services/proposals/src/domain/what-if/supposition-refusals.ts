import { supposedAmount } from '@mdtf/rules';
import { refused } from '../refusals.ts';

interface Asked {
  readonly bankMinor: bigint;
  readonly fundMinor: bigint;
  readonly currency: string;
}

/** 422: less would be asked than nothing. */
export function lessThanNothing(
  proposalId: string,
  { bankMinor, fundMinor, currency }: Asked,
  field: string,
) {
  const [bank, fund] = [supposedAmount(bankMinor, currency), supposedAmount(fundMinor, currency)];
  return refused(
    'less-than-nothing',
    { en: 'Less than nothing', fr: 'Moins que rien' },
    {
      en: `Proposal ${proposalId} asks ${bank.en} of ${fund.en} from the bank; there is no more to take away.`,
      fr: `La proposition ${proposalId} demande à la banque ${bank.fr} sur ${fund.fr} ; il n’y a rien de plus à retirer.`,
    },
    { field },
  );
}

/** 422: the bank's part would be more than all that is asked. */
export function moreThanAsked({ bankMinor, fundMinor, currency }: Asked, field: string) {
  const [bank, fund] = [supposedAmount(bankMinor, currency), supposedAmount(fundMinor, currency)];
  return refused(
    'more-than-asked',
    { en: 'More than is asked', fr: 'Plus que la demande' },
    {
      en: `The bank’s part would be ${bank.en} of ${fund.en}: suppose the request larger too, or hold the others.`,
      fr: `La part de la banque serait de ${bank.fr} sur ${fund.fr} : supposez aussi une demande plus grande, ou gardez les autres parts.`,
    },
    { field },
  );
}

/** The title of what says nothing yet of money. */
export const NOTHING_ASKED = { en: 'Nothing is asked', fr: 'Rien n’est demandé' };
