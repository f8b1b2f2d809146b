import { type Figure, median } from '../figures.ts';
import { startFive } from './apart.ts';
import { loadFigure, makeFund, type RunningSystem, visibleFigure } from './loaded-system.ts';
import { startWhole } from './whole-system.ts';

export interface EverythingOnLines {
  readonly rounds: number;
  readonly secondsEach: number;
  /** Of the published records: the projects of three years. */
  readonly withImport: boolean;
  readonly say: (text: string) => void;
}

/**
 * The whole system with every service following: how soon it starts, how soon a report shows what was committed, and how
 * many commands it takes in one process and as five over Kafka, in turn, so that both meet the same moods of the machine.
 */
export async function everythingOnFigures(lines: EverythingOnLines): Promise<readonly Figure[]> {
  await using stack = new AsyncDisposableStack();
  const { figures, system: embedded, family } = await startWhole(stack, lines);
  const visible = await visibleAfterSomeLoad(embedded, lines);
  const apart = await startFive(stack, { others: family, say: lines.say });
  const visibleApart = await visibleAfterSomeLoad(apart, lines);
  const loads = await loadInTurn({ embedded, apart }, lines);
  return [
    ...figures,
    { ...visible, target: { atMost: 50 } },
    { ...visibleApart, name: `${visibleApart.name}, over Kafka`, target: { atMost: 150 } },
    loads.embedded,
    { ...loads.apart, name: `${loads.apart.name}, over Kafka`, target: { atLeast: 0.8 } },
    { ...loads.portal, name: 'the same through the portal' },
  ];
}

async function visibleAfterSomeLoad(
  system: RunningSystem,
  { secondsEach, say }: EverythingOnLines,
): Promise<Figure> {
  say('Loading the whole system, and asking for reports under half of that …');
  await makeFund(system);
  const { value } = await loadFigure(system, secondsEach, 'warm');
  return visibleFigure(system, value / 2, secondsEach);
}

type Line = 'embedded' | 'apart' | 'portal';

async function loadInTurn(
  { embedded, apart }: { readonly embedded: RunningSystem; readonly apart: RunningSystem },
  { rounds, secondsEach, say }: EverythingOnLines,
): Promise<Readonly<Record<Line, Figure>>> {
  const passed: Readonly<Record<Line, Figure>>[] = [];
  // The first round only warms everything up.
  for (let round = 0; round <= rounds; round += 1) {
    say(`Loading the whole system, in one process and over Kafka: round ${round} of ${rounds} …`);
    const figures = {
      embedded: await loadFigure(embedded, secondsEach, `embedded-${round}`),
      apart: await loadFigure(apart, secondsEach, `apart-${round}`),
      portal: await loadFigure({ ...apart, depositsUrl: apart.url }, secondsEach, `portal-${round}`),
    };
    if (round > 0) passed.push(figures);
  }
  const middle = (line: Line): Figure => middleOf(passed.map((figures) => figures[line]));
  const against = (line: Line): Figure => ({
    ...middle(line),
    against: { name: 'embedded', value: middle('embedded').value },
    ratio: median(passed.map((figures) => figures[line].value / figures.embedded.value)),
  });
  return { embedded: middle('embedded'), apart: against('apart'), portal: against('portal') };
}

/** One figure of several of the same line. */
function middleOf(figures: readonly Figure[]): Figure {
  const middle = (of: (figure: Figure) => number | undefined) =>
    median(figures.map((figure) => of(figure) ?? Number.NaN));
  return {
    ...(figures[0] as Figure),
    value: middle(({ value }) => value),
    p50Ms: middle(({ p50Ms }) => p50Ms),
    p99Ms: middle(({ p99Ms }) => p99Ms),
    failed: figures.reduce((sum, { failed = 0 }) => sum + failed, 0),
    cpu: Object.fromEntries(
      ['generator', 'server', 'PostgreSQL'].map((who) => [who, middle(({ cpu }) => cpu?.[who])]),
    ),
  };
}
