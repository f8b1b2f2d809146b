export { type Connection, connectTo, Unreachable } from './connection.ts';
export type { ImportCommand } from './import/command.ts';
export { idFrom } from './import/fit-text.ts';
export { filesFor, loadProfile, profileNames } from './import/load-profile.ts';
export { checkProfile, type Profile, ProfileMistake } from './import/profile.ts';
export type { BadRow } from './import/row.ts';
export { type ImportOptions, runImport } from './import/run-import.ts';
export { summaryOf } from './import/summary.ts';
export type { ImportResult, RefusedCommand, StepTally } from './import/tally.ts';
