export { type AllInOne, type AllInOneOptions, startAllInOne } from './all-in-one.ts';
export { type AllInOneConfig, readConfig } from './config.ts';
export {
  type Api,
  connect,
  type Figure,
  type FigureBook,
  figureBook,
  type Story,
  tell,
} from './demonstration/index.ts';
export { rebuildAllInOne } from './rebuild.ts';
