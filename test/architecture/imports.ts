import { posix } from 'node:path';
import { codeOnly } from './code-only.ts';
import type { SourceFile } from './source-files.ts';

/** One `import`, `export … from` or `import()` of a file; `type` ones are gone at run time. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
  readonly typeOnly: boolean;
  /** What it points at, in one notation: `node:fs`, `npm:pg`, `@mdtf/allocation/service`, or a path from the root. */
  readonly target: string;
}

const forms = [
  /\b(?:import|export)\b(?<clause>[^'"`;()]*?)\bfrom\s*(?<quoted>'[^'\n]*'|"[^"\n]*")/dg,
  /\bimport\s*(?<quoted>'[^'\n]*'|"[^"\n]*")/dg,
  /\bimport\s*\(\s*(?<quoted>'[^'\n]*'|"[^"\n]*"|`[^`\n]*`)/dg,
] as const;

const known = new WeakMap<SourceFile, readonly Import[]>();

/** Every import of a file, in no particular order. */
export function importsOf(file: SourceFile): readonly Import[] {
  const found = known.get(file) ?? scan(file);
  known.set(file, found);
  return found;
}

function scan({ path, text }: SourceFile): readonly Import[] {
  const code = codeOnly(text);
  return forms.flatMap((form) =>
    Array.from(code.matchAll(form), (match) => {
      const [from = 0, to = 0] = match.indices?.groups?.quoted ?? [];
      const specifier = text.slice(from + 1, to - 1);
      return {
        specifier,
        line: text.slice(0, from).split('\n').length,
        typeOnly: /^\s*type\s+[\w$*{]/.test(match.groups?.clause ?? ''),
        target: targetOf(path, specifier),
      };
    }),
  );
}

function targetOf(path: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier);
  if (specifier.startsWith('node:') || specifier.startsWith('@mdtf/')) return specifier;
  const parts = specifier.split('/');
  return `npm:${parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')}`;
}
