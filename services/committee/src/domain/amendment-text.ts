import type { Language } from '@mdtf/domain';
import type { BareRecord } from './decision-record.ts';

/** What a decision changes of the one that it amends, and which later decisions amend it, line by line. */
export function amendmentLines(
  { subject, amendment, amendedBy }: Pick<BareRecord, 'subject' | 'amendment' | 'amendedBy'>,
  language: Language,
): readonly string[] {
  const words = WORDS[language];
  const later = amendedBy.map(
    ({ decisionId, decidedOn, revoked, carriedOut }) =>
      `${revoked ? words.revokedBy : words.amendedBy} ${decisionId}, ${decidedOn}${carriedOut === false ? `, ${words.notCarriedOut}` : ''}`,
  );
  if (amendment === null) return later;
  const { revoke, addConditions, moveConditions, liftConditions } = amendment;
  return [
    `${revoke ? words.revokes : words.amends} ${subject.id}`,
    ...addConditions.map(({ id, text, owner }) => `${words.added} ${id} (${owner})${words.colon} ${text}`),
    ...moveConditions.map(({ id, due }) => `${words.moved} ${id}${words.colon} ${due}`),
    ...liftConditions.map(({ id, reason }) => `${words.lifted} ${id}${words.colon} ${reason}`),
    ...later,
  ];
}

const WORDS = {
  en: {
    amends: 'Amends decision',
    revokes: 'Revokes decision',
    amendedBy: 'Amended by decision',
    revokedBy: 'Revoked by decision',
    notCarriedOut: 'which was not carried out',
    added: 'Condition added',
    moved: 'New due date of condition',
    lifted: 'Condition lifted',
    colon: ':',
  },
  fr: {
    amends: 'Amende la décision',
    revokes: 'Révoque la décision',
    amendedBy: 'Amendée par la décision',
    revokedBy: 'Révoquée par la décision',
    notCarriedOut: 'qui n’a pas été exécutée',
    added: 'Condition ajoutée',
    moved: 'Nouvelle échéance de la condition',
    lifted: 'Condition levée',
    colon: ' :',
  },
} as const;
