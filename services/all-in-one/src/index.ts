export { type AllInOne, type AllInOneOptions, startAllInOne } from './all-in-one.ts';
export { type AllInOneConfig, readConfig } from './config.ts';
