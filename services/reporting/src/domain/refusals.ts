import type { Rejection } from '@mdtf/domain';

/** The fund has no charter that is known here. */
export const fundNotKnown: Rejection = {
  code: 'fund-not-found',
  category: 'not-found',
  title: 'No such fund',
  detail: 'This fund has no charter, or it is not known here yet.',
};

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

/** A part of the body that says something impossible. */
export function invalidField(code: string, field: string, detail: string): Rejection {
  return { code, category: 'invalid', title: 'The report does not hold together', detail, field };
}
