import type { Aggregate } from '@mdtf/domain';

/** Of the committee's event: which organisation holds a seat from now on. */
export interface MemberSeated {
  readonly type: 'MemberSeated';
  readonly data: { readonly seat: string; readonly organisation: string };
}

/** Which organisation holds which seat. */
export interface KnownSeats {
  readonly holders: { readonly [seat: string]: string };
}

/** The id of the one document of its kind in a fund. */
export const THE_SEATS = 'seats';

/** The committee's seats as known here. */
export const knownSeats: Aggregate<KnownSeats, MemberSeated> = {
  kind: 'seats',
  version: 1,
  concerns: { MemberSeated: () => THE_SEATS },
  evolve: (state, { data: { seat, organisation } }) => ({
    holders: { ...state?.holders, [seat]: organisation },
  }),
};
