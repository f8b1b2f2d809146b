import { localToInstant } from '@mdtf/domain';

/** The demonstration fund. */
export const FUND = 'imdp';

export const params = { fundId: FUND };

export const usd = (amount: string): { amount: string; currency: string } => ({ amount, currency: 'USD' });

/** 09:00 in Zurich on a date. */
export const morning = (date: string): string => localToInstant(date, '09:00:00', 'Europe/Zurich');

/** Where the seeding stops: the morning of the third session, so that whoever comes can decide. */
export const STOPPED_AT = morning('2008-05-20');
