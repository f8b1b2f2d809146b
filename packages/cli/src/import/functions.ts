import { moneyOf, plainName } from '@mdtf/domain';
import { compileAmount } from './amount.ts';
import { fitText, idFrom } from './fit-text.ts';
import { ProfileMistake } from './profile.ts';
import { BLANK, type Compiled, columnAt, type DateCell, type Place, within } from './scope.ts';
import { compileText } from './template.ts';

type Options = Readonly<Record<string, unknown>>;

interface ValueFunction {
  /** Members it may have beside its own. */
  readonly options: readonly string[];
  compile(argument: unknown, options: Options, place: Place): Compiled;
}

/** The closed set of functions that a profile's values may use, by their member's name. */
export const FUNCTIONS: Readonly<Record<string, ValueFunction>> = {
  $money: {
    options: [],
    compile(argument, _, place) {
      const amount = compileAmount(argument, place);
      return (scope) => {
        const minor = amount(scope);
        return minor === BLANK ? BLANK : moneyOf(minor, place.currency);
      };
    },
  },

  $date: {
    options: ['of'],
    compile: (argument, { of }, place) => {
      const cell = dateAt(argument, of, place);
      return (scope) => onCell(cell(scope), ({ date }) => date);
    },
  },

  $instant: {
    options: ['of', 'orNow'],
    compile(argument, { of, orNow = false }, place) {
      const cell = dateAt(argument, of, place);
      return (scope) =>
        onCell(cell(scope), ({ instant }) => (orNow === true && instant > scope.now ? scope.now : instant));
    },
  },

  $integer: {
    options: [],
    compile(argument, _, place) {
      const cell = columnAt(place, argument, 'integer');
      return (scope) => onCell(cell(scope), (found) => (found.kind === 'integer' ? found.number : BLANK));
    },
  },

  $counts: {
    options: [],
    compile(argument, _, place) {
      const cell = columnAt(place, argument, 'counts');
      return (scope) => onCell(cell(scope), (found) => (found.kind === 'counts' ? found.counts : BLANK));
    },
  },

  $boolean: {
    options: [],
    compile(argument, _, place) {
      const cell = columnAt(place, argument, 'boolean');
      return (scope) => onCell(cell(scope), (found) => (found.kind === 'boolean' ? found.value : BLANK));
    },
  },

  $rows: {
    options: [],
    compile(_argument, _, place) {
      if (!place.isGrouped)
        throw new ProfileMistake(place.path, 'a number of rows needs a step with a group');
      return ({ group }) => group?.rows ?? BLANK;
    },
  },

  $map: {
    options: ['to', 'otherwise'],
    compile(argument, { to, otherwise }, place) {
      const cell = columnAt(place, argument);
      if (typeof to !== 'object' || to === null)
        throw new ProfileMistake(within(place, 'to').path, 'it is missing');
      const values = new Map(Object.entries(to));
      return (scope) =>
        onCell(cell(scope), ({ given }) => {
          const value: unknown = values.get(given.trim()) ?? otherwise;
          if (value !== undefined) return value;
          scope.mistakes.push({
            column: String(argument),
            value: given,
            reason: 'is a value the profile does not know',
          });
          return BLANK;
        });
    },
  },

  $id: {
    options: [],
    compile(argument, _, place) {
      const texts = (Array.isArray(argument) ? argument : [argument]).map((text: unknown, at) =>
        compileText(text, within(place, at)),
      );
      return (scope) => {
        const given = texts.map((text) => text(scope));
        return given.every((text) => text !== BLANK) ? idFrom(given) : BLANK;
      };
    },
  },

  $nameId: {
    options: [],
    compile(argument, _, place) {
      const name = compileText(argument, place);
      return (scope) => onCell(name(scope), (given) => idFrom([plainName(given)]));
    },
  },

  $text: {
    options: ['max'],
    compile(argument, { max }, place) {
      if (typeof max !== 'number' || max < 2)
        throw new ProfileMistake(within(place, 'max').path, 'it is missing');
      const text = compileText(argument, place);
      return (scope) => onCell(text(scope), (given) => fitText(given, max));
    },
  },
};

function onCell<T, R>(cell: T | typeof BLANK, use: (cell: T) => R): R | typeof BLANK {
  return cell === BLANK ? BLANK : use(cell);
}

function dateAt(name: unknown, of: unknown, place: Place): Compiled<DateCell> {
  const cell = columnAt(place, name, 'date');
  if (of === undefined) return (scope) => cell(scope) as DateCell | typeof BLANK;
  if (of !== 'earliest' && of !== 'latest')
    throw new ProfileMistake(within(place, 'of').path, 'it is earliest or latest');
  if (!place.isGrouped) throw new ProfileMistake(within(place, 'of').path, 'it needs a step with a group');
  return ({ group }) => group?.[of].get(name as string) ?? BLANK;
}
