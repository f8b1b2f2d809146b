import { instant as instantSchema, type Route, urlOf } from '@mdtf/contracts';
import type { z } from 'zod';
import { type ImportCommand, keyOf, type Provenance } from './command.ts';
import { compileValue } from './compile-value.ts';
import { compileCondition } from './condition.ts';
import { fitText } from './fit-text.ts';
import { type Column, type Profile, ProfileMistake, type Step, type Table } from './profile.ts';
import { commandNamed } from './routes.ts';
import type { BadRow, Cell, Cells, Row } from './row.ts';
import { BLANK, type Compiled, type Group, type Place, type Scope } from './scope.ts';

/** A step made ready: which rows it wants, and the command it makes of one. */
export interface CompiledStep {
  readonly name: string;
  readonly about: string;
  /** The table it reads. */
  readonly from: string;
  readonly group: readonly string[] | undefined;
  /** Of rows equal in these columns only the first counts. */
  readonly distinct: readonly string[] | undefined;
  readonly persona: string;
  readonly wants: (row: Row) => boolean;
  readonly commandOf: (row: Row, group: Group | undefined) => ImportCommand | readonly BadRow[];
}

/** What all steps of one run share. */
export interface Run {
  readonly profile: Profile;
  /** The parameters' values, as cells named `@name`. */
  readonly parameters: Cells;
  readonly now: string;
}

/** Makes a step ready; throws `ProfileMistake` where it names a table, column, function or command that there is not. */
export function compileStep(run: Run, step: Step, at: number): CompiledStep {
  const path = `steps.${at}`;
  const { profile, now } = run;
  const table = profile.tables[step.from];
  if (table === undefined) throw new ProfileMistake(`${path}.from`, `there is no table ${step.from}`);
  const route = commandNamed(step.command);
  if (route === undefined) throw new ProfileMistake(`${path}.command`, `there is no command ${step.command}`);
  const place = (member: string, isGrouped: boolean, used = new Set<string>()): Place => ({
    path: `${path}.${member}`,
    columns: { ...kindsOf(table), ...parameterKinds(run) },
    isGrouped,
    currency: profile.currency,
    used,
  });
  for (const member of ['group', 'distinct'] as const) {
    const unknown = step[member]?.find((name) => !(name in table.columns));
    if (unknown !== undefined) throw new ProfileMistake(`${path}.${member}`, `there is no column ${unknown}`);
  }
  const conditions = step.when.map((value, n) => compileCondition(value, place(`when.${n}`, false)));
  const used = new Set<string>();
  const inside = (member: string) => place(member, step.group !== undefined, used);
  const parts: Parts = {
    params: compileValue(step.params, inside('params')),
    body: step.body === undefined ? () => undefined : compileValue(step.body, inside('body')),
    time: step.time === undefined ? () => undefined : compileValue(step.time, inside('time')),
  };
  const given = [...(step.group ?? used)].filter((name) => !name.startsWith('@'));
  const scopeOf = ({ cells }: Row, group: Group | undefined): Scope => ({
    cells: { ...cells, ...run.parameters },
    group,
    now,
    mistakes: [],
  });
  return {
    name: step.step,
    about: step.about ?? route.summary,
    from: step.from,
    group: step.group,
    distinct: step.distinct,
    persona: step.as,
    wants: (row) => conditions.every((holds) => holds(scopeOf(row, undefined))),
    commandOf: (row, group) => make({ run, route, parts, given }, row, scopeOf(row, group)),
  };
}

interface Parts {
  readonly params: Compiled;
  readonly body: Compiled;
  readonly time: Compiled;
}

interface Making {
  readonly run: Run;
  readonly route: Route;
  readonly parts: Parts;
  readonly given: readonly string[];
}

/** Checks what came out against the route's own contract, so that what cannot be accepted is told by row, unsent. */
function make(
  { run, route, parts, given }: Making,
  row: Row,
  scope: Scope,
): ImportCommand | readonly BadRow[] {
  const params = parts.params(scope);
  const body = parts.body(scope);
  const time = parts.time(scope);
  const errors = [
    ...scope.mistakes,
    ...faults(route.params, params, 'params'),
    ...faults(route.body, body, 'body'),
    ...(time === undefined ? [] : faults(instantSchema, time === BLANK ? undefined : time, 'time')),
  ];
  const { file, number } = row;
  if (errors.length > 0) return errors.map((error) => ({ file, row: number, ...error }));
  const path = urlOf(route, { params: params as Record<string, unknown> });
  const { fundId } = params as { fundId?: string };
  const { id } = (body ?? {}) as { id?: string };
  return {
    path,
    body,
    ...(time === undefined ? {} : { time: time as string }),
    provenance: provenanceOf(run.profile, row, given),
    idempotencyKey: keyOf(run.profile.profile, path, body, time as string | undefined),
    fund: fundId ?? (route.id === 'establishFund' && id !== undefined ? id : 'platform'),
    record: id === undefined ? path : `${path}#${id}`,
    from: { file, number },
  };
}

const MAX_VALUE_SHOWN = 200;

function faults(schema: z.ZodType, value: unknown, part: string): Omit<BadRow, 'file' | 'row'>[] {
  const parsed = schema.safeParse(value);
  if (parsed.success) return [];
  return parsed.error.issues.map(({ path, message }) => ({
    column: [part, ...path.map(String)].join('.'),
    value: (JSON.stringify(memberAt(value, path)) ?? '').slice(0, MAX_VALUE_SHOWN),
    reason: message,
  }));
}

function memberAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (member, key) => (member as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  );
}

const MAX_GIVEN_LENGTH = 8_000;
const MAX_SOURCE_LENGTH = 300;

function provenanceOf(
  { source }: Profile,
  { file, number, cells }: Row,
  columns: readonly string[],
): Provenance {
  const given: Record<string, string> = {};
  for (const name of columns) {
    const cell = cells[name];
    if (cell !== undefined) given[name] = fitText(cell.given, MAX_GIVEN_LENGTH);
  }
  return { source: fitText(`${source}, ${file}`, MAX_SOURCE_LENGTH), row: number, given };
}

function kindsOf({ columns }: Table): Record<string, Cell['kind']> {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, cellKind(column)]));
}

function parameterKinds({ parameters }: Run): Record<string, Cell['kind']> {
  return Object.fromEntries(Object.entries(parameters).map(([name, { kind }]) => [name, kind]));
}

function cellKind({ kind }: Column): Cell['kind'] {
  if (kind === 'name') return 'text';
  return kind === 'us-date-time' || kind === 'iso-date' ? 'date' : kind;
}
