import { describe, expect, it } from 'vitest';
import { importsOf } from './imports.ts';

function targets(text: string, path = 'packages/rules/src/cap/cap.ts') {
  return importsOf({ path, text }).map(({ target, typeOnly }) => (typeOnly ? `type ${target}` : target));
}

describe('the imports of a file', () => {
  it('are found in every form a module can be asked for', () => {
    expect(targets("import pg from 'pg';")).toEqual(['npm:pg']);
    expect(targets("import 'zod/locales';")).toEqual(['npm:zod']);
    expect(targets('import {\n  a,\n  b,\n} from "@fastify/swagger";')).toEqual(['npm:@fastify/swagger']);
    expect(targets("import * as fs from 'node:fs';")).toEqual(['node:fs']);
    expect(targets("export { x } from '../money.ts';")).toEqual(['packages/rules/src/money.ts']);
    expect(targets("export * from './shares.ts';")).toEqual(['packages/rules/src/cap/shares.ts']);
    expect(targets("const a = await import('@mdtf/allocation/service');")).toEqual([
      '@mdtf/allocation/service',
    ]);
    expect(targets("type P = import('pg').Pool;")).toEqual(['npm:pg']);
  });

  it('tell what is gone at run time', () => {
    expect(targets("import type { Money } from '@mdtf/domain';")).toEqual(['type @mdtf/domain']);
    expect(targets("export type { Money } from '@mdtf/domain';")).toEqual(['type @mdtf/domain']);
    expect(targets("import type from './type.ts';")).toEqual(['packages/rules/src/cap/type.ts']);
    expect(targets("import { type Money, minorOf } from '@mdtf/domain';")).toEqual(['@mdtf/domain']);
  });

  it('are not those that only stand in comments and strings', () => {
    expect(targets("// import pg from 'pg';\nconst text = \"import pg from 'pg'\";")).toEqual([]);
    expect(targets("const list = Array.from('abc');\nexport const from = 'pg';")).toEqual([]);
  });

  it('carry their line', () => {
    expect(importsOf({ path: 'a.ts', text: "\n\nimport pg from 'pg';" })[0]?.line).toBe(3);
  });
});
