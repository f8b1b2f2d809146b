import { FUNCTIONS } from './functions.ts';
import { ProfileMistake } from './profile.ts';
import { BLANK, type Compiled, type Place, within } from './scope.ts';
import { compileText } from './template.ts';

/**
 * Makes a value of a profile ready: texts with `{column}`, lists, objects and the functions of `FUNCTIONS`. What comes
 * out blank is left out of the list or object it stands in. Throws `ProfileMistake` with the path of a mistake.
 */
export function compileValue(value: unknown, place: Place): Compiled {
  if (typeof value === 'string') return compileText(value, place);
  if (typeof value !== 'object' || value === null) return () => value;
  if (Array.isArray(value)) return compileList(value, place);
  const members = Object.entries(value);
  const called = members.find(([name]) => name.startsWith('$'));
  return called === undefined ? compileMembers(members, place) : compileFunction(called, members, place);
}

function compileList(values: readonly unknown[], place: Place): Compiled {
  const items = values.map((value, at) => compileValue(value, within(place, at)));
  return (scope) => items.map((item) => item(scope)).filter((item) => item !== BLANK);
}

function compileMembers(members: readonly (readonly [string, unknown])[], place: Place): Compiled {
  const compiled = members.map(([name, value]) => [name, compileValue(value, within(place, name))] as const);
  return (scope) => {
    const object: Record<string, unknown> = {};
    for (const [name, member] of compiled) {
      const value = member(scope);
      if (value !== BLANK) object[name] = value;
    }
    return object;
  };
}

function compileFunction(
  [name, argument]: readonly [string, unknown],
  members: readonly (readonly [string, unknown])[],
  place: Place,
): Compiled {
  const called = FUNCTIONS[name];
  if (called === undefined)
    throw new ProfileMistake(
      place.path,
      `there is no function ${name}; there are ${Object.keys(FUNCTIONS).join(', ')}`,
    );
  const options = Object.fromEntries(members.filter(([member]) => member !== name));
  const unknown = Object.keys(options).find((option) => !called.options.includes(option));
  if (unknown !== undefined)
    throw new ProfileMistake(within(place, unknown).path, `${name} takes no ${unknown}`);
  return called.compile(argument, options, within(place, name));
}
