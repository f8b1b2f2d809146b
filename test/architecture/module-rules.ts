import { importsOf } from './imports.ts';
import { file, isCode, isProduction, isSpec, type Rule, unitOf } from './rule.ts';
import type { SourceFile } from './source-files.ts';

interface Manifest {
  readonly name?: string;
  readonly dependencies?: { readonly [name: string]: string };
  readonly devDependencies?: { readonly [name: string]: string };
}

const extension: Rule = {
  sentence: 'a relative import names an existing file with its extension, as Node loads it',
  findings: (files) => {
    const paths = new Set(files.map(({ path }) => path));
    return files.filter(isCode).flatMap((source) =>
      importsOf(source)
        .filter(({ specifier, target }) => specifier.startsWith('.') && !paths.has(target))
        .map(({ line, specifier }) => `${source.path}:${line} imports ${specifier}, which is no file`),
    );
  },
  broken: [
    [file('packages/a/src/b.ts', "import './c.js';"), file('packages/a/src/c.ts')],
    [file('packages/a/src/b.ts', "export * from './c';"), file('packages/a/src/c.ts')],
  ],
  kept: [file('packages/a/src/b.ts', "import './c.ts';"), file('packages/a/src/c.ts')],
};

const declared: Rule = {
  sentence:
    "what a package or service imports is declared in its own package.json; its specs may use the root's tools",
  findings: (files) => {
    const manifests = manifestsOf(files);
    return files
      .filter((source) => isCode(source) && unitOf(source.path) !== undefined)
      .flatMap((source) =>
        importsOf(source)
          .filter(({ target }) => !isDeclared(target, source, manifests))
          .map(({ line, specifier }) => `${source.path}:${line} imports the undeclared ${specifier}`),
      );
  },
  broken: [
    [file('packages/a/package.json', '{}'), file('packages/a/src/b.ts', "import pg from 'pg';")],
    [file('packages/a/package.json', '{}'), file('packages/a/src/b.ts', "import '@mdtf/domain';")],
    [
      file('package.json', '{ "devDependencies": { "vitest": "5.1.1" } }'),
      file('packages/a/package.json', '{}'),
      file('packages/a/src/b.ts', "import { it } from 'vitest';"),
    ],
  ],
  kept: [
    file('package.json', '{ "devDependencies": { "vitest": "5.1.1" } }'),
    file(
      'packages/a/package.json',
      '{ "name": "@mdtf/a", "dependencies": { "@mdtf/domain": "0.1.0", "pg": "8" } }',
    ),
    file('packages/a/src/b.ts', "import pg from 'pg';\nimport 'node:fs';\nimport '@mdtf/domain';"),
    file(
      'packages/a/src/b.unit.spec.ts',
      "import { it } from 'vitest';\nimport { given } from '@mdtf/testing';",
    ),
  ],
};

function manifestsOf(files: readonly SourceFile[]): ReadonlyMap<string, Manifest> {
  return new Map(
    files
      .filter(({ path }) => /^((packages|services)\/[^/]+\/)?package\.json$/.test(path))
      .map(({ path, text }) => [path, JSON.parse(text) as Manifest]),
  );
}

function isDeclared(target: string, source: SourceFile, manifests: ReadonlyMap<string, Manifest>): boolean {
  if (!target.startsWith('npm:') && !target.startsWith('@mdtf/')) return true;
  const name = target.startsWith('npm:') ? target.slice(4) : target.split('/').slice(0, 2).join('/');
  const own = manifests.get(`${unitOf(source.path)}/package.json`) ?? {};
  const forTests = isSpec(source) || /^packages\/testing\/|^[^/]+\/[^/]+\/test\//.test(source.path);
  const tools = forTests ? (manifests.get('package.json')?.devDependencies ?? {}) : {};
  // Every spec may use the project's testing package; as a declared dependency it would make circles.
  return (
    name in { ...own.dependencies, ...tools } || own.name === name || (forTests && name === '@mdtf/testing')
  );
}

const noCircles: Rule = {
  sentence: 'files do not import one another in a circle: each can be read after those it stands on',
  findings: (files) => {
    const production = files.filter(isProduction);
    const next = new Map(
      production.map((source) => [
        source.path,
        importsOf(source)
          .filter(({ typeOnly }) => !typeOnly)
          .map(({ target }) => target),
      ]),
    );
    const settled = new Set<string>();
    return production.flatMap(({ path }) => circleFrom(path, next, settled, []) ?? []);
  },
  broken: [
    [file('packages/a/src/b.ts', "import './c.ts';"), file('packages/a/src/c.ts', "import './b.ts';")],
    [file('packages/a/src/b.ts', "import './b.ts';")],
  ],
  kept: [
    file('packages/a/src/b.ts', "import './c.ts';\nimport './d.ts';"),
    file('packages/a/src/c.ts', "import './d.ts';\nimport type { B } from './b.ts';"),
    file('packages/a/src/d.ts'),
  ],
};

function circleFrom(
  path: string,
  next: ReadonlyMap<string, readonly string[]>,
  settled: Set<string>,
  trail: readonly string[],
): string | undefined {
  if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path].join(' → ');
  if (settled.has(path)) return undefined;
  settled.add(path);
  for (const target of next.get(path) ?? []) {
    const circle = circleFrom(target, next, settled, [...trail, path]);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

/** What holds of every module, in whatever layer. */
export const moduleRules: readonly Rule[] = [extension, declared, noCircles];
