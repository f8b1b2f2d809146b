import type { CpuShares } from './load/cpu.ts';

/** One line of the bench: what was measured, against what, and what it should be at least (or at most). */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'per second' | 'ms' | 's';
  /** What the value is held against, by name and size. */
  readonly against?: { readonly name: string; readonly value: number };
  readonly ratio?: number;
  /** Of the ratio where there is one, otherwise of the value. */
  readonly target?: { readonly atLeast: number } | { readonly atMost: number };
  readonly p50Ms?: number;
  readonly p99Ms?: number;
  readonly batch?: number;
  readonly failed?: number;
  readonly cpu?: CpuShares;
  /** What is behind the number, where that does not show. */
  readonly note?: string;
}

/** Whether a figure keeps its target; undefined where it has none. */
export function isKept({ target, ratio, value }: Figure): boolean | undefined {
  if (target === undefined) return undefined;
  const measured = ratio ?? value;
  return 'atLeast' in target ? measured >= target.atLeast : measured <= target.atMost;
}

/** The middle one; of an even number, the lower of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
}

const COLUMNS = [
  'figure',
  'value',
  'against',
  'ratio',
  'target',
  '',
  'p50 / p99',
  'batch',
  'CPU: generator server PostgreSQL',
];

/** The figures as a table for people. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [COLUMNS, ...figures.map(rowOf)];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const notes = figures.flatMap(({ name, note, failed = 0 }) => [
    ...(note === undefined ? [] : [`${name}: ${note}`]),
    ...(failed === 0 ? [] : [`${name}: ${failed} requests failed`]),
  ]);
  return [...lines, '', ...notes].join('\n');
}

function rowOf(figure: Figure): string[] {
  const { name, value, unit, against, ratio, target, p50Ms, p99Ms, batch, cpu } = figure;
  const kept = isKept(figure);
  return [
    name,
    unit === 'per second' ? `${whole(value)}/s` : `${value.toFixed(1)} ${unit}`,
    against === undefined ? '' : `${against.name} ${whole(against.value)}/s`,
    ratio === undefined ? '' : `${ratio.toFixed(2)} ×`,
    target === undefined ? '' : 'atLeast' in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`,
    kept === undefined ? '' : kept ? 'kept' : 'MISSED',
    p50Ms === undefined ? '' : `${p50Ms.toFixed(1)} / ${(p99Ms ?? 0).toFixed(1)} ms`,
    batch === undefined ? '' : batch.toFixed(0),
    cpu === undefined ? '' : ['generator', 'server', 'PostgreSQL'].map((who) => percent(cpu[who])).join(' '),
  ];
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function percent(share: number | undefined): string {
  return `${Math.round((share ?? 0) * 100)} %`.padStart(5);
}
