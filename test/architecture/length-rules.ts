import exceptions from './lengths.json' with { type: 'json' };
import { functionLengths } from './lengths.ts';
import { file, isCode, isSpec, type Rule } from './rule.ts';
import type { SourceFile } from './source-files.ts';

const fileLinesMax = 300;
const specLinesMax = 500;
const functionLinesMax = 70;

/** Lengths above the limit that are known and may only shrink, by path. */
export interface Exceptions {
  readonly [path: string]: number;
}

interface Measured {
  readonly what: string;
  readonly path: string;
  readonly lines: number;
  readonly linesMax: number;
}

/** A ratchet: what is above its limit must be recorded with exactly its length, and what is not must not be. */
export function ratchet(measured: readonly Measured[], recorded: Exceptions): readonly string[] {
  const paths = new Set(measured.map(({ path }) => path));
  const gone = Object.keys(recorded).filter((path) => !paths.has(path));
  return [
    ...measured.flatMap(({ what, path, lines, linesMax }) => {
      const allowed = recorded[path];
      if (lines <= linesMax) {
        return allowed === undefined
          ? []
          : [`${path} keeps the limit now: take its exception out of lengths.json`];
      }
      if (lines === allowed) return [];
      if (allowed !== undefined && lines < allowed)
        return [`${path} shrank: record ${lines} in lengths.json`];
      return [`${what} has ${lines} lines, ${allowed ?? linesMax} are the most`];
    }),
    ...gone.map((path) => `${path} is gone: take its exception out of lengths.json`),
  ];
}

function fileLengths(files: readonly SourceFile[]): readonly Measured[] {
  return files.filter(isCode).map(({ path, text }) => ({
    what: path,
    path,
    lines: text.trimEnd().split('\n').length,
    linesMax: isSpec({ path }) ? specLinesMax : fileLinesMax,
  }));
}

// A spec's describe() is a function by syntax only, so specs are measured as files alone.
function longestFunctions(files: readonly SourceFile[]): readonly Measured[] {
  return files
    .filter((source) => isCode(source) && !isSpec(source))
    .flatMap(({ path, text }) => {
      const longest = functionLengths(text).toSorted((a, b) => b.lines - a.lines)[0];
      if (longest === undefined) return [];
      const what = `${path}:${longest.line} ${longest.name}`;
      return [{ what, path, lines: longest.lines, linesMax: functionLinesMax }];
    });
}

const body = (lines: number) => '  work();\n'.repeat(lines - 2);

/** How long a file and a function may be; exceptions are recorded and may only shrink. */
export const lengthRules: readonly Rule[] = [
  {
    sentence: `a file has at most ${fileLinesMax} lines, a spec ${specLinesMax}`,
    findings: (files) => ratchet(fileLengths(files), knownIn(files, exceptions.files)),
    broken: [
      [file('packages/a/src/b.ts', 'x;\n'.repeat(fileLinesMax + 1))],
      [file('packages/a/src/b.unit.spec.ts', 'x;\n'.repeat(specLinesMax + 1))],
    ],
    kept: [
      file('packages/a/src/b.ts', 'x;\n'.repeat(fileLinesMax)),
      file('packages/a/src/b.unit.spec.ts', 'x;\n'.repeat(specLinesMax)),
    ],
  },
  {
    sentence: `a function has at most ${functionLinesMax} lines`,
    findings: (files) => ratchet(longestFunctions(files), knownIn(files, exceptions.functions)),
    broken: [[file('packages/a/src/b.ts', `export function long() {\n${body(functionLinesMax + 1)}}\n`)]],
    kept: [file('packages/a/src/b.ts', `export function long() {\n${body(functionLinesMax)}}\n`)],
  },
];

// The examples above are small repositories of their own: the real one's exceptions are not theirs.
function knownIn(files: readonly SourceFile[], recorded: Exceptions): Exceptions {
  return files.some(({ path }) => path === 'test/architecture/lengths.json') ? recorded : {};
}
