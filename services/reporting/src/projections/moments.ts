import type { LocalDate } from '@mdtf/domain';
import type { ReadEntry } from '@mdtf/fund-log';

/** When something happened and when it was recorded, as every row has it. */
export interface Moment {
  readonly dated: boolean;
  readonly happened: string;
  readonly recorded_at: string;
}

/** On a day that the entry names. */
export function onDay(day: LocalDate, { recordedAt }: ReadEntry): Moment {
  return { dated: true, happened: `${day}T00:00:00.000Z`, recorded_at: recordedAt };
}

/** At the entry's own time. */
export function atTime({ time, recordedAt }: ReadEntry): Moment {
  return { dated: false, happened: time, recorded_at: recordedAt };
}

/** Where a row comes from. */
export function placeOf({ fund, sequence }: ReadEntry): { readonly fund: string; readonly sequence: bigint } {
  return { fund, sequence };
}
