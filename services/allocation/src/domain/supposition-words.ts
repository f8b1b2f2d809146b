import { type Localised, type Money, wordMoney } from '@mdtf/domain';
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
    case 'window': {
      const { fewer, size } = sized(supposition.by);
      return {
        en: `The ceiling of window ${supposition.windowId} is ${wordMoney(size, 'en')} ${fewer ? 'lower' : 'higher'}.`,
        fr: `Le plafond du guichet ${supposition.windowId} est ${fewer ? 'abaissé' : 'relevé'} de ${wordMoney(size, 'fr')}.`,
      };
    }
    case 'allocation': {
      const parts = (language: 'en' | 'fr') =>
        supposition.amounts.map(({ pot, amount }) => `${wordMoney(amount, language)} (${pot})`).join(', ');
      return { en: `Allocated before: ${parts('en')}.`, fr: `Alloué auparavant\u00a0: ${parts('fr')}.` };
    }
    case 'rule': {
      const { rule, parameters = {}, severities = {} } = supposition;
      const said = Object.entries({ ...parameters, ...severities })
        .map(([name, value]) => `${name} = ${value}`)
        .join(', ');
      return { en: `Rule ${rule} says ${said}.`, fr: `La règle ${rule} dit ${said}.` };
    }
  }
}

const MEASURE_FR = { agreed: 'convenue', deposited: 'déposée' } as const;

function sized(by: Money) {
  const fewer = by.amount.startsWith('-');
  return { fewer, size: fewer ? { ...by, amount: by.amount.slice(1) } : by };
}
