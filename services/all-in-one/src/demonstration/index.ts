export { type Api, connect, UnexpectedAnswer } from './api.ts';
export { type Figure, type FigureBook, figureBook } from './figures.ts';
export { FUND, STOPPED_AT } from './fund.ts';
export { firstGrants } from './people.ts';
export { seed } from './seed.ts';
export { type Story, tell } from './story.ts';
