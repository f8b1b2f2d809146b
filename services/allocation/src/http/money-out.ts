import type { Refusal } from '@mdtf/runtime';

/** Undefined when the committee's log is known up to the last minute, otherwise the refusal of whatever lets money out. */
export type CommitteeCurrent = (fund: string) => Promise<Refusal | undefined>;
