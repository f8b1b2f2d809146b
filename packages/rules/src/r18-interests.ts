import type { Localised, SmallestChange } from '@mdtf/domain';
import { finding, notApplicable, type Rule } from './rule.ts';
import { deed } from './smallest-change.ts';

/** A voting seat at one item: what it declared, how that was ruled, and what it did. */
export interface SeatAtItem {
  readonly seat: string;
  /** declared: a declared interest that nobody has ruled on yet. */
  readonly interest: 'none' | 'declared' | 'disclosure' | 'recusal';
  /** Its organisation leads or joins what is decided. */
  readonly own: boolean;
  readonly voted: boolean;
}

export interface InterestsFacts {
  readonly seats: readonly SeatAtItem[];
}

/** R18: every declared interest is ruled a disclosure or a recusal, an organisation never decides on its own, and the recused do not vote. */
export const interests: Rule<InterestsFacts, Record<never, never>> = {
  id: 'R18',
  version: 1,
  source: 'General norm of trust fund committees; as the charter sets it',
  title: { en: 'Interests', fr: 'Intérêts' },
  explanation: {
    en: 'A declared interest is ruled a disclosure or a recusal before the decision. A recused seat does not vote and leaves numerator and denominator; an organisation never decides on its own proposal.',
    fr: 'Un intérêt déclaré est qualifié de simple déclaration ou de déport avant la décision. Un siège déporté ne vote pas et quitte numérateur et dénominateur ; une organisation ne décide jamais de sa propre proposition.',
  },
  places: { decision: 'block' },
  parameters: {},
  quantities: {
    seats: {
      type: 'list',
      label: {
        en: 'Seats, with interest, ruling and vote',
        fr: 'Sièges, avec intérêt, qualification et vote',
      },
    },
  },
  evaluate({ seats }) {
    if (seats.length === 0) return notApplicable(NO_SEATS);
    const failures = seats.flatMap(failuresOf);
    return finding({
      result: failures.length === 0 ? 'holds' : 'broken',
      numerator: `${failures.length}`,
      denominator: `${seats.length}`,
      limit: '0',
      explanation:
        failures.length === 0 ? wordKept(seats) : joined(failures.map(({ explanation }) => explanation)),
      changes: failures.map(({ change }) => change),
    });
  },
};

const NO_SEATS = { en: 'No seat is entitled.', fr: 'Aucun siège n’est habilité.' };
const SEATS_STAY = { en: 'The other seats stay', fr: 'Les autres sièges restent inchangés' };

interface Failure {
  readonly explanation: Localised;
  readonly change: SmallestChange;
}

function failuresOf({ seat, interest, own, voted }: SeatAtItem): Failure[] {
  if (interest === 'declared') return [notRuled(seat)];
  if (own && interest !== 'recusal') return [ownProposal(seat)];
  return interest === 'recusal' && voted ? [recusedVote(seat)] : [];
}

function notRuled(seat: string): Failure {
  return {
    explanation: {
      en: `The interest that seat ${seat} declared is not ruled on.`,
      fr: `L’intérêt déclaré par le siège ${seat} n’est pas qualifié.`,
    },
    change: deed(`ruling-${seat}`, SEATS_STAY, {
      en: `Rule the interest of seat ${seat} a disclosure or a recusal.`,
      fr: `Qualifier l’intérêt du siège ${seat} de simple déclaration ou de déport.`,
    }),
  };
}

function ownProposal(seat: string): Failure {
  return {
    explanation: {
      en: `Seat ${seat} would decide on its own organisation’s proposal.`,
      fr: `Le siège ${seat} déciderait de la proposition de sa propre organisation.`,
    },
    change: deed(`recusal-${seat}`, SEATS_STAY, {
      en: `Record the recusal of seat ${seat}.`,
      fr: `Consigner le déport du siège ${seat}.`,
    }),
  };
}

function recusedVote(seat: string): Failure {
  return {
    explanation: { en: `Seat ${seat} is recused and voted.`, fr: `Le siège ${seat} est déporté et a voté.` },
    change: deed(`ballot-${seat}`, SEATS_STAY, {
      en: `Set the ballot of seat ${seat} aside.`,
      fr: `Écarter le bulletin du siège ${seat}.`,
    }),
  };
}

function wordKept(seats: readonly SeatAtItem[]): Localised {
  const of = (interest: SeatAtItem['interest']) =>
    seats.filter((each) => each.interest === interest).map(({ seat }) => seat);
  const [disclosed, recused] = [of('disclosure'), of('recusal')];
  const list = (ids: readonly string[], none: string) => (ids.length === 0 ? none : ids.join(', '));
  return {
    en: `Interests disclosed: ${list(disclosed, 'none')}. Recused: ${list(recused, 'none')}.`,
    fr: `Intérêts déclarés : ${list(disclosed, 'aucun')}. Déports : ${list(recused, 'aucun')}.`,
  };
}

function joined(sentences: readonly Localised[]): Localised {
  return { en: sentences.map(({ en }) => en).join(' '), fr: sentences.map(({ fr }) => fr).join(' ') };
}
