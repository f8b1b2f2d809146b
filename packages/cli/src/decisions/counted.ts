import type { CommitteeEvent } from '@mdtf/contracts';

type Data<T extends CommitteeEvent['type']> = Extract<CommitteeEvent, { type: T }>['data'];
type Charter = Data<'CharterAdopted'>['charter'];
type Seat = Charter['seats'][number];
type Method = Charter['decisionMethod'];
type Subject = Decision['subject'];
type Decision = Data<'DecisionTaken'>;
type Ballot = Data<'VoteCast'>['ballot'];

/** Who could take part: seats in the charter's order, those there, and those left out. */
export interface Assembly {
  readonly seats: readonly Pick<Seat, 'id' | 'constituency' | 'weight'>[];
  readonly quorum: Charter['quorum'];
  readonly there: ReadonlySet<string>;
  readonly recused: ReadonlySet<string>;
}

/** The quorum, counted seat by seat without dividing anything. */
export function countQuorum({ seats, quorum, there, recused }: Assembly): NonNullable<Decision['quorum']> {
  const entitled = seats.filter(({ id }) => !recused.has(id));
  const present = entitled.filter(({ id }) => there.has(id));
  const { numerator, denominator } = quorum.share;
  let needed = 0;
  while (needed * denominator < numerator * entitled.length) needed += 1;
  const constituencies = Object.entries(quorum.minimumPresent).map(([constituency, minimum]) => ({
    constituency,
    present: present.filter((seat) => seat.constituency === constituency).length,
    needed: minimum,
  }));
  const short = constituencies.some((part) => part.present < part.needed);
  return {
    entitled: entitled.map(({ id }) => id),
    present: present.map(({ id }) => id),
    recused: seats.filter(({ id }) => recused.has(id)).map(({ id }) => id),
    needed,
    constituencies,
    met: present.length > 0 && present.length >= needed && !short,
  };
}

/** The method of the charter for what was first decided, whatever has amended it since; `decided`: subjects of earlier decisions. */
export function methodOf(
  { decisionMethod, decisionMethods = {} }: Charter,
  subject: Subject,
  decided: ReadonlyMap<string, Subject>,
): Method {
  let first: Subject | undefined = subject;
  while (first?.kind === 'amendment') first = decided.get(first.id);
  const own = Object.entries(decisionMethods).find(([kind]) => kind === first?.kind);
  return own?.[1] ?? decisionMethod;
}

/** The votes of those who are entitled and there, counted paper by paper. */
export function countVotes(
  method: Method,
  ballots: ReadonlyMap<string, Ballot>,
  seats: Assembly['seats'],
): NonNullable<Decision['tally']> {
  const papers = seats.flatMap(({ id, constituency, weight = 1 }) => {
    const ballot = ballots.get(id);
    return ballot === undefined ? [] : Array.from({ length: weight }, () => ({ constituency, ballot }));
  });
  const count = (ballot: Ballot, constituency?: string) =>
    papers.filter(
      (paper) => paper.ballot === ballot && (constituency ?? paper.constituency) === paper.constituency,
    ).length;
  const [inFavour, against] = [count('for'), count('against')];
  const votes = { for: inFavour, against, abstained: count('abstain'), cast: inFavour + against };
  const weighted = seats.some(({ weight = 1 }) => weight !== 1) ? { weighted: true } : {};
  const all = { ...votes, ...weighted };
  if (method.first === 'consensus' && (against === 0 || method.otherwise === 'none'))
    return { method: 'consensus', ...all, needed: 0, carried: against === 0 };
  const by = method.first === 'consensus' ? method.otherwise : method.first;
  if (by === 'per-constituency') {
    const constituencies = [...new Set(seats.map(({ constituency }) => constituency))]
      .map((constituency) => ({
        constituency,
        for: count('for', constituency),
        against: count('against', constituency),
      }))
      .filter((part) => part.for + part.against > 0)
      .map((part) => ({
        ...part,
        needed: least(part.for + part.against, 1, 2, true),
        carried: part.for > part.against,
      }));
    const needed = constituencies.reduce((sum, part) => sum + part.needed, 0);
    const carried = constituencies.length > 0 && constituencies.every((part) => part.carried);
    return { method: by, ...all, needed: needed === 0 ? 1 : needed, carried, constituencies };
  }
  const counting = by === 'two-thirds' ? by : 'majority';
  const needed = counting === 'two-thirds' ? least(votes.cast, 2, 3, false) : least(votes.cast, 1, 2, true);
  return { method: counting, ...all, needed, carried: inFavour >= needed };
}

/** The fewest votes, at least one, that are a share of those cast; `more`: more than the share. */
function least(cast: number, numerator: number, denominator: number, more: boolean): number {
  let votes = 1;
  while (more ? votes * denominator <= numerator * cast : votes * denominator < numerator * cast) votes += 1;
  return votes;
}
