import {
  type Decision,
  alreadyExists as existing,
  frenchNoun,
  type Localised,
  type Noun,
  type Rejection,
  type RejectionCategory,
  reject,
  upperFirst,
} from '@mdtf/domain';

type Refused = Decision<never, never>;
type More = Pick<Rejection, 'field' | 'verdicts' | 'params'>;

const refusal =
  (category: RejectionCategory) =>
  (code: string, title: Localised, detail: Localised, more: More = {}): Refused =>
    reject({ code, category, title, detail, ...more });

/** What was asked does not fit the fund or itself; names the field where there is one. */
export const invalid = refusal('invalid');

/** A rule of the fund says no. */
export const refused = refusal('refused');

/** It cannot be as things stand; asking again later, or for something else, may help. */
export const conflict = refusal('conflict');

/** Known, and not for this person. */
export const forbidden = refusal('forbidden');

/** 403 for a seat that somebody else fills. */
export function notYourSeat(seat: string): Refused {
  return forbidden(
    'not-your-seat',
    { en: 'Not your seat', fr: 'Pas votre siège' },
    { en: `You do not sit in seat ${seat}.`, fr: `Vous n’occupez pas le siège ${seat}.` },
  );
}

/** 400 for a seat that a list names again. */
export function seatNamedTwice(seat: string, field: string): Refused {
  return invalid(
    'seat-named-twice',
    { en: 'A seat is named twice', fr: 'Un siège est nommé deux fois' },
    { en: `Seat ${seat} is named more than once.`, fr: `Le siège ${seat} est nommé plus d’une fois.` },
    { field },
  );
}

/** 404 for the thing that a command is about; the code is `<what>-not-found`. */
export function notFound(what: Noun, id: string): Refused {
  return reject({ ...missing(what, id), category: 'not-found' });
}

/** 422 for a thing that a field of the command names. */
export function unknownIn(field: string, what: Noun, id: string): Refused {
  return reject({ ...missing(what, id), category: 'refused', field });
}

/** 409 for an id that is taken, whatever is in it: never a second thing under one name. */
export function alreadyExists(what: Noun, id: string): Refused {
  return reject(existing(what, id));
}

function missing(what: Noun, id: string): Pick<Rejection, 'code' | 'title' | 'detail'> {
  const noun = frenchNoun(what);
  return {
    code: `${what.replaceAll(' ', '-')}-not-found`,
    title: { en: `No such ${what}`, fr: `${upperFirst(noun.bare)} introuvable` },
    detail: {
      en: `There is no ${what} ${JSON.stringify(id)}.`,
      fr: `${upperFirst(noun.the)} ${JSON.stringify(id)} n’existe pas.`,
    },
  };
}
