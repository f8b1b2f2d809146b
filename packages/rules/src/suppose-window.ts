import { largestSum, type Money, minorOf, notKnown, type Rejection } from '@mdtf/domain';
import { moreThanThereIs, refuseAmount, supposedAmount, tooLarge } from './supposition-refusals.ts';

/** A window of the charter; null: it takes any amount. */
interface Window {
  readonly id: string;
  readonly ceilingMinor: bigint | null;
}

/** That a window had a higher or, with a minus sign, a lower ceiling. */
export interface SupposedWindow {
  readonly windowId: string;
  readonly by: Money;
}

/** A charter's windows with the ceiling of one supposed otherwise, or why it cannot be. */
export function supposedWindows<W extends Window>(
  windows: readonly W[],
  { windowId, by }: SupposedWindow,
  { currency, field }: { readonly currency: string; readonly field: string },
): readonly W[] | Rejection {
  const known = windows.find(({ id }) => id === windowId);
  if (known === undefined) return notKnown('window', windowId, `${field}.windowId`);
  const wrong = refuseAmount(by, currency, `${field}.by`);
  if (wrong !== undefined) return wrong;
  if (known.ceilingMinor === null) return noCeiling(windowId, `${field}.windowId`);
  const ceilingMinor = known.ceilingMinor + minorOf(by);
  if (ceilingMinor > largestSum(currency)) return tooLarge(`${field}.by`);
  if (ceilingMinor < 0n) {
    const ceiling = supposedAmount(known.ceilingMinor, currency);
    const detail = {
      en: `The ceiling of window ${windowId} is ${ceiling.en}; more cannot be taken away.`,
      fr: `Le plafond du guichet ${windowId} est de ${ceiling.fr} ; on ne peut retirer plus.`,
    };
    return moreThanThereIs(detail, `${field}.by`);
  }
  return windows.map((window) => (window.id === windowId ? { ...window, ceilingMinor } : window));
}

function noCeiling(windowId: string, field: string): Rejection {
  return {
    code: 'no-ceiling',
    category: 'refused',
    title: { en: 'No ceiling', fr: 'Pas de plafond' },
    detail: {
      en: `Window ${windowId} has no ceiling that could be raised or cut.`,
      fr: `Le guichet ${windowId} n’a pas de plafond à relever ou à abaisser.`,
    },
    field,
  };
}
