import { type Localised, wordMoney } from '@mdtf/domain';
import { sized, wordSupposedRule, wordSupposedWindow } from '@mdtf/rules';
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
    case 'window':
      return wordSupposedWindow(supposition);
    case 'approved-first':
      return {
        en: `Proposal ${supposition.proposalId} is approved first, as it asks.`,
        fr: `La proposition ${supposition.proposalId} est approuvée d’abord, telle que demandée.`,
      };
    case 'rule':
      return wordSupposedRule(supposition);
  }
}

function ofProposal(proposalId: string | undefined): Localised {
  if (proposalId === undefined) return { en: '', fr: '' };
  return { en: ` in proposal ${proposalId}`, fr: ` dans la proposition ${proposalId}` };
}
