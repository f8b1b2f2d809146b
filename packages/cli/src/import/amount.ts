import { ProfileMistake } from './profile.ts';
import { BLANK, type Compiled, columnAt, type Place, type Scope, within } from './scope.ts';

/**
 * Compiles an amount, in minor units: a decimal column, or `sum`, `subtract` (the first less the others) or `least` of
 * amounts, or `total` of a column over a group. Blank where any part is blank.
 */
export function compileAmount(value: unknown, place: Place): Compiled<bigint> {
  if (typeof value === 'string') return columnMinor(value, place);
  const [name, ...others] = Object.keys(isRecord(value) ? value : {});
  if (!isRecord(value) || name === undefined || others.length > 0)
    throw new ProfileMistake(place.path, 'an amount is a column, or one of sum, subtract, least, total');
  if (name === 'total') return totalOf(value.total, within(place, name));
  const combine = COMBINATIONS[name];
  if (combine === undefined) throw new ProfileMistake(place.path, `there is no amount called ${name}`);
  const parts = value[name];
  if (!Array.isArray(parts) || parts.length === 0)
    throw new ProfileMistake(within(place, name).path, 'it takes a list of amounts');
  const compiled = parts.map((part, at) => compileAmount(part, within(within(place, name), at)));
  return (scope) => {
    const amounts = given(compiled, scope);
    return amounts === undefined ? BLANK : combine(amounts);
  };
}

const COMBINATIONS: Readonly<Record<string, (amounts: readonly bigint[]) => bigint>> = {
  sum: (amounts) => amounts.reduce((sum, amount) => sum + amount, 0n),
  subtract: ([first = 0n, ...others]) => others.reduce((rest, amount) => rest - amount, first),
  least: ([first = 0n, ...others]) => {
    let least = first;
    for (const amount of others) if (amount < least) least = amount;
    return least;
  },
};

function given(parts: readonly Compiled<bigint>[], scope: Scope): readonly bigint[] | undefined {
  const amounts: bigint[] = [];
  for (const part of parts) {
    const amount = part(scope);
    if (amount === BLANK) return undefined;
    amounts.push(amount);
  }
  return amounts;
}

function columnMinor(name: string, place: Place): Compiled<bigint> {
  const column = columnAt(place, name, 'decimal');
  return (scope) => {
    const cell = column(scope);
    return cell !== BLANK && cell.kind === 'decimal' ? cell.minor : BLANK;
  };
}

function totalOf(name: unknown, place: Place): Compiled<bigint> {
  columnAt(place, name, 'decimal');
  if (!place.isGrouped) throw new ProfileMistake(place.path, 'a total needs a step with a group');
  return ({ group }) => group?.totals.get(name as string) ?? BLANK;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
