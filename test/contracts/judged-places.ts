import type { Place } from '@mdtf/domain';
import type { RuleId } from '@mdtf/rules';

const PROPOSAL: readonly Place[] = ['proposal', 'agenda', 'decision'];

/** Where the services judge each rule today; a place of a rule that is not here waits for the facts it looks at. */
export const JUDGED: { readonly [rule in RuleId]?: readonly Place[] } = {
  R1: [
    'facility-preliminary',
    'facility-formal',
    ...PROPOSAL,
    'allocation',
    'pledged',
    'agreed',
    'deposited',
  ],
  R2: ['deposited'],
  R3: PROPOSAL,
  R4: PROPOSAL,
  R5: ['amendment'],
  R6: ['amendment'],
  R7: ['amendment'],
  R8: PROPOSAL,
  R13: ['agenda', 'decision', 'allocation', 'tranche'],
  R14: ['tranche'],
  R15: ['agenda', 'decision', 'allocation'],
  R16: ['seat'],
  R17: ['decision'],
  R18: ['decision'],
  R19: ['tranche'],
  R20: ['report'],
  R21: ['tranche'],
  R22: ['decision', 'pledged', 'agreed', 'tranche'],
  R24: ['facility-preliminary', 'facility-formal'],
};
