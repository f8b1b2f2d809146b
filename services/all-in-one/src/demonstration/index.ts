export { type Api, connect, UnexpectedAnswer } from './api.ts';
export { type Figure, type FigureBook, figureBook } from './figures.ts';
export { FUND, STOPPED_AT, seed } from './seed.ts';
export { type Story, tell } from './story.ts';
