import { inEach, type Localised } from '@mdtf/domain';
import type { Charter, QuorumRecord } from './shapes.ts';

/**
 * Who is entitled, who is there and whether that is enough: recused seats leave numerator and denominator, seats
 * without vote count in neither, and the needed number is the charter's share rounded up.
 */
export function quorumOf(
  charter: {
    readonly seats: readonly Pick<Charter['seats'][number], 'id' | 'constituency' | 'voting'>[];
    readonly quorum: Charter['quorum'];
  },
  attending: readonly string[],
  recusals: readonly string[],
): QuorumRecord {
  const voting = charter.seats.filter(({ voting }) => voting);
  const entitled = voting.filter(({ id }) => !recusals.includes(id));
  const present = entitled.filter(({ id }) => attending.includes(id));
  const { numerator, denominator } = charter.quorum.share;
  const needed = Math.ceil((numerator * entitled.length) / denominator);
  const constituencies = Object.entries(charter.quorum.minimumPresent).map(([constituency, minimum]) => ({
    constituency,
    present: present.filter((seat) => seat.constituency === constituency).length,
    needed: minimum,
  }));
  return {
    entitled: entitled.map(({ id }) => id),
    present: present.map(({ id }) => id),
    recused: voting.filter(({ id }) => recusals.includes(id)).map(({ id }) => id),
    needed,
    constituencies,
    met:
      present.length > 0 &&
      present.length >= needed &&
      constituencies.every((constituency) => constituency.present >= constituency.needed),
  };
}

/** The arithmetic in words, for a refusal. */
export function wordQuorum(quorum: QuorumRecord): Localised {
  const { entitled, needed, present, recused, constituencies } = quorum;
  return inEach((language) => {
    const words = QUORUM_WORDS[language];
    const minima = constituencies.map(
      (part) => `${part.constituency} ${part.present} ${words.ofAtLeast} ${part.needed}`,
    );
    const left = recused.length === 0 ? '' : `, ${words.recused} ${recused.join(', ')}`;
    const seats = `${words.entitled} ${entitled.length}, ${words.needed} ${needed}, ${words.present} ${present.length}${left}`;
    return minima.length === 0 ? seats : `${seats}${language === 'fr' ? ' ;' : ';'} ${minima.join(', ')}`;
  });
}

const QUORUM_WORDS = {
  en: {
    entitled: 'entitled',
    needed: 'needed',
    present: 'present',
    recused: 'recused',
    ofAtLeast: 'of at least',
  },
  fr: {
    entitled: 'ayants droit',
    needed: 'requis',
    present: 'présents',
    recused: 'déportés',
    ofAtLeast: 'sur au moins',
  },
} as const;
