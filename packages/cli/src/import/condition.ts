import { compileAmount } from './amount.ts';
import { ProfileMistake } from './profile.ts';
import { BLANK, columnAt, type Place, type Scope, within } from './scope.ts';

/**
 * Compiles what must hold of a row: `given` (a column is not blank), `equals` and `differs` (a column and a text), or
 * `moreThanZero` (an amount).
 */
export function compileCondition(value: unknown, place: Place): (scope: Scope) => boolean {
  const [member, ...others] = Object.entries(typeof value === 'object' && value !== null ? value : {});
  if (member === undefined || others.length > 0)
    throw new ProfileMistake(place.path, 'a condition is one of given, equals, differs, moreThanZero');
  const [name, argument] = member as [string, unknown];
  const inside = within(place, name);
  if (name === 'given') {
    const cell = columnAt(inside, argument);
    return (scope) => cell(scope) !== BLANK;
  }
  if (name === 'moreThanZero') {
    const amount = compileAmount(argument, inside);
    return (scope) => {
      const minor = amount(scope);
      return minor !== BLANK && minor > 0n;
    };
  }
  if (name !== 'equals' && name !== 'differs')
    throw new ProfileMistake(place.path, `there is no condition ${name}`);
  const [column, text] = Array.isArray(argument) ? (argument as readonly unknown[]) : [];
  if (typeof text !== 'string') throw new ProfileMistake(inside.path, 'it takes a column and a text');
  const cell = columnAt(inside, column);
  return (scope) => {
    const found = cell(scope);
    return (found !== BLANK && found.given === text) === (name === 'equals');
  };
}
