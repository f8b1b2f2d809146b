import type { Route } from './route.ts';

/**
 * The parts of what a fund tells the public, each of which a fund that publishes may withhold: the charter; seats,
 * sessions and who was there; decisions, their records and waivers; calls, their clarifications, the lists and
 * recommendations that they refer to; the facility request; agreements, deposits and gifts in kind; allocations, activities
 * and results; the calendar of follow-up events; the named reports; its rows in what is told across funds; the logs.
 */
export const PUBLIC_PARTS = [
  'charter',
  'sessions',
  'decisions',
  'calls',
  'facility-request',
  'contributions',
  'activities',
  'calendar',
  'reports',
  'open-data',
  'logs',
] as const;
export type PublicPart = (typeof PUBLIC_PARTS)[number];

/** At least one part. */
export type PublicParts = readonly [PublicPart, ...PublicPart[]];

/** What a route tells of a fund: it is withheld where any of these parts is; where a parameter of the path decides, by its value. */
export type Tells =
  | PublicParts
  | { readonly param: string; readonly of: { readonly [value: string]: PublicParts } };

/** The parts of a fund that a route tells with these parameters; of a value that is not declared, all of them. */
export function partsTold({ tells }: Pick<Route, 'tells'>, params: unknown): readonly PublicPart[] {
  if (tells === undefined) return [];
  if (!('param' in tells)) return tells;
  const value = (params as { readonly [name: string]: unknown })[tells.param];
  return tells.of[String(value)] ?? PUBLIC_PARTS;
}
