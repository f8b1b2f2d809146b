import type { AgendaItem } from './agenda-item.ts';
import { refused } from './rejections.ts';
import type { Charter } from './shapes.ts';

/** 422 where the charter wants the split from both sides and one is missing; a session may still decide other amounts. */
export function refuseOneSided(
  { split, splitBy = [] }: Pick<AgendaItem, 'split' | 'splitBy'>,
  { splitByBoth }: Pick<Charter, 'splitByBoth'>,
) {
  if (splitByBoth !== true || split.length === 0) return undefined;
  const isThere = (side: 'secretariat' | 'treasurer') => splitBy.some(({ role }) => role === side);
  const missing = (['secretariat', 'treasurer'] as const).find((side) => !isThere(side));
  if (missing === undefined) return undefined;
  return refused(
    'split-not-confirmed',
    { en: 'The split is not confirmed', fr: 'La répartition n’est pas confirmée' },
    missing === 'treasurer'
      ? {
          en: 'By the charter secretariat and treasurer prepare the split: a treasurer sends the same first.',
          fr: 'Selon la charte, secrétariat et trésorier préparent la répartition : un trésorier envoie d’abord la même.',
        }
      : {
          en: 'By the charter secretariat and treasurer prepare the split: the secretariat sends the same first.',
          fr: 'Selon la charte, secrétariat et trésorier préparent la répartition : le secrétariat envoie d’abord la même.',
        },
    { params: { missing } },
  );
}
