import type { SourceFile } from './source-files.ts';

/** A rule on the repository. Its sentence is the test's title; its examples prove that the test can fail. */
export interface Rule {
  readonly sentence: string;
  /** One line for each place that breaks the rule: where, and what is wrong there. */
  readonly findings: (files: readonly SourceFile[]) => readonly string[];
  /** Small repositories that break the rule, each at exactly one place. */
  readonly broken: readonly (readonly SourceFile[])[];
  /** A small repository that comes close and keeps it. */
  readonly kept: readonly SourceFile[];
}

/** The file of an example. */
export function file(path: string, text = ''): SourceFile {
  return { path, text };
}

/** TypeScript that runs in production: not specs, not the tests' own folder. */
export function isProduction({ path }: SourceFile): boolean {
  return /^(packages|services)\/[^/]+\/(src|bin)\/.*\.(ts|tsx|js)$/.test(path) && !isSpec({ path });
}

/** A test file, a conformance suite that several of them run, or a file of types that only the type checker reads. */
export function isSpec({ path }: Pick<SourceFile, 'path'>): boolean {
  return /\.(spec|types-test)\.ts$|(\/|-)conformance(\/|\.ts$)/.test(path);
}

/** Any TypeScript or JavaScript that is ours. */
export function isCode({ path }: SourceFile): boolean {
  return /\.(ts|tsx|js|mjs)$/.test(path) && !/(^|\/)(fixtures|data)\//.test(path);
}

/** `packages/domain/src/money.ts` → `packages/domain`; nothing outside packages and services. */
export function unitOf(path: string): string | undefined {
  return /^(packages|services)\/[^/]+(?=\/)/.exec(path)?.[0];
}
