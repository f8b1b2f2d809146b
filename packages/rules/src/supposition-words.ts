import { type Localised, type Money, wordMoney } from '@mdtf/domain';
import type { SupposedRule } from './suppose-rules.ts';
import type { SupposedWindow } from './suppose-window.ts';

/** That a window had another ceiling, in a sentence. */
export function wordSupposedWindow({ windowId, by }: SupposedWindow): Localised {
  const { fewer, size } = sized(by);
  return {
    en: `The ceiling of window ${windowId} is ${wordMoney(size, 'en')} ${fewer ? 'lower' : 'higher'}.`,
    fr: `Le plafond du guichet ${windowId} est ${fewer ? 'abaissé' : 'relevé'} de ${wordMoney(size, 'fr')}.`,
  };
}

/** That a rule said something else, in a sentence. */
export function wordSupposedRule({ rule, parameters = {}, severities = {} }: SupposedRule): Localised {
  const said = Object.entries({ ...parameters, ...severities })
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ');
  return { en: `Rule ${rule} says ${said}.`, fr: `La règle ${rule} dit ${said}.` };
}

/** An amount without its sign, and whether it was below zero. */
export function sized(by: Money): { readonly fewer: boolean; readonly size: Money } {
  const fewer = by.amount.startsWith('-');
  return { fewer, size: fewer ? { ...by, amount: by.amount.slice(1) } : by };
}
