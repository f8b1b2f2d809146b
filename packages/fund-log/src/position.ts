/** A place in one service's log of one fund: the entry with this sequence; 0 is before the first. */
export interface Position {
  readonly service: string;
  readonly fund: string;
  readonly sequence: bigint;
}

/** The reserved id of the log that all funds share. */
export const PLATFORM = 'platform';

const POSITION = /^([a-z][a-z0-9-]{0,39})\/([a-z][a-z0-9-]{0,39})\/(0|[1-9]\d{0,17})$/;

/** The header form, `allocation/imdp/4711`. */
export function formatPosition(position: Position): string {
  return `${position.service}/${position.fund}/${position.sequence}`;
}

/** The inverse of `formatPosition`; undefined for any other text. */
export function parsePosition(text: string): Position | undefined {
  const [, service, fund, sequence] = POSITION.exec(text) ?? [];
  if (service === undefined || fund === undefined || sequence === undefined) return undefined;
  return { service, fund, sequence: BigInt(sequence) };
}

/** Positions as one text, in one order, without those before a first entry: `committee/imdp/41 committee/platform/7`. */
export function basisText(positions: readonly Position[]): string {
  return positions
    .filter((position) => position.sequence > 0n)
    .map(formatPosition)
    .sort()
    .join(' ');
}
