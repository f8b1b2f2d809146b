import { file, isCode, type Rule, unitOf } from './rule.ts';
import type { SourceFile } from './source-files.ts';

/** Every line of the files that `pattern` finds something in. */
function linesWith(files: readonly SourceFile[], pattern: RegExp): readonly string[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const found = pattern.exec(line)?.[0];
      return found === undefined ? [] : [`${path}:${index + 1} says ${found.trim()}`];
    }),
  );
}

// The examples are put together, so that this file keeps the rules it states.
const parent = ['..', 'shared'].join('/');
const home = ['', 'home', 'ann', 'mdtf'].join('/');
const registry = ['registry', 'npmjs', 'org'].join('.');
const marker = ['TO', 'DO'].join('');

const standsAlone: Rule = {
  sentence: 'the repository stands alone: nothing in it points to a folder beside it',
  findings: (files) => linesWith(files, /\.\.\/shared\b/),
  broken: [[file('README.md', `See ${parent}/DESIGN.md`)]],
  kept: [file('packages/a/src/b.ts', "import './shared.ts';")],
};

const noMachinePaths: Rule = {
  sentence: 'no file names a folder of somebody’s machine',
  findings: (files) =>
    linesWith(files, /(?<![\w.\-})*])\/(home|root|Users|work|mnt)\/[\w.-]+|\b[A-Z]:\\{1,2}Users\b/),
  broken: [[file('README.md', `cd ${home}`)], [file('a.json', `{ "path": "C:\\\\${'Users'}\\\\ann" }`)]],
  kept: [file('README.md', 'cd mdtf; see https://example.org/home/page and src/work/item.ts')],
};

const noRegistries: Rule = {
  sentence: 'no file names a package registry: whoever installs has their own',
  findings: (files) => [
    ...linesWith(files, /\bregistry(?:\.[\w-]+)+\b|\bnpmjs\.(?:org|com)\b|"resolved": "https?:/),
    ...files
      .filter(({ path }) => /(^|\/)\.npmrc$/.test(path))
      .map(({ path }) => `${path} sets up a registry`),
  ],
  broken: [
    [file('Dockerfile', `RUN npm ci --registry=https://${registry}`)],
    [file('package-lock.json', `"resolved": "${'https'}://packages.example.org/zod.tgz"`)],
    [file('.npmrc', 'fund=false')],
  ],
  kept: [file('docs/GLOSSARY.md', 'The registry of Forum recommendations.')],
};

const bilingualContracts: Rule = {
  sentence: 'what a schema says is wrong, it says in both languages: its error is a `message`',
  findings: (files) =>
    linesWith(
      files
        .filter(({ path }) => /^packages\/contracts\/src\/.*(?<!\.spec)\.ts$/.test(path))
        .map(({ path, text }) => ({ path, text: text.replace(/\berror:\s+/g, 'error: ') })),
      /\b(error|message): (\([^)]*\) => )?['"`]/,
    ),
  broken: [
    [file('packages/contracts/src/a.ts', "z.string().regex(/a/, { error: 'must be a' })")],
    [file('packages/contracts/src/a.ts', "z.string().regex(/a/, {\n  error:\n    'must be a',\n})")],
    [file('packages/contracts/src/a.ts', "z.string().regex(/a/, { error: () => 'must be a' })")],
  ],
  kept: [
    file(
      'packages/contracts/src/a.ts',
      "z.string().regex(/a/, { error: message('must be a', 'doit être a') })",
    ),
    file('packages/contracts/src/a.spec.ts', "expect({ message: 'no' })"),
  ],
};

const moneyInWords: Rule = {
  sentence:
    'money is put into words in one place, packages/domain/src/wording.ts: refusal, verdict and page agree',
  findings: (files) =>
    linesWith(
      files
        .filter(isCode)
        .filter(
          ({ path }) => path.includes('/src/') && !/\.spec\.ts$|\/domain\/src\/wording\.ts$/.test(path),
        ),
      /\\u202f|\btoLocaleString\(|\bNumberFormat\b|\} ?\$\{[\w.]*[cC]urrency\}|[cC]urrency\} ?\$\{[\w.]*([aA]mount|[mM]inor)/,
    ),
  broken: [
    [file('packages/a/src/b.ts', `const told = \`\${amount} \${currency}\`;`)],
    [file('services/a/src/b.ts', `const told = \`\${money.currency} \${money.amount}\`;`)],
    [file('services/a/src/b.ts', "const told = amount.toLocaleString('fr');")],
  ],
  kept: [
    file('packages/domain/src/wording.ts', `return \`\${number} \${currency}\`;`),
    file('services/a/src/b.ts', `const told = \`in \${currency}, not in \${amount.currency}\`;`),
  ],
};

const readme: Rule = {
  sentence: 'every package and service has a README.md that says what it is for',
  findings: (files) => {
    const said = new Set(files.filter(({ text }) => text.trim() !== '').map(({ path }) => path));
    const units = new Set(files.map(({ path }) => unitOf(path)).filter((unit) => unit !== undefined));
    return [...units].filter((unit) => !said.has(`${unit}/README.md`)).map((unit) => `${unit} has none`);
  },
  broken: [
    [file('packages/a/package.json', '{}')],
    [file('packages/a/package.json', '{}'), file('packages/a/README.md', '\n')],
  ],
  kept: [file('packages/a/package.json', '{}'), file('packages/a/README.md', '# a\n')],
};

const specSuffix: Rule = {
  sentence:
    'a test file says by its name what it needs, .unit.spec.ts, .int.spec.ts or .kafka.spec.ts: others would never run',
  findings: (files) =>
    files
      .map(({ path }) => path)
      .filter((path) => /\.(spec|test)\.[cm]?[jt]sx?$/.test(path))
      .filter((path) => !/^(packages|services|test)\/.*\.(unit|int|kafka)\.spec\.ts$/.test(path)),
  broken: [
    [file('packages/a/src/b.spec.ts')],
    [file('packages/a/src/b.unit.test.ts')],
    [file('infra/b.unit.spec.ts')],
  ],
  kept: [
    file('packages/a/src/b.unit.spec.ts'),
    file('test/journeys/c.int.spec.ts'),
    file('packages/a/src/d.kafka.spec.ts'),
  ],
};

const names: Rule = {
  sentence: 'a file is named, in kebab-case, for what it exports: no utils, helpers or manager',
  findings: (files) =>
    files
      .filter(isCode)
      .map(({ path }) => path)
      .filter((path) => {
        const parts = path.replace(/(\.[a-z-]+)+$/, '').split('/');
        return parts.some(
          (part) => /\b(utils?|helpers?|managers?|misc|common-?stuff)\b/.test(part) || /[A-Z_]/.test(part),
        );
      }),
  broken: [
    [file('packages/a/src/utils.ts')],
    [file('packages/a/src/date-helpers.ts')],
    [file('packages/a/src/fundManager.ts')],
    [file('packages/a/src/helpers/money.ts')],
  ],
  kept: [file('packages/a/src/largest-remainder.unit.spec.ts'), file('vitest.config.ts')],
};

const markers: Rule = {
  sentence: 'nothing is left in the sources for later, and no banner decorates them',
  findings: (files) =>
    linesWith(
      files.filter(isCode),
      /(?:\/\/|\*).*\b(?:TO\x44O|FIX\x4dE|X\x58X|HAC\x4b)\b|\/[/*]\s*[-=*#~─━]{3,}/,
    ),
  broken: [
    [file('packages/a/src/b.ts', `// ${marker}: later`)],
    [file('packages/a/src/b.ts', `// ${'='.repeat(8)} Commands`)],
  ],
  kept: [
    file('packages/a/src/b.ts', '// what is still to do'),
    file('packages/a/src/c.ts', "const none = 'XXX';"),
  ],
};

const migrationNumbers: Rule = {
  sentence: 'the migrations of a component are numbered from 001 without gap or repetition',
  findings: (files) => {
    const numbers = Map.groupBy(
      files.flatMap(({ path }) => {
        const found = /^(.*\/migrations)\/(\d{3})_[^/]+\.sql$/.exec(path);
        return found === null ? [] : [{ folder: found[1] ?? '', number: Number(found[2]), path }];
      }),
      ({ folder }) => folder,
    );
    return [...numbers.values()].flatMap((inFolder) =>
      inFolder
        .toSorted((a, b) => (a.path < b.path ? -1 : 1))
        .filter(({ number }, at) => number !== at + 1)
        .slice(0, 1)
        .map(({ path }) => `${path} is not the next`),
    );
  },
  broken: [
    [file('services/a/migrations/001_a.sql'), file('services/a/migrations/001_b.sql')],
    [file('services/a/migrations/001_a.sql'), file('services/a/migrations/003_b.sql')],
  ],
  kept: [
    file('services/a/migrations/001_a.sql'),
    file('services/a/migrations/002_b.sql'),
    file('services/b/migrations/001_a.sql'),
  ],
};

/** What holds of the repository as a whole. */
export const repositoryRules: readonly Rule[] = [
  standsAlone,
  noMachinePaths,
  noRegistries,
  bilingualContracts,
  moneyInWords,
  readme,
  specSuffix,
  names,
  markers,
  migrationNumbers,
];
