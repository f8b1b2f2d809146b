import { noticeKind } from '@mdtf/contracts';
import type { Actor } from '@mdtf/domain';
import {
  decodeCursor,
  etagOf,
  forbidden,
  isRefusal,
  notFound,
  pageOf,
  type Refusal,
  refuse,
  type ServiceParts,
  stale,
} from '@mdtf/runtime';
import { type Contact, createContacts } from '../queries/contacts.ts';
import { messagesOf } from '../queries/messages.ts';
import { audiencesIn } from '../queries/people.ts';
import type { Handlers } from './handlers.ts';

type NoticeKind = (typeof noticeKind.options)[number];

/** How people are reached, by themselves and the secretariat, and what was sent to them. */
export function contactHandlers({
  pool,
}: Pick<ServiceParts, 'pool'>): Handlers<'getContact' | 'setContact' | 'eraseContact' | 'listMessages'> {
  const contacts = createContacts(pool);
  const answerOf = async (fund: string, person: string) => {
    const contact = await contacts.one(fund, person);
    return { body: told(person, contact), etag: etagOf(contact?.version ?? 0n) };
  };
  return {
    getContact: async ({ fund, params, actor }) => {
      const person = personOf(params.person, actor);
      return refuseOthers(person, actor) ?? answerOf(fund, person);
    },
    setContact: async ({ fund, params, body, actor, ifMatch }) => {
      const person = personOf(params.person, actor);
      const notAllowed = refuseOthers(person, actor);
      if (notAllowed !== undefined) return notAllowed;
      if (!(await audiencesIn(pool, fund, [person])).has(person)) return notFound('person', person);
      const version = (await contacts.one(fund, person))?.version ?? 0n;
      if (!ifMatch(etagOf(version))) return changed(person);
      const entry = { ...body, enteredBy: actor.id };
      return (await contacts.set(fund, person, entry, version))
        ? answerOf(fund, person)
        : notKept(person, version);
    },
    eraseContact: async ({ fund, params, actor }) => {
      const person = personOf(params.person, actor);
      const notAllowed = refuseOthers(person, actor);
      if (notAllowed !== undefined) return notAllowed;
      await contacts.erase(fund, person);
      return { body: told(person, undefined) };
    },
    listMessages: async ({ fund, query: { cursor, limit, state }, actor }) => {
      const after = decodeCursor(cursor, 'instant', 'text', 'text', 'text');
      if (after !== undefined && isRefusal(after)) return after;
      const person = actor.roles.some((role) => SEE_ALL.includes(role)) ? undefined : actor.id;
      const found = await messagesOf(pool, fund, { person, state, after, limit: limit + 1 });
      const key = ({ madeAt, about, person, kind }: (typeof found)[number]) => [madeAt, about, person, kind];
      return { body: pageOf(found, limit, { key, item: (message) => message }) };
    },
  };
}

const SEE_ALL: readonly string[] = ['secretariat', 'auditor'];

const personOf = (named: string, actor: Actor): string => (named === 'me' ? actor.id : named);

function refuseOthers(person: string, { id, roles }: Actor): Refusal | undefined {
  if (person === id || roles.includes('secretariat')) return undefined;
  return forbidden({
    en: 'How a person is reached is for itself and the secretariat; use `me` for yourself.',
    fr: 'Les coordonnées d’une personne ne regardent qu’elle et le secrétariat ; utilisez `me` pour vous-même.',
  });
}

const changed = (person: string): Refusal =>
  stale({
    en: `The contact of ${person} was changed since you read it; read it again and repeat your edit.`,
    fr: `Les coordonnées de ${person} ont été modifiées depuis votre lecture ; relisez-les et refaites votre modification.`,
  });

const notKept = (person: string, version: bigint): Refusal =>
  version === 0n
    ? refuse(
        409,
        'contact-not-kept',
        { en: 'The contact was not kept', fr: 'Les coordonnées n’ont pas été enregistrées' },
        {
          en: 'Somebody else entered it at this moment, or the fund has as many contacts as it may; read it again.',
          fr: 'Une autre personne vient de les saisir, ou le fonds a atteint le nombre maximal de coordonnées ; relisez-les.',
        },
      )
    : changed(person);

function told(person: string, contact: Contact | undefined) {
  return {
    person,
    email: contact?.email ?? null,
    language: contact?.language ?? ('en' as const),
    tell: [...((contact?.tell ?? noticeKind.options) as readonly NoticeKind[])],
    enteredBy: contact?.enteredBy ?? null,
  };
}
