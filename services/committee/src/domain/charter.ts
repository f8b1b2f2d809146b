import {
  type Aggregate,
  accept,
  type CommandHandler,
  type Instant,
  inEach,
  type Slice,
  textIn,
} from '@mdtf/domain';
import { completeCharterRules } from '@mdtf/rules';
import { charterProblems } from './charter-check.ts';
import { decisionAggregate } from './decision.ts';
import type { CharterAdopted } from './events.ts';
import { OUTCOME_IN_FRENCH, SUBJECT_IN_FRENCH } from './french-words.ts';
import { fundAggregate, THE_FUND } from './fund.ts';
import { conflict, invalid, notFound, refused, unknownIn } from './rejections.ts';
import type { Charter, DocumentReference } from './shapes.ts';

/** Asks that a new version of the charter be adopted, on a decision of the committee alone; the document says where it is written. */
export interface AdoptCharter {
  readonly charter: Charter;
  /** Of the charter's canonical JSON. */
  readonly sha256: string;
  readonly decisionId: string;
  readonly document?: DocumentReference | undefined;
}

/** One version of a fund's charter: the document's id is its number, and the one in force is `current` as well. */
export interface AdoptedCharter {
  readonly version: number;
  readonly adoptedAt: Instant;
  readonly decisionId: string | null;
  readonly document: DocumentReference | null;
  readonly charter: Charter;
}

/** The id of the charter in force among the charters of a fund. */
export const CURRENT = 'current';

/** The fund's charters by version. */
export const charterAggregate: Aggregate<AdoptedCharter, CharterAdopted> = {
  kind: 'charter',
  version: 1,
  concerns: { CharterAdopted: ({ version }) => [CURRENT, String(version)] },
  evolve: (_, { data }, { time }) => ({ ...data, adoptedAt: time }),
};

/** Which version a decision adopted: an approval on the charter is used once. */
export const adoptionAggregate: Aggregate<{ readonly version: number }, CharterAdopted> = {
  kind: 'adoption',
  version: 1,
  concerns: { CharterAdopted: ({ decisionId }) => decisionId ?? [] },
  evolve: (_, { data: { version } }) => ({ version }),
};

/** A charter with every rule's parameters and severities spelt out, so that a later catalogue cannot change it. */
export function pinned(charter: Charter): Charter {
  // What the charter leaves out is filled in, so nothing in it is undefined.
  return { ...charter, rules: completeCharterRules(charter.rules) as Charter['rules'] };
}

/** 400 for the first field of a charter at fault, all of them in words; undefined when it can be adopted. */
export function refuseCharter(charter: Charter) {
  const problems = charterProblems(charter);
  const [first] = problems;
  if (first === undefined) return undefined;
  const listed = inEach(
    (language) =>
      `${problems.map(({ field, message }) => `${field} ${textIn(message, language)}`).join(language === 'fr' ? ' ; ' : '; ')}.`,
  );
  return invalid('charter-invalid', CANNOT_BE_ADOPTED, listed, { field: `body.charter.${first.field}` });
}

/** The title of every refusal of a charter's own words. */
export const CANNOT_BE_ADOPTED = {
  en: 'The charter cannot be adopted',
  fr: 'La charte ne peut être adoptée',
};

/** Adopts the next version; what was decided under an earlier one stays as it was. */
export const adoptCharter: CommandHandler<AdoptCharter, CharterAdopted, AdoptedCharter> = {
  needs({ decisionId }, slice) {
    const next = (slice?.get(fundAggregate, THE_FUND)?.charterVersion ?? 0) + 1;
    return {
      own: [
        { kind: fundAggregate.kind, id: THE_FUND },
        { kind: charterAggregate.kind, id: CURRENT },
        { kind: charterAggregate.kind, id: String(next) },
        { kind: decisionAggregate.kind, id: decisionId },
        { kind: adoptionAggregate.kind, id: decisionId },
      ],
    };
  },
  decide(command, slice, context) {
    const current = slice.get(charterAggregate, CURRENT);
    if (current === undefined) return notFound('fund', context.fund);
    const unfit = refuseCharter(command.charter) ?? refuseBasis(command, slice);
    if (unfit !== undefined) return unfit;
    const charter = pinned(command.charter);
    if (charter.currency !== current.charter.currency) return currencyIsFixed(current.charter.currency);
    if (JSON.stringify(charter) === JSON.stringify(current.charter)) return alreadyInForce(current.version);
    const data = {
      version: current.version + 1,
      charter,
      decisionId: command.decisionId,
      document: command.document ?? null,
    };
    return accept([{ type: 'CharterAdopted', data }], { ...data, adoptedAt: context.time });
  },
};

function refuseBasis({ decisionId, sha256 }: AdoptCharter, slice: Slice) {
  const decision = slice.get(decisionAggregate, decisionId);
  if (decision === undefined) return unknownIn('body.decisionId', 'decision', decisionId);
  const adopted = slice.get(adoptionAggregate, decisionId);
  if (adopted !== undefined) return usedAlready(decisionId, adopted.version);
  if (decision.subject.kind === 'charter' && decision.outcome === 'approved')
    return refuseText(decisionId, decision.subject.sha256, sha256);
  return refused(
    'not-a-decision-on-the-charter',
    { en: 'This decision does not adopt a charter', fr: 'Cette décision n’adopte pas de charte' },
    {
      en: `Decision ${decisionId} is on a ${decision.subject.kind} and was ${decision.outcome}; it takes an approval on the charter.`,
      fr: `La décision ${decisionId} porte sur ${SUBJECT_IN_FRENCH[decision.subject.kind]}, issue : ${OUTCOME_IN_FRENCH[decision.outcome]} ; il faut une approbation portant sur la charte.`,
    },
    { field: 'body.decisionId' },
  );
}

/** A decision that names a text adopts that text and no other. */
function refuseText(decisionId: string, decided: string | undefined, given: string) {
  if (decided === undefined || decided === given) return undefined;
  return refused(
    'another-text',
    { en: 'Another text was decided on', fr: 'Un autre texte a été adopté' },
    {
      en: `Decision ${decisionId} is on the charter with the SHA-256 ${decided}; this one has ${given}.`,
      fr: `La décision ${decisionId} porte sur la charte de SHA-256 ${decided} ; celle-ci a ${given}.`,
    },
    { field: 'body.charter' },
  );
}

function usedAlready(decisionId: string, version: number) {
  return conflict(
    'decision-used',
    { en: 'This decision has adopted a charter', fr: 'Cette décision a adopté une charte' },
    {
      en: `Version ${version} was adopted on decision ${decisionId}; another version takes another decision.`,
      fr: `La version ${version} a été adoptée par la décision ${decisionId} ; une autre version demande une autre décision.`,
    },
    { field: 'body.decisionId' },
  );
}

function currencyIsFixed(currency: string) {
  return refused(
    'currency-is-fixed',
    { en: 'A fund keeps its currency', fr: 'Un fonds garde sa monnaie' },
    {
      en: `The fund is accounted in ${currency} since it was established; another currency needs another fund.`,
      fr: `Le fonds tient ses comptes en ${currency} depuis sa création ; une autre monnaie demande un autre fonds.`,
    },
    { field: 'body.charter.currency' },
  );
}

function alreadyInForce(version: number) {
  return conflict(
    'charter-unchanged',
    { en: 'This charter is in force already', fr: 'Cette charte est déjà en vigueur' },
    {
      en: `Version ${version} says exactly the same; nothing is adopted.`,
      fr: `La version ${version} dit exactement la même chose ; rien n’est adopté.`,
    },
  );
}
