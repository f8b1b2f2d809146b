/** One figure of the scenario: what it is, what it must be, what the running system said. */
export interface Figure {
  readonly label: string;
  readonly expected: string;
  readonly actual: string;
  readonly equal: boolean;
}

/** Collects figures as they appear, and says at the end how many of how many are equal. */
export interface FigureBook {
  check(label: string, expected: string, actual: string | number | boolean | null | undefined): void;
  readonly figures: readonly Figure[];
}

/** Makes a figure book that tells `say` each figure as it is checked. */
export function figureBook(say: (figure: Figure) => void): FigureBook {
  const figures: Figure[] = [];
  return {
    figures,
    check(label, expected, actual) {
      const shown = actual === undefined || actual === null ? 'nothing' : String(actual);
      const figure = { label, expected, actual: shown, equal: shown === expected };
      figures.push(figure);
      say(figure);
    },
  };
}
