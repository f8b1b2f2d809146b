import type { Localised, Severity } from '@mdtf/domain';
import {
  CATALOGUE,
  type NamedQuantity,
  type OwnRule,
  type ParameterDescription,
  PLACE_TITLES,
  QUANTITIES,
  type QuantityDescription,
  RULE_IDS,
} from '@mdtf/rules';
import { JUDGED } from './judged-places.ts';

type Described = (typeof CATALOGUE)[(typeof RULE_IDS)[number]];

const SEVERITY_TITLES: Readonly<Record<Severity, Localised>> = {
  off: { en: 'off', fr: 'désactivée' },
  warn: { en: 'warns', fr: 'avertit' },
  block: { en: 'blocks', fr: 'bloque' },
  'needs-waiver': { en: 'needs a waiver', fr: 'demande une dérogation' },
};

const INTRODUCTION = `# The rules of a fund

Generated from the catalogue in \`packages/rules\` by \`npm run generate\`. A charter sets the parameters and, for each place
where a rule is judged, what happens when it does not hold; below is what holds where a charter does not say. A rule that
is off somewhere is not judged there until a charter turns it on; one that is not judged yet waits for the facts it needs. Every verdict gives its numbers and each smallest change
that would pass; equality passes unless a rule says otherwise, and whole minor units are counted throughout.
`;

const OWN_EXAMPLE: OwnRule = {
  id: 'F1',
  version: 1,
  source: 'Decision D12 of the committee',
  title: { en: 'Travel', fr: 'Voyages' },
  explanation: {
    en: 'In a Marketplace partnership, travel is at most 5 % of the budget.',
    fr: 'Dans un partenariat du Marketplace, les voyages sont au plus 5 % du budget.',
  },
  severities: { proposal: 'warn', agenda: 'warn', decision: 'needs-waiver' },
  when: [[{ quantities: ['kind'], is: 'one-of', texts: ['marketplace'] }]],
  holds: [[{ quantities: ['category5'], is: 'at-most', percent: '5', of: ['budget'] }]],
};

const OWN_RULES = [
  '## A fund’s own rules',
  '',
  'A charter adds rules of its own under `rules.own`, F1 to F999, as data. The same engine judges them and tells them the',
  'same way: numbers, explanation, each smallest change. `holds` and `when` are lists of lists: all of the lists hold, each',
  'when any one of its comparisons does. A comparison sets a sum of quantities (`at-most`, `below`, `at-least`, `above`,',
  '`equal`, `not-equal`; `one-of` and `none-of` for texts) against exactly one of `amount`, `number`, `date`, `texts`, or',
  '`percent` of a sum `of` others, without rounding. A rule does not apply where its `when` does not hold, or while a',
  'quantity is not said yet. What cannot be judged wherever it is to be, compares two types or passes a bound is refused',
  'when the charter is adopted.',
  '',
  '```json',
  JSON.stringify(OWN_EXAMPLE, null, 2),
  '```',
  '',
];

/** Every quantity that a fund's own rules may name, with the places where it is known. */
function quantityTable(): string[] {
  const rows = Object.entries<NamedQuantity>(QUANTITIES).map(
    ([name, { type, label, places }]) =>
      `| \`${name}\` | ${label.en} | ${label.fr} | ${type} | ${places.map((place) => `\`${place}\``).join(', ')} |`,
  );
  return ['| quantity | meaning | sens | type | known at |', '|---|---|---|---|---|', ...rows, ''];
}

/** The page on every rule of the catalogue, in English and French, as Markdown. */
export function rulesDocument(): string {
  return [
    INTRODUCTION,
    overview(),
    ...OWN_RULES,
    ...quantityTable(),
    ...RULE_IDS.map((id) => ruleSection(CATALOGUE[id] as Described)),
  ].join('\n');
}

function overview(): string {
  const rows = RULE_IDS.map((id) => {
    const { title, version, source } = CATALOGUE[id];
    return `| [${id}](#${anchorOf(id, title.en)}) | ${title.en} | ${title.fr} | ${version} | ${source} |`;
  });
  return ['| rule | title | titre | version | source |', '|---|---|---|---|---|', ...rows, ''].join('\n');
}

function anchorOf(id: string, title: string): string {
  return `${id} ${title}`
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
}

function ruleSection(rule: Described): string {
  const { id, title, explanation, version, source } = rule;
  return [
    `## ${id} ${title.en}`,
    '',
    `*${title.fr}* · version ${version} · source: ${source}`,
    '',
    explanation.en,
    '',
    explanation.fr,
    '',
    ...placeRows(rule),
    ...parameterRows(Object.entries<ParameterDescription>(rule.parameters)),
    ...quantityRows(Object.entries<QuantityDescription>(rule.quantities)),
  ].join('\n');
}

function placeRows({ id, places }: Described): string[] {
  const rows = Object.entries(places).map(([place, severity]) => {
    const { en, fr } = PLACE_TITLES[place as keyof typeof PLACE_TITLES];
    const does = SEVERITY_TITLES[severity];
    const judged =
      JUDGED[id]?.includes(place as keyof typeof PLACE_TITLES) === true
        ? 'yes / oui'
        : 'not yet / pas encore';
    return `| \`${place}\` | ${en} | ${fr} | ${does.en} | ${does.fr} | ${judged} |`;
  });
  return [
    '| place | where | où | unless the charter says | sauf disposition de la charte | judged today / appliquée |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ];
}

function parameterRows(parameters: readonly [string, ParameterDescription][]): string[] {
  if (parameters.length === 0) return ['No parameters. / Sans paramètre.', ''];
  const rows = parameters.map(
    ([name, described]) =>
      `| \`${name}\` | ${described.label.en} | ${described.label.fr} | ${boundsOf(described)} | ${described.default} |`,
  );
  return ['| parameter | meaning | sens | may be | default |', '|---|---|---|---|---|', ...rows, ''];
}

function boundsOf(described: ParameterDescription): string {
  switch (described.type) {
    case 'integer':
      return `whole number, ${described.minimum}–${described.maximum}`;
    case 'percent':
      return `percentage, 0–${described.maximum}, up to 4 decimals`;
    case 'amount':
      return `amount in the fund’s currency, 0–${described.maximum}`;
    case 'day-of-year':
      return 'day of every year, MM-DD';
    case 'choice':
      return Object.entries(described.options)
        .map(([option, { en }]) => `\`${option}\` (${en})`)
        .join('; ');
  }
}

function quantityRows(quantities: readonly [string, QuantityDescription][]): string[] {
  const rows = quantities.map(
    ([name, { type, label }]) => `| \`${name}\` | ${label.en} | ${label.fr} | ${type} |`,
  );
  return ['| looks at | meaning | sens | type |', '|---|---|---|---|', ...rows, ''];
}
