import { inEach, type Localised } from '@mdtf/domain';
import { votesNeeded } from '@mdtf/rules';
import type { Ballot, CharterSeat, ConstituencyTally, DecisionMethod, Tally } from './shapes.ts';

/** The ballots of the item, by seat. */
export type Ballots = { readonly [seat: string]: Ballot };

/** What counting needs to know of a seat; one that is not known weighs 1, in no constituency. */
type CountedSeat = Pick<CharterSeat, 'id' | 'constituency' | 'weight'>;

type Votes = Pick<Tally, 'for' | 'against' | 'abstained'>;

/**
 * What the ballots come to, of those seats alone that are entitled and present, each with its weight: by consensus when
 * nobody is against, otherwise by a share of the votes cast, in all or in each constituency that has cast any;
 * abstentions are not cast, and where votes are counted nothing is carried by none.
 */
export function tallyOf(
  method: DecisionMethod,
  ballots: Ballots,
  entitledAndPresent: readonly string[],
  seats: readonly CountedSeat[] = [],
): Tally {
  const known = new Map(seats.map((seat) => [seat.id, seat]));
  const counted = entitledAndPresent.map((id) => known.get(id) ?? { id, constituency: '' });
  const votes = votesOf(ballots, counted);
  const all = { ...votes, cast: votes.for + votes.against, ...weighted(counted) };
  const consensus = method.first === 'consensus' && (votes.against === 0 || method.otherwise === 'none');
  if (consensus) return { method: 'consensus', ...all, needed: 0, carried: votes.against === 0 };
  const share = method.first === 'consensus' ? method.otherwise : method.first;
  if (share === 'per-constituency') return perConstituency(all, ballots, counted);
  const counting = share === 'two-thirds' ? 'two-thirds' : 'majority';
  const needed = votesNeeded(counting, all.cast);
  return { method: counting, ...all, needed, carried: votes.for >= needed };
}

function perConstituency(
  all: Votes & Pick<Tally, 'cast'>,
  ballots: Ballots,
  counted: readonly CountedSeat[],
): Tally {
  const ids = [...new Set(counted.map(({ constituency }) => constituency))];
  const constituencies = ids.flatMap((constituency): readonly ConstituencyTally[] => {
    const votes = votesOf(
      ballots,
      counted.filter((seat) => seat.constituency === constituency),
    );
    const cast = votes.for + votes.against;
    if (cast === 0) return [];
    const needed = votesNeeded('majority', cast);
    return [{ constituency, for: votes.for, against: votes.against, needed, carried: votes.for >= needed }];
  });
  const carried = constituencies.length > 0 && constituencies.every((part) => part.carried);
  const needed = constituencies.reduce((sum, part) => sum + part.needed, 0);
  return { method: 'per-constituency', ...all, needed: Math.max(1, needed), carried, constituencies };
}

function votesOf(ballots: Ballots, counted: readonly CountedSeat[]): Votes {
  const sum = (ballot: Ballot): number =>
    counted.reduce((total, { id, weight = 1 }) => (ballots[id] === ballot ? total + weight : total), 0);
  return { for: sum('for'), against: sum('against'), abstained: sum('abstain') };
}

/** Said only where a vote is not just a vote. */
function weighted(counted: readonly CountedSeat[]): Pick<Tally, 'weighted'> {
  return counted.some(({ weight = 1 }) => weight !== 1) ? { weighted: true } : {};
}

/** The arithmetic in words, for a refusal. */
export function wordTally(tally: Tally): Localised {
  const en = `${tally.for} for, ${tally.against} against, ${tally.abstained} abstaining`;
  const fr = `${tally.for} pour, ${tally.against} contre, ${tally.abstained} abstentions`;
  const { method, needed, cast, constituencies = [] } = tally;
  switch (method) {
    case 'consensus':
      return {
        en: `${en}; consensus needs that nobody is against`,
        fr: `${fr} ; le consensus demande que nul ne soit contre`,
      };
    case 'majority':
    case 'two-thirds':
      return {
        en: `${en}; ${needed} of ${cast} votes cast are needed (${method})`,
        fr: `${fr} ; il faut ${needed} des ${cast} voix exprimées (${method === 'majority' ? 'majorité' : 'deux tiers'})`,
      };
    case 'per-constituency': {
      const parts = inEach((language) =>
        constituencies
          .map(
            (part) =>
              `${part.constituency} ${part.for} ${language === 'fr' ? 'sur' : 'of'} ${part.for + part.against}, ${language === 'fr' ? 'requis' : 'needed'} ${part.needed}`,
          )
          .join(language === 'fr' ? ' ; ' : '; '),
      );
      return {
        en: `${en}; a majority is needed in each constituency that votes: ${parts.en}`,
        fr: `${fr} ; il faut une majorité dans chaque circonscription qui vote : ${parts.fr}`,
      };
    }
  }
}
