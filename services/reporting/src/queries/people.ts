import type pg from 'pg';
import { audiencesOf } from '../domain/notices/audience.ts';

interface GrantRow {
  readonly person: string;
  readonly role: string;
  readonly organisation: string | null;
  readonly seat: string | null;
}

const LIVE = `
  SELECT person, role, organisation, seat FROM (
    SELECT DISTINCT ON (grant_id) * FROM role_grant WHERE fund = $1 AND ($2::text[] IS NULL OR person = ANY ($2))
    ORDER BY grant_id, sequence DESC) latest
  WHERE live ORDER BY person`;

/** What the read tables know of the roles that people hold in a fund; those named, or all. */
export async function audiencesIn(
  db: pg.Pool | pg.ClientBase,
  fund: string,
  people?: readonly string[],
): Promise<ReadonlyMap<string, Person>> {
  const { rows } = await db.query<GrantRow>(LIVE, [fund, people === undefined ? null : [...people]]);
  const byPerson = Map.groupBy(rows, ({ person }) => person);
  return new Map(
    Array.from(byPerson, ([person, grants]) => {
      const roles = [...new Set(grants.map(({ role }) => role))];
      const organisations = grants.flatMap(({ role, organisation }) =>
        role === 'partner' && organisation !== null ? [organisation] : [],
      );
      const seats = grants.flatMap(({ role, seat }) => (SITS.has(role) && seat !== null ? [seat] : []));
      return [person, { roles, audiences: audiencesOf(person, { roles, organisations, seats }) }];
    }),
  );
}

/** A person's roles in a fund, and everything under which something concerns it. */
export interface Person {
  readonly roles: readonly string[];
  readonly audiences: readonly string[];
}

const SITS: ReadonlySet<string> = new Set(['seat-holder', 'alternate']);
