import type { Timers } from '@mdtf/fund-log';

/** After which the same is said again. */
const AGAIN_MS = 60_000;
const MAX_REMEMBERED = 1_000;

/** Passes an alarm on once a minute, however often it is raised: what fails is tried again every moment. */
export function onceEach(
  timers: Timers,
  tell: (detail: string, fund?: string) => void,
): (detail: string, fund?: string) => void {
  const told = new Map<string, number>();
  return (detail, fund) => {
    const what = `${fund} ${detail}`;
    const nowMs = timers.elapsedMs();
    if (nowMs - (told.get(what) ?? Number.NEGATIVE_INFINITY) < AGAIN_MS) return;
    if (told.size >= MAX_REMEMBERED) told.clear();
    told.set(what, nowMs);
    tell(detail, fund);
  };
}
