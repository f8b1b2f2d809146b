import { stripTypeScriptTypes } from 'node:module';
import { parseAst } from 'vitest/node';

/** A comparison in a source: where, and how it reads. */
export interface Comparison {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly operator: Operator;
  readonly text: string;
}

export type Operator = '<' | '<=' | '>' | '>=' | '===' | '!==';

const OPERATORS: readonly string[] = ['<', '<=', '>', '>=', '===', '!=='];

/** A source whose every comparison asks `globalThis.compare`, and the list of them. */
export interface Instrumented {
  readonly code: string;
  readonly comparisons: readonly Comparison[];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly operator?: string;
  readonly left?: Node;
  readonly right?: Node;
}

/** Instruments a TypeScript source, types taken away, each line where it was. */
export function instrument(file: string, source: string): Instrumented {
  const found: Node[] = [];
  walk(parseAst(source, { lang: 'ts' }) as unknown, found);
  const comparisons: Comparison[] = [];
  const edits: {
    readonly at: number;
    readonly remove: number;
    readonly insert: string;
    readonly size: number;
  }[] = [];
  for (const { start, end, operator, left, right } of found) {
    if (left === undefined || right === undefined || operator === undefined) continue;
    const at = source.indexOf(operator, left.end);
    const line = source.slice(0, start).split('\n').length;
    const id = `${file}:${line}:${at}`;
    const text = source.slice(start, end).replace(/\s+/g, ' ');
    comparisons.push({ id, file, line, operator: operator as Operator, text });
    const size = end - start;
    edits.push({ at: start, remove: 0, insert: `compare(${JSON.stringify(id)}, `, size });
    edits.push({ at, remove: operator.length, insert: `, ${JSON.stringify(operator)}, `, size });
    edits.push({ at: end, remove: 0, insert: ')', size: -size });
  }
  return { code: stripTypeScriptTypes(applied(source, edits)), comparisons };
}

// At one place an outer comparison opens before an inner one, and closes after it.
function applied(
  source: string,
  edits: readonly {
    readonly at: number;
    readonly remove: number;
    readonly insert: string;
    readonly size: number;
  }[],
): string {
  const ordered = edits.toSorted((a, b) => a.at - b.at || b.size - a.size);
  let [code, from] = ['', 0];
  for (const { at, remove, insert } of ordered) {
    code += source.slice(from, at) + insert;
    from = at + remove;
  }
  return code + source.slice(from);
}

function walk(value: unknown, found: Node[]): void {
  if (Array.isArray(value)) {
    for (const each of value) walk(each, found);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const node = value as Node;
  if (node.type === 'BinaryExpression' && OPERATORS.includes(node.operator ?? '')) found.push(node);
  for (const child of Object.values(value)) walk(child, found);
}
