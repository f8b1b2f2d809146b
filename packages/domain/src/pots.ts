/** The pot of contributions without a hard earmark that are not the bank's own; every fund has it. */
export const POOLED_POT = 'pooled';

/** The pot of the administering bank's own resources, which the cap limits; every fund has it. */
export const BANK_POT = 'bank';
