import {
  type Aggregate,
  accept,
  alreadyExists,
  type CommandHandler,
  faultsTold,
  fundNotKnown,
  type LocalDate,
  type Localised,
  reject,
  type Slice,
  type StateRef,
} from '@mdtf/domain';
import type { CodeListRecorded } from '../events.ts';
import { CURRENT, knownCharter } from '../known/charter.ts';
import { refused } from '../refusals.ts';
import { BUILT_IN_LISTS } from './code-lists/built-in.ts';
import type { CodeReference, ProposalContent } from './content.ts';

/** An agreed list: what may be chosen, who agreed it, in which version. */
export interface CodeList {
  readonly list: string;
  readonly version: string;
  readonly title: Localised;
  /** Where it was agreed, and what was made of it here. */
  readonly source: string;
  readonly agreedOn?: LocalDate | undefined;
  readonly use: 'classification' | 'indicator';
  /** How many of its codes one proposal names. */
  readonly choose: 'one' | 'many';
  readonly codes: readonly { readonly code: string; readonly label: Localised }[];
}

/** The lists that a fund has agreed itself, one document a version; a version once recorded stays as it is. */
export const codeList: Aggregate<CodeList, CodeListRecorded> = {
  kind: 'code-list',
  version: 1,
  concerns: { CodeListRecorded: ({ list, version }) => codeListId(list, version) },
  evolve: (_before, { data }) => data,
};

/** The id of a version's document: sectors/2008. */
export const codeListId = (list: string, version: string): string => `${list}/${version}`;

/** A list that comes with the system. */
export function builtInList(list: string, version: string): CodeList | undefined {
  return BUILT_IN_LISTS.find((known) => known.list === list && known.version === version);
}

/** Every code that a content names. */
export function referencesOf({ results, classification = [] }: ProposalContent): readonly CodeReference[] {
  const indicators = results.flatMap((result) => result.indicators.flatMap(({ from }) => from ?? []));
  return [...classification, ...indicators];
}

/** The documents of the fund's own lists that a content names, each once. */
export function listsNamed(content: ProposalContent): readonly StateRef[] {
  return listsOf(referencesOf(content));
}

/** The documents of the fund's own lists that codes are of, each once. */
export function listsOf(references: readonly CodeReference[]): readonly StateRef[] {
  const ids = references
    .filter(({ list, version }) => builtInList(list, version) === undefined)
    .map(({ list, version }) => codeListId(list, version));
  return [...new Set(ids)].map((id) => ({ kind: codeList.kind, id }));
}

/** A version of a list, as this fund has it. */
export function listIn(slice: Slice, list: string, version: string): CodeList | undefined {
  return builtInList(list, version) ?? slice.get(codeList, codeListId(list, version));
}

/** Records a version of an agreed list, once. */
export const recordCodeList: CommandHandler<CodeList, CodeListRecorded, CodeList> = {
  needs: ({ list, version }) => ({
    own: [{ kind: codeList.kind, id: codeListId(list, version) }],
    facts: [{ kind: knownCharter.kind, id: CURRENT }],
  }),
  decide(command, slice) {
    if (slice.fact(knownCharter, CURRENT) === undefined) return reject(fundNotKnown);
    const { list, version, codes } = command;
    if (BUILT_IN_LISTS.some((known) => known.list === list))
      return reject(
        refused(
          'list-of-all-funds',
          { en: 'A list of all funds', fr: 'Une liste de tous les fonds' },
          {
            en: 'This list comes with the system: choose another name.',
            fr: 'Cette liste est fournie avec le système : choisissez un autre nom.',
          },
          { field: 'body.list', category: 'conflict' },
        ),
      );
    if (slice.get(codeList, codeListId(list, version)) !== undefined)
      return reject(alreadyExists('code list', codeListId(list, version)));
    const seen = new Set<string>();
    const errors = codes.flatMap(({ code }, at) => {
      const again = seen.has(code);
      seen.add(code);
      return again
        ? [
            {
              field: `body.codes.${at}.code`,
              message: { en: `is used twice: ${code}`, fr: `figure deux fois : ${code}` },
            },
          ]
        : [];
    });
    if (errors.length > 0) {
      const title = { en: 'A code is used twice', fr: 'Un code figure deux fois' };
      return reject(refused('code-used-twice', title, faultsTold(errors), { errors, category: 'invalid' }));
    }
    return accept([{ type: 'CodeListRecorded', data: command }], command);
  },
};
