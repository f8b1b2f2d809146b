import { file, type Rule } from './rule.ts';

const MIGRATION = /^(services\/[^/]+\/migrations)\/(\d+)_[^/]*\.sql$/;

const migrations: Rule = {
  sentence: 'migrations are numbered one after the other: two of one number, or a gap, and no service starts',
  findings: (files) => {
    const found = files.map(({ path }) => MIGRATION.exec(path)).filter((match) => match !== null);
    return [...Map.groupBy(found, ([, folder]) => folder)].flatMap(([folder, ofFolder]) => {
      const numbers = ofFolder.map(([, , number]) => Number(number)).sort((a, b) => a - b);
      const wrong = numbers.find((number, at) => number !== at + 1);
      return wrong === undefined ? [] : [`${folder} has ${wrong} out of its place`];
    });
  },
  broken: [
    [file('services/a/migrations/001_b.sql'), file('services/a/migrations/001_c.sql')],
    [file('services/a/migrations/001_b.sql'), file('services/a/migrations/003_c.sql')],
  ],
  kept: [
    file('services/a/migrations/002_c.sql'),
    file('services/a/migrations/001_b.sql'),
    file('services/b/migrations/001_b.sql'),
  ],
};

const INDEX = 'docs/decisions/README.md';

const decisions: Rule = {
  sentence: 'a decision has a number of its own and stands in the index',
  findings: (files) => {
    const index = files.find(({ path }) => path === INDEX)?.text ?? '';
    const names = files.flatMap(({ path }) => /^docs\/decisions\/(\d{4}-[^/]+\.md)$/.exec(path)?.[1] ?? []);
    const numbers = names.map((name) => name.slice(0, 4));
    return names.flatMap((name, at) => {
      if (numbers.indexOf(name.slice(0, 4)) !== at) return [`${name} has the number of another`];
      return index.includes(`](${name})`) ? [] : [`${name} is not in ${INDEX}`];
    });
  },
  broken: [
    [file('docs/decisions/0001-a.md'), file(INDEX, '[2](0002-b.md)')],
    [
      file('docs/decisions/0001-a.md'),
      file('docs/decisions/0001-b.md'),
      file(INDEX, '[1](0001-a.md) [1](0001-b.md)'),
    ],
  ],
  kept: [file('docs/decisions/0001-a.md'), file(INDEX, '| [1](0001-a.md) | a |')],
};

/** What is numbered. */
export const numberingRules: readonly Rule[] = [migrations, decisions];
