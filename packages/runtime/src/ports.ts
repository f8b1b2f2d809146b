import type { ServiceName } from '@mdtf/contracts';
import type { Publication } from '@mdtf/domain';
import type { Command, CommandResult, LogReader, Position } from '@mdtf/fund-log';
import type { Implementation } from './implementation.ts';

/** Where commands go: a service's committer. */
export interface CommandPort {
  submit(command: Command): Promise<CommandResult>;
}

/** What one person holds in one fund; empty when nothing is granted. */
export interface Grants {
  readonly roles: readonly string[];
  readonly organisations: readonly string[];
  readonly seats: readonly string[];
}

/** The committee's grants as this service knows them; asked at every request, so it should answer from memory. */
export interface GrantLookup {
  rolesOf(fund: string, person: string): Grants | Promise<Grants>;
}

/** Whether a request may go on: caught up, not yet, or a position that nobody announced or that this service does not read. */
export type Reached = 'reached' | 'lagging' | 'unknown';

/** How far a service has read one source's log of a fund; `parked` says why a stream stands still. */
export interface ReadPosition extends Position {
  readonly parked?: string;
}

/** How far a service's own log of a fund has come (absent where it has none), and how far it has read the others'. */
export interface FundPositions {
  readonly head?: Position;
  readonly read: readonly ReadPosition[];
}

/** One service as a server mounts it: the all-in-one mounts five, a separate process one. */
export interface ServiceMount {
  readonly name: ServiceName;
  readonly implementations: readonly Implementation[];
  readonly grants: GrantLookup;
  /** Absent where a service takes no commands. */
  readonly commands?: CommandPort;
  /** Absent where a service has no log. */
  readonly logs?: LogReader;
  /** Own positions as well as those of the logs it reads. */
  waitFor(position: Position, timeoutMs: number): Promise<Reached>;
  /** Undefined where this service knows no such fund. */
  positions(fund: string): Promise<FundPositions | undefined>;
  /** What the fund's charter publishes; undefined where this service knows no such fund. */
  publicationOf(fund: string): Publication | undefined | Promise<Publication | undefined>;
}
