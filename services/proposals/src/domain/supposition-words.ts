import { type Localised, type Money, wordMoney } from '@mdtf/domain';
import type { Supposition } from './supposition.ts';

/** What one supposition says, in a sentence. */
export function wordSupposition(supposition: Supposition): Localised {
  switch (supposition.suppose) {
    case 'bank-part': {
      const { by, holding, proposalId } = supposition;
      const { fewer, size } = sized(by);
      return {
        en: `The bank gives ${wordMoney(size, 'en')} ${fewer ? 'less' : 'more'}${ofProposal(proposalId).en}; ${holding === 'total' ? 'the total stays' : 'the other sources stay'}.`,
        fr: `La banque donne ${wordMoney(size, 'fr')} de ${fewer ? 'moins' : 'plus'}${ofProposal(proposalId).fr}\u00a0; ${holding === 'total' ? 'le total reste inchangé' : 'les autres sources restent inchangées'}.`,
      };
    }
    case 'request':
      return {
        en: `${wordMoney(supposition.amount, 'en')} are asked from the fund${ofProposal(supposition.proposalId).en}, the budget in proportion.`,
        fr: `${wordMoney(supposition.amount, 'fr')} sont demandés au fonds${ofProposal(supposition.proposalId).fr}, le budget en proportion.`,
      };
    case 'window': {
      const { by, windowId } = supposition;
      const { fewer, size } = sized(by);
      return {
        en: `The ceiling of window ${windowId} is ${wordMoney(size, 'en')} ${fewer ? 'lower' : 'higher'}.`,
        fr: `Le plafond du guichet ${windowId} est ${fewer ? 'abaissé' : 'relevé'} de ${wordMoney(size, 'fr')}.`,
      };
    }
    case 'approved-first':
      return {
        en: `Proposal ${supposition.proposalId} is approved first, as it asks.`,
        fr: `La proposition ${supposition.proposalId} est approuvée d’abord, telle que demandée.`,
      };
    case 'rule': {
      const { rule, parameters = {}, severities = {} } = supposition;
      const said = Object.entries({ ...parameters, ...severities })
        .map(([name, value]) => `${name} = ${value}`)
        .join(', ');
      return { en: `Rule ${rule} says ${said}.`, fr: `La règle ${rule} dit ${said}.` };
    }
  }
}

function ofProposal(proposalId: string | undefined): Localised {
  if (proposalId === undefined) return { en: '', fr: '' };
  return { en: ` in proposal ${proposalId}`, fr: ` dans la proposition ${proposalId}` };
}

function sized(by: Money) {
  const fewer = by.amount.startsWith('-');
  return { fewer, size: fewer ? { ...by, amount: by.amount.slice(1) } : by };
}
