import type { Aggregate, DomainEvent, EventMeta } from './decider.ts';
import type { LocalDate } from './local-date.ts';
import type { Instant } from './time.ts';

/** How grave a flag is: an observation is kept, a warning is shown where decisions are taken, a block stops. */
export type FlagLevel = 'observation' | 'warning' | 'blocked';

/** How far an organisation can be trusted with money, as a due diligence found. */
export type RiskRating = 'low' | 'moderate' | 'significant' | 'high';

/** Of the committee's facts: a flag on an organisation in one fund; `role` is what who raised it is in the fund. */
export type OrganisationFlagged = DomainEvent<
  'OrganisationFlagged',
  {
    readonly flagId: string;
    readonly organisation: string;
    readonly level: FlagLevel;
    readonly reason: string;
    /** The last day it holds, in the fund's time zone; null: until it is lifted. */
    readonly until: LocalDate | null;
    readonly role: string;
  }
>;

/** Of the committee's facts: a flag was taken back. */
export type FlagLifted = DomainEvent<
  'FlagLifted',
  { readonly flagId: string; readonly organisation: string }
>;

/** Of the committee's facts: a due diligence that a second person has confirmed. */
export type DueDiligenceConfirmed = DomainEvent<
  'DueDiligenceConfirmed',
  {
    readonly recordId: string;
    readonly organisation: string;
    readonly rating: RiskRating;
    readonly validFrom: LocalDate;
    readonly validUntil: LocalDate;
    readonly role: string;
  }
>;

/** A flag that was not lifted; whether it still holds is a matter of the date. */
export interface StandingFlag {
  readonly flagId: string;
  readonly level: FlagLevel;
  readonly reason: string;
  readonly since: Instant;
  readonly until: LocalDate | null;
  readonly by: string;
}

/** A confirmed due diligence; whether it holds is a matter of the date. */
export interface ConfirmedDueDiligence {
  readonly recordId: string;
  readonly rating: RiskRating;
  readonly validFrom: LocalDate;
  readonly validUntil: LocalDate;
  readonly by: string;
}

/** What a fund has on record of one organisation; the document's id is the organisation's. */
export interface OrganisationRecord {
  readonly flags: readonly StandingFlag[];
  /** The newest last. */
  readonly dueDiligence: readonly ConfirmedDueDiligence[];
}

/** Flags on one organisation of a fund that were not lifted. */
export const MAX_FLAGS = 50;

/** Confirmed due diligences that are remembered of one organisation. */
const MAX_REMEMBERED = 10;

const NOTHING: OrganisationRecord = { flags: [], dueDiligence: [] };

/** The same fold in the committee, which records it, and in proposals and allocation, which act on it. */
export const organisationRecord: Aggregate<
  OrganisationRecord,
  OrganisationFlagged | FlagLifted | DueDiligenceConfirmed
> = {
  kind: 'organisation-record',
  version: 1,
  concerns: {
    OrganisationFlagged: ({ organisation }) => organisation,
    FlagLifted: ({ organisation }) => organisation,
    DueDiligenceConfirmed: ({ organisation }) => organisation,
  },
  evolve(state = NOTHING, event, meta) {
    switch (event.type) {
      case 'OrganisationFlagged':
        return { ...state, flags: [...state.flags, flagOf(event.data, meta)].slice(-MAX_FLAGS) };
      case 'FlagLifted':
        return { ...state, flags: state.flags.filter(({ flagId }) => flagId !== event.data.flagId) };
      case 'DueDiligenceConfirmed': {
        const { recordId, rating, validFrom, validUntil, role: by } = event.data;
        const confirmed = [...state.dueDiligence, { recordId, rating, validFrom, validUntil, by }];
        return { ...state, dueDiligence: confirmed.slice(-MAX_REMEMBERED) };
      }
    }
  },
};

function flagOf(
  { flagId, level, reason, until, role: by }: OrganisationFlagged['data'],
  { time: since }: EventMeta,
): StandingFlag {
  return { flagId, level, reason, since, until, by };
}
