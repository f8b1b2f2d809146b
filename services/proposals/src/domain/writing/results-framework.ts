import type { FieldFault } from '@mdtf/domain';
import type { CodeList } from './code-list.ts';
import type { CodeReference, ExpectedResult, Indicator, ProposalContent } from './content.ts';

/** Finds a version of an agreed list. */
export type FindList = (list: string, version: string) => CodeList | undefined;

/** What is wrong with results, indicators and codes wherever they are given, complete or not. */
export function frameworkFaults(content: ProposalContent, find: FindList): readonly FieldFault[] {
  const { results, classification = [] } = content;
  return [
    ...repeated(results, 'results'),
    ...resultChainFaults(results),
    ...results.flatMap(({ indicators }, at) => {
      const field = `results.${at}.indicators`;
      return [
        ...repeated(indicators, field),
        ...indicators.flatMap((indicator, of) => indicatorFaults(indicator, `${field}.${of}`, find)),
      ];
    }),
    ...classificationFaults(classification, find),
  ];
}

/** Reports name results and indicators by their ids, so each stands once. */
function repeated(items: readonly { readonly id: string }[], field: string): FieldFault[] {
  const seen = new Set<string>();
  return items.flatMap(({ id }, at) => {
    const again = seen.has(id);
    seen.add(id);
    return again
      ? [
          {
            field: `${field}.${at}.id`,
            message: { en: `is used twice: ${id}`, fr: `est utilisé deux fois : ${id}` },
          },
        ]
      : [];
  });
}

/** Every result leads to one that exists, and in the end to none: no circle. */
function resultChainFaults(results: readonly ExpectedResult[]): FieldFault[] {
  const next = new Map(results.map(({ id, contributesTo }) => [id, contributesTo]));
  return results.flatMap(({ id, contributesTo }, at): FieldFault[] => {
    if (contributesTo === undefined) return [];
    const field = `results.${at}.contributesTo`;
    if (!next.has(contributesTo)) return [{ field, message: NO_RESULT }];
    const path = [id];
    for (let to: string | undefined = contributesTo; to !== undefined; to = next.get(to)) {
      path.push(to);
      if (to === id)
        return [
          {
            field,
            message: {
              en: `goes in a circle: ${path.join(' → ')}; let one of them lead nowhere`,
              fr: `tourne en rond : ${path.join(' → ')} ; que l’un d’eux ne mène à aucun autre`,
            },
          },
        ];
      // A circle further on is told where it is.
      if (path.length > results.length) return [];
    }
    return [];
  });
}

const NO_RESULT = {
  en: 'is no result of this proposal',
  fr: 'n’est pas un résultat de cette proposition',
};

function indicatorFaults(indicator: Indicator, field: string, find: FindList): FieldFault[] {
  const { from, disaggregatedBy, legalBasis, disaggregated = [] } = indicator;
  const faults: FieldFault[] = from === undefined ? [] : codeFaults(from, `${field}.from`, 'indicator', find);
  if (disaggregatedBy.includes('ethnic-origin') && legalBasis === undefined)
    faults.push({
      field: `${field}.legalBasis`,
      message: {
        en: 'is required: figures are told apart by ethnic origin only where a legal basis is stated',
        fr: 'est obligatoire : les chiffres ne sont ventilés par origine ethnique que si une base légale est indiquée',
      },
    });
  const seen = new Set<string>();
  for (const [at, { by, group }] of disaggregated.entries()) {
    if (!disaggregatedBy.includes(by))
      faults.push({
        field: `${field}.disaggregated.${at}.by`,
        message: {
          en: `is not among what the indicator is disaggregated by: add ${by} there, or leave this out`,
          fr: `n’est pas une ventilation de l’indicateur : ajoutez-y ${by}, ou omettez ceci`,
        },
      });
    const key = JSON.stringify([by, group]);
    if (seen.has(key))
      faults.push({
        field: `${field}.disaggregated.${at}.group`,
        message: { en: `is named twice: ${group}`, fr: `est nommé deux fois : ${group}` },
      });
    seen.add(key);
  }
  return faults;
}

function classificationFaults(classification: readonly CodeReference[], find: FindList): FieldFault[] {
  const chosen = new Map<string, number>();
  const seen = new Set<string>();
  return classification.flatMap((reference, at): FieldFault[] => {
    const field = `classification.${at}`;
    const { list, version, code } = reference;
    const faults = codeFaults(reference, field, 'classification', find);
    const key = JSON.stringify([list, code]);
    const count = (chosen.get(list) ?? 0) + 1;
    chosen.set(list, count);
    if (seen.has(key))
      faults.push({
        field,
        message: { en: `is named twice: ${list} ${code}`, fr: `est nommé deux fois : ${list} ${code}` },
      });
    else if (count > 1 && find(list, version)?.choose === 'one')
      faults.push({
        field,
        message: {
          en: `is one too many: a proposal has one code of ${list}`,
          fr: `est de trop : une proposition a un seul code de ${list}`,
        },
      });
    seen.add(key);
    return faults;
  });
}

function codeFaults(
  { list, version, code }: CodeReference,
  field: string,
  use: CodeList['use'],
  find: FindList,
): FieldFault[] {
  const known = find(list, version);
  if (known === undefined)
    return [
      {
        field: `${field}.list`,
        message: {
          en: `is no agreed list of this fund: ${list}, version ${version}`,
          fr: `n’est pas une liste convenue de ce fonds : ${list}, version ${version}`,
        },
      },
    ];
  if (known.use !== use) {
    const message = {
      indicator: { en: `is a list for indicators: ${list}`, fr: `est une liste d’indicateurs : ${list}` },
      classification: {
        en: `is a list for classification: ${list}`,
        fr: `est une liste de classement : ${list}`,
      },
    }[known.use];
    return [{ field: `${field}.list`, message }];
  }
  return known.codes.some((one) => one.code === code)
    ? []
    : [
        {
          field: `${field}.code`,
          message: {
            en: `is no code of ${list}, version ${version}`,
            fr: `n’est pas un code de ${list}, version ${version}`,
          },
        },
      ];
}
