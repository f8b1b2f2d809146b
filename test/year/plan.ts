import { type Random, randomOf } from '../simulation/world/random.ts';

/** Seats of the larger fund and who holds them; `country-z` asks for money as well. */
export const HOLDERS: Readonly<Record<string, string>> = {
  '1': 'donor-a',
  '2': 'donor-b',
  '3': 'donor-c',
  '4': 'donor-d',
  '5': 'country-x',
  '6': 'country-y',
  '7': 'country-z',
  '8': 'migrants',
  '9': 'employers',
};
export const SEATS = Object.keys(HOLDERS);

/** Leads of proposals: five that hold no seat, and one that does. */
export const LEADS = ['lead-1', 'lead-2', 'lead-3', 'lead-4', 'lead-5', 'country-z'] as const;

export type Ballot = 'for' | 'against' | 'abstain';
export type CallId = 'call-1' | 'call-2';

/** What is asked for, amounts in minor units; the bank's part is of the total. */
export interface PlannedProposal {
  readonly id: string;
  readonly call: CallId;
  readonly windowId: 'north' | 'south';
  readonly lead: string;
  readonly direct: bigint;
  /** 7 % of the direct cost, or 12 % where a waiver is asked for. */
  readonly indirect: bigint;
  readonly bank: bigint;
  readonly months: number;
}

/** How the seats meet one item: chance decides before anything happens, so that a model can foretell the outcome. */
export interface PlannedVotes {
  readonly [seat: string]: Ballot;
}

export interface PlannedSilence {
  readonly proposal: string;
  /** Seats whose notice never arrives. */
  readonly bounced: readonly string[];
  readonly objector: string | null;
  readonly agreeing: readonly string[];
}

export interface PlannedSession {
  readonly number: number;
  readonly date: string;
  readonly absent: readonly string[];
  /** Proposals put on its agenda for the first time, and how each seat votes on whatever comes, by proposal. */
  readonly proposals: readonly string[];
  /** Asked before it, outside meetings. */
  readonly silences: readonly PlannedSilence[];
}

/** A whole year. */
export interface Plan {
  readonly proposals: readonly PlannedProposal[];
  readonly sessions: readonly PlannedSession[];
  readonly votesOn: (subject: string, session: number) => PlannedVotes;
}

const DATES = ['2010-02-16', '2010-04-13', '2010-06-15', '2010-08-24', '2010-10-12', '2010-12-07'];

/** The session in which the charter is amended; the second call opens after it. */
export const AMENDING = 3;
/** The session that too few attend. */
const POORLY_ATTENDED = 4;
const SILENCES_BEFORE_A_SESSION = 2;
const IN_SESSIONS = [5, 5, 5, 5, 4, 4] as const;

/** Proposals with a 12 % indirect cost, and those that last too long: waivers are asked for them. */
export const DEAR = { granted: 'P03', refused: 'P12' };
export const LONG = { within: 'P07', beyond: 'P08' };
export const LONG_BOUND = 30_000_000n;

/** The year of a seed: 40 proposals, 28 first asked in six sessions and 12 outside meetings. */
export function planOf(seed: number): Plan {
  const random = randomOf(seed);
  const proposals = Array.from({ length: 40 }, (_, at) => proposalOf(at + 1, random.fork()));
  const silent = proposals.filter((_, at) => at >= 28).map(({ id }) => id);
  const assembled = proposals.filter((_, at) => at < 28).map(({ id }) => id);
  const sessions = DATES.map((date, at) => {
    const first = IN_SESSIONS.slice(0, at).reduce<number>((sum, count) => sum + count, 0);
    const asked = silent.slice(at * SILENCES_BEFORE_A_SESSION, (at + 1) * SILENCES_BEFORE_A_SESSION);
    return {
      number: at + 1,
      date,
      absent: absentFrom(at + 1, random),
      proposals: assembled.slice(first, first + (IN_SESSIONS[at] ?? 0)),
      silences: asked.map((proposal) => silenceOn(proposal, random)),
    };
  });
  const votes = random.next();
  const votesOn = (subject: string, session: number): PlannedVotes =>
    votesOf(randomOf(seedOf(`${seed} ${votes} ${subject} ${session}`)));
  return { proposals, sessions, votesOn };
}

function proposalOf(number: number, random: Random): PlannedProposal {
  const id = `P${String(number).padStart(2, '0')}`;
  const small = number > 28;
  const direct = BigInt(random.between(4_000_000, small ? 18_000_000 : 60_000_000));
  const rate = id === DEAR.granted || id === DEAR.refused ? 12n : 7n;
  const indirect = (direct * rate + 50n) / 100n;
  const long = id === LONG.within || id === LONG.beyond;
  const planned: PlannedProposal = {
    id,
    call: number <= 15 || (number > 28 && number <= 34) ? 'call-1' : 'call-2',
    windowId: random.chance(0.5) ? 'north' : 'south',
    lead: random.pick(LEADS),
    direct,
    indirect,
    bank: random.chance(0.4) ? ((direct + indirect) * BigInt(random.between(5, 40))) / 100n : 0n,
    // What is asked outside meetings keeps every rule; otherwise it could not be opened.
    months: long ? 40 : random.between(6, small ? 24 : 36),
  };
  if (id === LONG.within) return sized(planned, 20_000_000n);
  return id === LONG.beyond ? sized(planned, 45_000_000n) : planned;
}

const sized = (planned: PlannedProposal, direct: bigint): PlannedProposal => ({
  ...planned,
  direct,
  indirect: (direct * 7n + 50n) / 100n,
  bank: 0n,
});

function absentFrom(session: number, random: Random): readonly string[] {
  // Three of four donors away: whoever else comes, the donors' minimum of two is not reached.
  if (session === POORLY_ATTENDED) return ['1', '2', '3'];
  return SEATS.filter(() => random.chance(0.1));
}

function silenceOn(proposal: string, random: Random): PlannedSilence {
  const bounced = SEATS.filter(() => random.chance(0.1));
  const others = SEATS.filter((seat) => !bounced.includes(seat));
  return {
    proposal,
    bounced,
    objector: random.chance(0.3) ? random.pick(others) : null,
    agreeing: others.filter(() => random.chance(0.4)),
  };
}

function votesOf(random: Random): PlannedVotes {
  const mood = random.next();
  return Object.fromEntries(
    SEATS.map((seat): [string, Ballot] => {
      const drawn = random.next();
      if (drawn < 0.06) return [seat, 'abstain'];
      return [seat, drawn < (mood < 0.35 ? 0.55 : 0.12) ? 'against' : 'for'];
    }),
  );
}

/** A number for a text (FNV-1a), so that what is drawn for one subject does not hang on what was drawn before. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}
