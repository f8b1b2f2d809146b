import type { Rejection } from './decider.ts';
import { compareDates, type LocalDate } from './local-date.ts';
import type { Localised } from './localised.ts';
import type { StandingFlag } from './organisation-record.ts';
import { type Standing, type Step, stops } from './standing.ts';
import { localDate } from './time.ts';
import type { Place, SmallestChange, Verdict } from './verdict.ts';

/** The name under which standings are told among the verdicts of rules. */
export const STANDING_RULE = 'standing';

/**
 * What standings come to at a place, in the form of a rule's verdict: one for all who have a part, in the order given;
 * none where there is nothing to tell. It names flags and not their reasons, for it stands in public records.
 */
export function standingVerdicts(standings: readonly Standing[], place: Place): readonly Verdict[] {
  const told = standings.filter(({ status }) => status !== 'clear');
  if (told.length === 0) return [];
  const outcome = told.some(stops) ? ('block' as const) : ('warn' as const);
  const of = told.map((standing) => wordStanding(standing));
  const verdict: Verdict = {
    rule: STANDING_RULE,
    version: 1,
    source: 'Flags and due diligence on the fund’s record',
    title: { en: 'Standing of the organisations', fr: 'Situation des organisations' },
    place,
    severity: outcome,
    outcome,
    numerator: null,
    denominator: null,
    limit: null,
    headroom: null,
    percent: null,
    percentLimit: null,
    explanation: joined(of),
    changes: told.filter(stops).map(wayOutChange),
    waiver: null,
  };
  return [verdict];
}

/** The refusal of what an organisation may not do as it stands; with the flag's reason for those who may read it. */
export function refuseStanding(
  standing: Standing,
  mayReadReasons: boolean,
): Rejection & { readonly detail: Localised } {
  const { status, field, organisation, flags, dueDiligence } = standing;
  const [flag] = flags;
  const params = { organisation, status };
  const told = [wordStanding(standing), wayOut(standing)];
  if (status === 'blocked' && flag !== undefined) {
    const { flagId, since, until, by, reason } = flag;
    const why = { en: `The reason given: ${reason}`, fr: `Le motif indiqué : ${reason}` };
    return {
      code: 'organisation-blocked',
      category: 'refused',
      title: { en: 'The organisation is blocked', fr: 'L’organisation est bloquée' },
      detail: joined(mayReadReasons ? [...told, why] : told),
      field,
      params: { ...params, flagId, since, until: until ?? '', by },
    };
  }
  const title =
    status === 'due-diligence-expired'
      ? { en: 'The due diligence has expired', fr: 'La diligence raisonnable a expiré' }
      : { en: 'A due diligence is missing', fr: 'Une diligence raisonnable manque' };
  const until = dueDiligence?.validUntil ?? '';
  return {
    code: status,
    category: 'refused',
    title,
    detail: joined(told),
    field,
    params: { ...params, until },
  };
}

/** A standing in words: what, since when, until when, and in what role who said so. */
export function wordStanding(standing: Standing): Localised {
  const { status, name, organisation, flags, dueDiligence, step, timeZone } = standing;
  const who = name === organisation ? name : `${name} (${organisation})`;
  if (status === 'clear') return { en: `Nothing stands against ${who}.`, fr: `Rien ne s’oppose à ${who}.` };
  if (status === 'blocked' || status === 'warned') {
    const told = flags.filter(({ level }) => level !== 'observation');
    return joined(told.map((flag) => wordFlag(who, flag, localDate(flag.since, timeZone))));
  }
  const { en, fr } = STEPS[step];
  if (status === 'due-diligence-expired' && dueDiligence !== null) {
    const { recordId, validUntil, by } = dueDiligence;
    const role = roleIn(by);
    return {
      en: `The due diligence on ${who} expired at the end of ${validUntil} (record ${recordId}, confirmed by ${role.en}); the charter requires one ${en}.`,
      fr: `La diligence raisonnable sur ${who} a expiré à la fin du ${validUntil} (dossier ${recordId}, confirmé par ${role.fr}) ; la charte en exige une ${fr}.`,
    };
  }
  if (dueDiligence !== null) {
    const { recordId, validFrom } = dueDiligence;
    return {
      en: `The due diligence on ${who} holds only from ${validFrom} (record ${recordId}); the charter requires one ${en}.`,
      fr: `La diligence raisonnable sur ${who} ne vaut qu’à partir du ${validFrom} (dossier ${recordId}) ; la charte en exige une ${fr}.`,
    };
  }
  return {
    en: `No confirmed due diligence on ${who} is on record; the charter requires one ${en}.`,
    fr: `Aucune diligence raisonnable confirmée sur ${who} n’est au dossier ; la charte en exige une ${fr}.`,
  };
}

function wordFlag(who: string, { flagId, level, until, by }: StandingFlag, day: LocalDate): Localised {
  const role = roleIn(by);
  const is = level === 'blocked' ? { en: 'is blocked', fr: 'est bloquée' } : WARNED;
  return {
    en: `${who} ${is.en} since ${day}, ${until === null ? 'until the flag is lifted' : `until the end of ${until}`}, by ${role.en} (flag ${flagId}).`,
    fr: `${who} ${is.fr} depuis le ${day}, ${until === null ? 'jusqu’à la levée du signalement' : `jusqu’à la fin du ${until}`}, par ${role.fr} (signalement ${flagId}).`,
  };
}

const WARNED = { en: 'carries a warning', fr: 'fait l’objet d’un avertissement' };

const ALWAYS = '';

function wayOut({ status, flags }: Standing): Localised {
  if (status !== 'blocked') {
    return {
      en: 'The way out: the secretariat records a due diligence that holds on the day, and another person confirms it.',
      fr: 'La solution : le secrétariat enregistre une diligence raisonnable valable ce jour-là, et une autre personne la confirme.',
    };
  }
  const ends = flags.flatMap(({ level, until }) => (level === 'blocked' ? [until ?? ALWAYS] : []));
  const last = ends.includes(ALWAYS) ? null : (ends.toSorted(compareDates).at(-1) ?? null);
  return {
    en: `The way out: the flag is lifted, with a reason, by another person of the secretariat, the chair or a treasurer${last === null ? '.' : `, or ends by itself after ${last}.`}`,
    fr: `La solution : le signalement est levé, avec un motif, par une autre personne du secrétariat, la présidence ou un trésorier${last === null ? '.' : `, ou prend fin de lui-même après le ${last}.`}`,
  };
}

function wayOutChange(standing: Standing): SmallestChange {
  const { organisation, status } = standing;
  return {
    code: status === 'blocked' ? 'flag-lifted' : 'due-diligence-confirmed',
    holds: { en: `${organisation} keeps its part`, fr: `${organisation} garde son rôle` },
    action: wayOut(standing),
    by: null,
    to: null,
    toDate: null,
  };
}

const STEPS: Readonly<Record<Step, Localised>> = {
  submission: { en: 'before a submission', fr: 'avant une soumission' },
  decision: { en: 'before a decision', fr: 'avant une décision' },
  payment: { en: 'before a payment', fr: 'avant un paiement' },
};

const ROLES: Readonly<Record<string, Localised>> = {
  secretariat: { en: 'the secretariat', fr: 'le secrétariat' },
  chair: { en: 'the chair', fr: 'la présidence' },
  treasurer: { en: 'a treasurer', fr: 'un trésorier' },
  admin: { en: 'the administrator', fr: 'l’administrateur' },
};

const roleIn = (role: string): Localised => ROLES[role] ?? { en: role, fr: role };

const joined = (texts: readonly Localised[]): Localised => ({
  en: texts.map(({ en }) => en).join(' '),
  fr: texts.map(({ fr }) => fr).join(' '),
});
