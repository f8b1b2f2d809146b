import { type ApprovedAmount, inEach, wordMoney } from '@mdtf/domain';
import type { AgendaItem, SplitBy } from './agenda-item.ts';
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

type Prepared = { readonly split: readonly ApprovedAmount[]; readonly by: SplitBy | null } | undefined;

/** The same before the seats are asked outside a meeting: a treasurer has prepared the split, and no other one. */
export function refuseUnprepared(
  asked: Pick<AgendaItem, 'split' | 'splitBy'>,
  prepared: Prepared,
  charter: Pick<Charter, 'splitByBoth'>,
) {
  return refuseAnother(asked.split, prepared, charter) ?? refuseOneSided(asked, charter);
}

function refuseAnother(
  split: readonly ApprovedAmount[],
  prepared: Prepared,
  { splitByBoth }: Pick<Charter, 'splitByBoth'>,
) {
  if (splitByBoth !== true || split.length === 0) return undefined;
  if (prepared === undefined || prepared.by === null || isSameSplit(prepared.split, split)) return undefined;
  const told = inEach((language) =>
    prepared.split
      .map(({ pot, windowId, amount }) => `${wordMoney(amount, language)} (${pot}, ${windowId ?? '–'})`)
      .join(language === 'fr' ? ' ; ' : '; '),
  );
  return refused(
    'split-prepared-otherwise',
    { en: 'A treasurer has prepared another split', fr: 'Un trésorier a préparé une autre répartition' },
    {
      en: `By the charter secretariat and treasurer prepare the split; the treasurer has it as ${told.en}. Ask with that, or have a treasurer send this one first.`,
      fr: `Selon la charte, secrétariat et trésorier préparent la répartition ; celle du trésorier est ${told.fr}. Demandez avec celle-là, ou faites d’abord envoyer celle-ci par un trésorier.`,
    },
    { field: 'body.split' },
  );
}

/** True for the same amounts of the same pots and windows, in the same order. */
export function isSameSplit(one: readonly ApprovedAmount[], other: readonly ApprovedAmount[]): boolean {
  const told = (parts: readonly ApprovedAmount[]) =>
    parts
      .map(({ pot, windowId, amount }) => [pot, windowId, amount.amount, amount.currency].join(' '))
      .join();
  return told(one) === told(other);
}
