/** A part of what a fund tells the public, which a fund that publishes may withhold. */
export type PublicPart =
  | 'charter'
  | 'sessions'
  | 'decisions'
  | 'calls'
  | 'facility-request'
  | 'contributions'
  | 'activities'
  | 'calendar'
  | 'reports'
  | 'open-data'
  | 'logs';

/** What a charter says of the public: whether anything is told it, and what of that is withheld. */
export interface Publication {
  readonly publishes: boolean;
  /** Absent: nothing is withheld. */
  readonly unpublished?: readonly PublicPart[] | undefined;
}

/** Whether the public may read what tells these parts: the fund publishes, and withholds none of them. */
export function isPublished(
  { publishes, unpublished = [] }: Publication,
  parts: readonly PublicPart[],
): boolean {
  return publishes && !parts.some((part) => unpublished.includes(part));
}
