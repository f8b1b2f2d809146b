import { type Localised, wordMoney } from '@mdtf/domain';
import { sized, wordSupposedRule, wordSupposedWindow } from '@mdtf/rules';
import type { FundSupposition } from './supposition.ts';

/** What one supposition says, in a sentence. */
export function wordFundSupposition(supposition: FundSupposition): Localised {
  switch (supposition.suppose) {
    case 'contribution': {
      const { contributionId, measure, by } = supposition;
      const { fewer, size } = sized(by);
      return {
        en: `Contribution ${contributionId} is ${wordMoney(size, 'en')} ${fewer ? 'less' : 'more'}, as ${measure}.`,
        fr: `La contribution ${contributionId}, telle que ${MEASURE_FR[measure]}, est de ${wordMoney(size, 'fr')} ${fewer ? 'inférieure' : 'supérieure'}.`,
      };
    }
    case 'gift': {
      const { internal, measure, amount } = supposition;
      return {
        en: `${internal ? 'The bank' : 'Another donor'} gives ${wordMoney(amount, 'en')} more, as ${measure}.`,
        fr: `${internal ? 'La banque' : 'Un autre donateur'} donne ${wordMoney(amount, 'fr')} de plus (contribution ${MEASURE_FR[measure]}).`,
      };
    }
    case 'window':
      return wordSupposedWindow(supposition);
    case 'allocation': {
      const parts = (language: 'en' | 'fr') =>
        supposition.amounts.map(({ pot, amount }) => `${wordMoney(amount, language)} (${pot})`).join(', ');
      return { en: `Allocated before: ${parts('en')}.`, fr: `Alloué auparavant\u00a0: ${parts('fr')}.` };
    }
    case 'rule':
      return wordSupposedRule(supposition);
  }
}

const MEASURE_FR = { agreed: 'convenue', deposited: 'déposée' } as const;
