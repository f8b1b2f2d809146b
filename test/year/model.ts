import type { Ballot, PlannedProposal, PlannedSilence, PlannedVotes } from './plan.ts';
import { HOLDERS, SEATS } from './plan.ts';

/** The money of the fund in minor units, as the year starts with it. */
export const GIVEN = { pooled: 900_000_000n, bank: 120_000_000n } as const;
export const CEILINGS = { north: 260_000_000n, south: 200_000_000n } as const;

/** How the committee counts under a version of the charter. */
export interface Method {
  /** Of the entitled seats, rounded up. */
  readonly quorum: readonly [numerator: number, denominator: number];
  readonly otherwise: 'two-thirds' | 'majority';
  readonly workingDays: number;
}

export const METHODS: readonly Method[] = [
  { quorum: [2, 3], otherwise: 'two-thirds', workingDays: 10 },
  { quorum: [1, 2], otherwise: 'majority', workingDays: 5 },
];

const DONORS = ['1', '2', '3', '4'];
const COUNTRIES = ['5', '6', '7'];
const LEAST_OF_EACH = 2;

/** The seats that may decide on what an organisation leads: its own is left out. */
export const entitledOn = (lead: string): readonly string[] => SEATS.filter((seat) => HOLDERS[seat] !== lead);

/** Whether those of the entitled who are there are enough. */
export function isQuorate(
  entitled: readonly string[],
  there: readonly string[],
  { quorum }: Method,
): boolean {
  const present = entitled.filter((seat) => there.includes(seat));
  const of = (group: readonly string[]) => present.filter((seat) => group.includes(seat)).length;
  const [numerator, denominator] = quorum;
  return (
    present.length * denominator >= entitled.length * numerator &&
    of(DONORS) >= LEAST_OF_EACH &&
    of(COUNTRIES) >= LEAST_OF_EACH
  );
}

/** Whether the votes carry an approval: nobody against, or enough of those cast. */
export function isCarried(votes: PlannedVotes, voters: readonly string[], { otherwise }: Method): boolean {
  const count = (ballot: Ballot) => voters.filter((seat) => votes[seat] === ballot).length;
  const [inFavour, against] = [count('for'), count('against')];
  if (against === 0) return true;
  return otherwise === 'majority' ? inFavour > against : inFavour >= 2 * against && inFavour > 0;
}

/** Whether silence approves: no entitled seat objects, and those reached or answering are a quorum. */
export function silenceApproves(lead: string, silence: PlannedSilence, method: Method): boolean {
  const entitled = entitledOn(lead);
  if (objectionTo(lead, silence) !== null) return false;
  const reached = entitled.filter((seat) => !silence.bounced.includes(seat));
  return isQuorate(entitled, reached, method);
}

/** The seat that objects; the lead's own may not answer. */
export const objectionTo = (lead: string, { objector }: PlannedSilence): string | null =>
  objector !== null && entitledOn(lead).includes(objector) ? objector : null;

/** What is set aside so far. */
export interface Book {
  readonly pooled: bigint;
  readonly bank: bigint;
  readonly north: bigint;
  readonly south: bigint;
}

export const NOTHING: Book = { pooled: 0n, bank: 0n, north: 0n, south: 0n };

/** The book with an allocation in it, or which limit keeps it out: pots, the window's ceiling, the cap of 15 %. */
export function allocate(book: Book, proposal: PlannedProposal): Book | 'pot' | 'window' | 'cap' {
  const total = proposal.direct + proposal.indirect;
  const bank = book.bank + proposal.bank;
  const pooled = book.pooled + total - proposal.bank;
  const inWindow = book[proposal.windowId] + total;
  if (bank > GIVEN.bank || pooled > GIVEN.pooled) return 'pot';
  if (inWindow > CEILINGS[proposal.windowId]) return 'window';
  if (20n * bank > 3n * (bank + pooled)) return 'cap';
  return { ...book, bank, pooled, [proposal.windowId]: inWindow };
}
