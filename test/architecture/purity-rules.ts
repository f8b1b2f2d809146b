import { codeOnly } from './code-only.ts';
import { file, isCode, isProduction, isSpec, type Rule } from './rule.ts';
import type { SourceFile } from './source-files.ts';

/** A rule that certain code, found by its text outside comments and strings, stands nowhere in certain files. */
interface Ban {
  readonly sentence: string;
  readonly code: RegExp;
  readonly in: (source: SourceFile) => boolean;
  readonly broken: readonly SourceFile[];
  readonly kept: SourceFile;
}

const pure = /^(packages\/(domain|rules)\/src|services\/[^/]+\/src\/domain)\//;

function isPure(source: SourceFile): boolean {
  return pure.test(source.path) && isProduction(source);
}

const bans: readonly Ban[] = [
  {
    sentence: 'the domain never asks the clock: time enters as data',
    code: /\bDate\.now\b|\bnew Date\b(?!\s*\(\s*[^\s)])|(?<!\bnew )(?<![.\w$])Date\(|\bperformance\.|\bTemporal\.Now\b/g,
    in: isPure,
    broken: [
      file('packages/domain/src/time.ts', 'const now = Date.now();'),
      file('packages/domain/src/time.ts', 'const now = new Date();'),
      file('packages/domain/src/time.ts', 'const now = new Date;'),
      file('packages/rules/src/cap.ts', 'const now = Date();'),
      file('services/allocation/src/domain/mandate.ts', 'const t = performance.now();'),
    ],
    kept: file('packages/domain/src/time.ts', '// Date.now() is not asked\nconst at = new Date(instant);'),
  },
  {
    sentence: 'the domain never asks chance: ids and randomness enter as data',
    code: /\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b|\bcrypto\./g,
    in: isPure,
    broken: [
      file('packages/domain/src/shares.ts', 'const x = Math.random();'),
      file('services/committee/src/domain/session.ts', 'const id = randomUUID();'),
    ],
    kept: file('services/committee/src/domain/session.ts', "const said = 'Math.random()';"),
  },
  {
    sentence: 'the domain neither waits nor reaches out: no promise, no timer, no process, no console',
    code: /\bawait\b|\basync\b|\bnew Promise\b|\bset(Timeout|Interval|Immediate)\b|\bprocess\.|\bconsole\.|\bfetch\(/g,
    in: isPure,
    broken: [
      file('services/committee/src/domain/vote.ts', 'export async function decide() {}'),
      file('packages/rules/src/cap.ts', 'const limit = process.env.CAP;'),
      file('packages/rules/src/cap.ts', 'console.log(verdict);'),
    ],
    kept: file('services/committee/src/domain/vote.ts', 'export function decide() { return awaiting; }'),
  },
  {
    sentence:
      'no floating point comes near money: neither parseFloat nor toFixed in the domain, the contracts or a service',
    code: /\bparseFloat\b|\.toFixed\b|\.toPrecision\b/g,
    in: (source) =>
      isProduction(source) && /^(packages\/(domain|rules|contracts|fund-log)|services)\//.test(source.path),
    broken: [
      file('packages/domain/src/money.ts', 'const n = Number.parseFloat(text);'),
      file('services/reporting/src/formats/csv.ts', 'return (share * 100).toFixed(2);'),
    ],
    kept: file('services/reporting/src/formats/csv.ts', 'return percentHalfUp(part, whole, 2);'),
  },
  {
    sentence: 'the environment is read in config.ts alone',
    code: /\bprocess\.env\b/g,
    in: (source) =>
      isProduction(source) &&
      !/\/config(\.ts|\/)/.test(source.path) &&
      // The command line, the tests' databases and the environment of PostgreSQL's own programs are not configuration.
      !/^packages\/(cli|testing|postgres)\//.test(source.path),
    broken: [file('services/portal/src/service.ts', 'const port = process.env.MDTF_PORT;')],
    kept: file('services/portal/src/config.ts', 'const port = process.env.MDTF_PORT;'),
  },
  {
    sentence: 'no test is skipped, focused or left for later',
    code: /\b(describe|it|test|suite|bench)(\.\w+)*\.(skip|only|todo|fails)\b|\b(xit|xtest|xdescribe|fit|fdescribe)\(/g,
    in: isSpec,
    broken: [
      file('test/journeys/a.int.spec.ts', "it.skip('pays', () => {});"),
      file('test/journeys/a.int.spec.ts', "describe.concurrent.only('pays', () => {});"),
      file('test/journeys/a.int.spec.ts', "test.todo('pays');"),
    ],
    kept: file('test/journeys/a.int.spec.ts', "it('does not skip.only()', () => { queue.skip(1); });"),
  },
  {
    sentence: 'no module is loaded behind the import rules: no require, no computed import',
    code: /(?<![.\w$])require\(|\bimport\(\s*[^\s'"`)]/g,
    in: (source) => isCode(source) && !source.path.startsWith('test/'),
    broken: [
      file('services/portal/src/pages.ts', "const pg = require('pg');"),
      file('services/portal/src/pages.ts', 'const page = await import(name);'),
    ],
    kept: file('services/portal/src/pages.ts', "const page = await import('./front.ts');"),
  },
];

/** What code may not say, and where. */
export const purityRules: readonly Rule[] = bans.map((ban) => ({
  sentence: ban.sentence,
  findings: (files) =>
    files.filter(ban.in).flatMap(({ path, text }) => {
      const code = codeOnly(text);
      return Array.from(code.matchAll(ban.code), (match) => {
        const line = code.slice(0, match.index).split('\n').length;
        return `${path}:${line} says ${match[0].trim()}`;
      });
    }),
  broken: ban.broken.map((source) => [source]),
  kept: [ban.kept],
}));
