import { type ApprovedAmount, minorOf, sumMinor, wordMoney } from '@mdtf/domain';
import type { ProposalAtHand } from '../proposal-at-hand.ts';
import { refused } from '../rejections.ts';
import type { Charter } from '../shapes.ts';

/** 422 above the most that the charter lets silence approve. */
export function refuseCeiling(split: readonly ApprovedAmount[], { nonObjection, currency }: Charter) {
  const ceiling = nonObjection?.ceiling;
  if (ceiling === undefined) return undefined;
  const sum = sumMinor(
    split.map(({ amount }) => amount),
    currency,
  );
  if (sum <= minorOf(ceiling)) return undefined;
  return refused(
    'beyond-silence',
    { en: 'Too much for silence', fr: 'Trop pour le silence' },
    {
      en: `By the charter silence approves at most ${wordMoney(ceiling, 'en')}; put it on a session’s agenda.`,
      fr: `Selon la charte, le silence approuve au plus ${wordMoney(ceiling, 'fr')} ; inscrivez-le à l’ordre du jour d’une séance.`,
    },
    { field: 'body.split', params: { ceiling: ceiling.amount } },
  );
}

/** A government's request above the charter's threshold has left the light track: a session decides on it. */
export function refuseFullTrack(
  { proposal: { kind, requested } }: ProposalAtHand,
  { assistanceThreshold }: Charter,
) {
  if (kind !== 'assistance-request' || assistanceThreshold === undefined || requested === null)
    return undefined;
  if (minorOf(requested) <= minorOf(assistanceThreshold)) return undefined;
  return refused(
    'beyond-light-track',
    { en: 'Too much for the light track', fr: 'Trop pour la procédure légère' },
    {
      en: `By the charter silence decides on a request of at most ${wordMoney(assistanceThreshold, 'en')}; put it on a session’s agenda.`,
      fr: `Selon la charte, le silence décide d’une demande d’au plus ${wordMoney(assistanceThreshold, 'fr')} ; inscrivez-la à l’ordre du jour d’une séance.`,
    },
    { field: 'body.subject', params: { threshold: assistanceThreshold.amount } },
  );
}
