import { type Aggregate, accept, type CommandHandler, type Instant, type Slice } from '@mdtf/domain';
import { completeCharterRules } from '@mdtf/rules';
import { charterProblems } from './charter-check.ts';
import { decisionAggregate } from './decision.ts';
import type { CharterAdopted } from './events.ts';
import { fundAggregate, THE_FUND } from './fund.ts';
import { conflict, invalid, notFound, refused, unknownIn } from './rejections.ts';
import type { Charter, DocumentReference } from './shapes.ts';

/** Asks that a new version of the charter be adopted, on a decision of the committee alone; the document says where it is written. */
export interface AdoptCharter {
  readonly charter: Charter;
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
  const listed = problems.map(({ field, message }) => `${field} ${message}`).join('; ');
  return invalid('charter-invalid', 'The charter cannot be adopted', `${listed}.`, {
    field: `body.charter.${first.field}`,
  });
}

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

function refuseBasis({ decisionId }: AdoptCharter, slice: Slice) {
  const decision = slice.get(decisionAggregate, decisionId);
  if (decision === undefined) return unknownIn('body.decisionId', 'decision', decisionId);
  const adopted = slice.get(adoptionAggregate, decisionId);
  if (adopted !== undefined) return usedAlready(decisionId, adopted.version);
  if (decision.subject.kind === 'charter' && decision.outcome === 'approved') return undefined;
  return refused(
    'not-a-decision-on-the-charter',
    'This decision does not adopt a charter',
    `Decision ${decisionId} is on a ${decision.subject.kind} and was ${decision.outcome}; it takes an approval on the charter.`,
    { field: 'body.decisionId' },
  );
}

function usedAlready(decisionId: string, version: number) {
  return conflict(
    'decision-used',
    'This decision has adopted a charter',
    `Version ${version} was adopted on decision ${decisionId}; another version takes another decision.`,
    { field: 'body.decisionId' },
  );
}

function currencyIsFixed(currency: string) {
  return refused(
    'currency-is-fixed',
    'A fund keeps its currency',
    `The fund is accounted in ${currency} since it was established; another currency needs another fund.`,
    { field: 'body.charter.currency' },
  );
}

function alreadyInForce(version: number) {
  return conflict(
    'charter-unchanged',
    'This charter is in force already',
    `Version ${version} says exactly the same; nothing is adopted.`,
  );
}
