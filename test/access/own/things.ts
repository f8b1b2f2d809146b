import type { FundRole } from '@mdtf/contracts';

/** The fund of everything that there is twice. */
export const FUND = 'of-two';
export const params = { fundId: FUND };

/** The two sides of the fund: organisations, seats, reviewers and people of one have nothing to do with the other's. */
export const SIDES = ['a', 'b'] as const;
export type Side = (typeof SIDES)[number];

/** Whose a thing is: one side's, the secretariat's own, or that of another partner, who has nothing but a name. */
export type Owner = Side | 'secretariat' | 'another';

export const otherSide = (side: Side): Side => (side === 'a' ? 'b' : 'a');

/** The person who holds a role on a side. */
export const personOf = (role: FundRole, side: Side): string => `${role}-${side}`;

const SEAT = { a: '1', b: '2', secretariat: '', another: '' } as const;

/** Who keeps the fund's books, of both sides alike. */
export const SECRETARIAT = 'secretariat-a';

/** What belongs to an owner, by name. */
export const thingsOf = (owner: Owner) => ({
  agency: owner === 'secretariat' ? 'fund-secretariat' : `agency-${owner}`,
  country: `country-${owner}`,
  donor: `donor-${owner}`,
  seat: SEAT[owner],
  /** A draft that nobody has submitted. */
  draft: `draft-${owner}`,
  /** Submitted, not decided, with a document and a question; reviewed by the side's reviewer. */
  open: `open-${owner}`,
  document: `document-${owner}`,
  question: `question-${owner}`,
  review: `review-${owner}`,
  rejected: `rejected-${owner}`,
  /** Funded; its mandate and its activity have the same id. */
  funded: `funded-${owner}`,
  progressReport: `progress-${owner}`,
  request: `request-${owner}`,
  match: `match-${owner}`,
  /** Asked of this side's seat alone. */
  silence: `silence-${owner}`,
});
export type Things = ReturnType<typeof thingsOf>;

/** The organisation or seat that a role is held for. */
export function placeOf(
  role: FundRole,
  side: Side,
): { readonly organisation?: string; readonly seat?: string } {
  const { agency, donor, seat } = thingsOf(side);
  switch (role) {
    case 'seat-holder':
    case 'alternate':
      return { seat, organisation: donor };
    case 'donor':
      return { organisation: donor };
    case 'partner':
      return { organisation: agency };
    case 'secretariat':
      return { organisation: 'fund-secretariat' };
    case 'treasurer':
      return { organisation: 'the-bank' };
    default:
      return {};
  }
}

/** Words in what a side writes to the fund, and in what it reports: nobody reads them in what is common to all. */
export const wordsOf = (side: Side) => ({ written: `Written by ${side}`, reported: `Reported by ${side}` });
