import type { Refusal } from '@mdtf/runtime';

/** Undefined when a log is known up to the last minute, otherwise the refusal of whatever lets money out on it. */
export type LogCurrent = (fund: string) => Promise<Refusal | undefined>;

/** What is known of each log on which money rests when it goes out. */
export interface LogsBehindMoney {
  readonly committee: LogCurrent;
  readonly reporting: LogCurrent;
}
