import type { Rejection } from './decider.ts';

/** The fund has no charter that is known here. */
export const fundNotKnown: Rejection = {
  code: 'fund-not-found',
  category: 'not-found',
  title: 'No such fund',
  detail: 'This fund has no charter, or it is not known here yet.',
};

/** Something with this id was recorded before; nothing is recorded twice. */
export function alreadyExists(what: string, id: string): Rejection {
  return {
    code: 'already-exists',
    category: 'conflict',
    title: `This ${what} exists`,
    detail: `The ${what} ${id} was recorded before; nothing was recorded now.`,
    params: { id },
  };
}

/** What the path names is not there. */
export function notFound(what: string, id: string): Rejection {
  return {
    code: `${what.replaceAll(' ', '-')}-not-found`,
    category: 'not-found',
    title: `No such ${what}`,
    detail: `There is no ${what} ${id} in this fund.`,
    params: { id },
  };
}

/** What a field of the body names is not there. */
export function notKnown(what: string, id: string, field: string): Rejection {
  return {
    code: `unknown-${what.replaceAll(' ', '-')}`,
    category: 'refused',
    title: `Unknown ${what}`,
    detail: `The ${what} ${id} is not known.`,
    field,
    params: { id },
  };
}
