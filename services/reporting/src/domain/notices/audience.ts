/** Whom something concerns, as text: `role:secretariat`, `organisation:iom`, `seat:3`, `person:somebody`. */
export type Audience = string;

export const ofRole = (role: string): Audience => `role:${role}`;
export const ofOrganisation = (organisation: string): Audience => `organisation:${organisation}`;
export const ofSeat = (seat: string): Audience => `seat:${seat}`;
export const ofPerson = (person: string): Audience => `person:${person}`;

/** What a person holds in a fund. */
export interface Holdings {
  readonly roles: readonly string[];
  readonly organisations: readonly string[];
  readonly seats: readonly string[];
}

/** Everything under which something may concern a person. */
export function audiencesOf(person: string, { roles, organisations, seats }: Holdings): readonly Audience[] {
  return [ofPerson(person), ...roles.map(ofRole), ...organisations.map(ofOrganisation), ...seats.map(ofSeat)];
}

/** The roles that sit in, or prepare, a session of the committee. */
export const AT_SESSIONS: readonly Audience[] = [
  'seat-holder',
  'alternate',
  'observer',
  'chair',
  'secretariat',
].map(ofRole);

const OWNER_ROLES: Readonly<Record<string, string>> = {
  secretariat: 'secretariat',
  treasurer: 'treasurer',
  treasurers: 'treasurer',
  chair: 'chair',
};

const ORGANISATION_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Whom a condition concerns: its owner, a role or an organisation; the partner where neither is named; the secretariat. */
export function ofConditionOwner(owner: string, partner: string | null): readonly Audience[] {
  const named = owner.trim();
  const role = OWNER_ROLES[named.toLowerCase()];
  const found = new Set([ofRole('secretariat')]);
  if (role !== undefined) found.add(ofRole(role));
  else if (partner !== null) found.add(ofOrganisation(partner));
  if (role === undefined && ORGANISATION_ID.test(named)) found.add(ofOrganisation(named));
  return [...found];
}
