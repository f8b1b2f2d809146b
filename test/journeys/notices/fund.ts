import { committeeRoutes, reportingRoutes } from '@mdtf/contracts';
import type { People } from '../people-of-system.ts';
import { TRIAL_CHARTER } from '../trial-fund.ts';

export const BEGINNING = '2030-05-20T07:00:00.000Z';
export const SEATS = ['1', '2', '3'] as const;

/** Where the holder of a seat is reached; no other address of a fund of this journey has its domain. */
export const addressOf = (fundId: string, seat: string): string => `seat-${seat}@${fundId}.example.org`;

/** A fund with three seats of one vote each, all of whose holders have an address; two of them are a quorum. */
export async function establishTold(people: People, fundId: string): Promise<void> {
  const seats = SEATS.map((id) => ({ id, constituency: 'all', voting: true }));
  const charter = {
    ...TRIAL_CHARTER,
    seats: seats.map((seat) => ({ ...seat, title: { en: `Seat ${seat.id}`, fr: `Siège ${seat.id}` } })),
    quorum: { share: { numerator: 2, denominator: 3 }, minimumPresent: {} },
  };
  const grants = [
    { person: 'secretariat', role: 'secretariat' as const, organisation: 'fund-secretariat' },
    { person: 'secretariat', role: 'partner' as const, organisation: 'fund-secretariat' },
    { person: 'auditor', role: 'auditor' as const },
    ...SEATS.map((seat) => ({ person: `seat-${seat}`, role: 'seat-holder' as const, seat })),
  ];
  await people.need('admin', committeeRoutes.establishFund, { body: { id: fundId, charter, grants } });
  const params = { fundId };
  for (const seat of SEATS)
    await people.need('secretariat', committeeRoutes.seatMember, {
      params,
      body: { seat, organisation: 'state-a' },
    });
  await people.settle(fundId);
  for (const seat of SEATS)
    await people.need(`seat-${seat}`, reportingRoutes.setContact, {
      params: { fundId, person: 'me' },
      body: { email: addressOf(fundId, seat) },
      ifMatch: '"0"',
    });
}

/** Asks for non-objection within ten working days. */
export const openNonObjection = (people: People, fundId: string) =>
  people.need('secretariat', committeeRoutes.openNonObjection, {
    params: { fundId },
    body: {
      id: 'N1',
      decisionId: 'D1',
      subject: { kind: 'other', id: 'N1' },
      title: 'The rules of procedure',
      reason: 'Agreed in May.',
      workingDays: 10,
    },
  });

/** What was asked, as it stands. */
export const nonObjection = (people: People, fundId: string) =>
  people.need('secretariat', committeeRoutes.getNonObjection, { params: { fundId, nonObjectionId: 'N1' } });
