import { ProfileMistake } from './profile.ts';
import { BLANK, type Compiled, columnAt, type Place } from './scope.ts';

const COLUMN = /\{([^{}]+)\}/g;

/** Compiles a text in which `{column}` stands for the given text of a column; blank where one of them is. */
export function compileText(value: unknown, place: Place): Compiled<string> {
  if (typeof value !== 'string') throw new ProfileMistake(place.path, 'a text is needed');
  const names = Array.from(value.matchAll(COLUMN), ([, name = '']) => name);
  if (names.length === 0) return () => value;
  const cells = new Map(names.map((name) => [name, columnAt(place, name)]));
  return (scope) => {
    let isBlank = false;
    const text = value.replaceAll(COLUMN, (_, name: string) => {
      const cell = cells.get(name)?.(scope) ?? BLANK;
      if (cell === BLANK) isBlank = true;
      return cell === BLANK ? '' : cell.given;
    });
    return isBlank ? BLANK : text;
  };
}
