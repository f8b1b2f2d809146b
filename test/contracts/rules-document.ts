import type { Localised, Severity } from '@mdtf/domain';
import {
  CATALOGUE,
  type ParameterDescription,
  PLACE_TITLES,
  type QuantityDescription,
  RULE_IDS,
} from '@mdtf/rules';

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
is off somewhere is not judged there until a charter turns it on. Every verdict gives its numbers and each smallest change
that would pass; equality passes unless a rule says otherwise, and whole minor units are counted throughout.
`;

/** The page on every rule of the catalogue, in English and French, as Markdown. */
export function rulesDocument(): string {
  return [INTRODUCTION, overview(), ...RULE_IDS.map((id) => ruleSection(CATALOGUE[id] as Described))].join(
    '\n',
  );
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
    ...placeRows(rule.places),
    ...parameterRows(Object.entries<ParameterDescription>(rule.parameters)),
    ...quantityRows(Object.entries<QuantityDescription>(rule.quantities)),
  ].join('\n');
}

function placeRows(places: Described['places']): string[] {
  const rows = Object.entries(places).map(([place, severity]) => {
    const { en, fr } = PLACE_TITLES[place as keyof typeof PLACE_TITLES];
    const does = SEVERITY_TITLES[severity];
    return `| \`${place}\` | ${en} | ${fr} | ${does.en} | ${does.fr} |`;
  });
  return [
    '| place | where | où | unless the charter says | sauf disposition de la charte |',
    '|---|---|---|---|---|',
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
