import type { Figure } from '../figures.ts';
import { median } from '../figures.ts';
import { measure, type Sample } from '../load/measure.ts';
import { type ServerProcess, startServer } from '../stage/server-process.ts';
import type { Stage } from '../stage/stage.ts';
import { limitsOn } from './limits.ts';

export interface CommandLines {
  readonly rounds: number;
  readonly secondsEach: number;
  readonly funds: number;
  readonly decisions: number;
  readonly say: (text: string) => void;
}

const BULK_SIZE = 100;
const BULK_CONNECTIONS = 8;

type Line = 'deposits 64' | 'deposits 256' | 'bulk' | 'allocations' | 'many funds' | 'two replicas';

interface Round {
  readonly hotRow: number;
  readonly plainInsert: number;
  readonly samples: Readonly<Record<Line, Sample>>;
}

/** Commands over HTTP with nobody following, each round with its own limits in between, so that all share the machine's moods. */
export async function commandFigures(stage: Stage, options: CommandLines): Promise<readonly Figure[]> {
  const { rounds, secondsEach, funds, say } = options;
  const limits = await limitsOn(stage, secondsEach);
  const treasurer = await stage.tokenOf('treasurer-1');
  const secretariat = await stage.tokenOf('secretariat');
  const args = [stage.allocationUrl, stage.committeeUrl, stage.folder];
  await using first = await startServer('allocation-server.ts', args);
  await using second = await startServer('allocation-server.ts', args);
  const share = Math.floor(options.decisions / (rounds + 1));

  const lines = (round: number): Readonly<Record<Line, () => Promise<Sample>>> => {
    const run = (what: string) => `r${round}-${what}-#`;
    const load = (
      script: 'deposits' | 'bulk' | 'allocations',
      connections: number,
      more: readonly string[],
      servers: readonly ServerProcess[] = [first],
    ) =>
      measure(stage, {
        servers,
        script,
        connections,
        seconds: secondsEach,
        args: more,
        commands: script === 'bulk' ? BULK_SIZE : 1,
      });
    return {
      'deposits 64': () => load('deposits', 64, [treasurer, run('a'), '1']),
      'deposits 256': () => load('deposits', 256, [treasurer, run('b'), '1']),
      bulk: () => load('bulk', BULK_CONNECTIONS, [treasurer, run('c'), '1', String(BULK_SIZE)]),
      allocations: () =>
        load('allocations', 256, [
          secretariat,
          run('d'),
          String(round * share + 1),
          String((round + 1) * share),
        ]),
      'many funds': () => load('deposits', 256, [treasurer, run('e'), String(funds)]),
      'two replicas': () => load('deposits', 128, [treasurer, run('f'), '1'], [first, second]),
    };
  };

  const passed: Round[] = [];
  // The first round only warms everything up.
  for (let round = 0; round <= rounds; round += 1) {
    say(round === 0 ? 'Warming up …' : `Round ${round} of ${rounds} …`);
    const measured = await passRound(limits, lines(round));
    if (round > 0 || rounds === 0) passed.push(measured);
  }
  return figuresOf(passed);
}

async function passRound(
  limits: Awaited<ReturnType<typeof limitsOn>>,
  lines: Readonly<Record<Line, () => Promise<Sample>>>,
): Promise<Round> {
  const samples: Partial<Record<Line, Sample>> = {};
  const hotRow = [await limits.hotRow()];
  const plainInsert: number[] = [];
  for (const [at, name] of (Object.keys(lines) as Line[]).entries()) {
    samples[name] = await lines[name]();
    if (at === 1) plainInsert.push(await limits.plainInsert());
    if (at === 3) hotRow.push(await limits.hotRow());
  }
  plainInsert.push(await limits.plainInsert());
  return { hotRow: mean(hotRow), plainInsert: mean(plainInsert), samples: samples as Record<Line, Sample> };
}

function figuresOf(rounds: readonly Round[]): readonly Figure[] {
  const hotRow = { name: 'hot row', value: median(rounds.map((round) => round.hotRow)) };
  const plain = { name: 'plain insert', value: median(rounds.map((round) => round.plainInsert)) };
  const one = (round: Round): number => total(round.samples['deposits 256']);
  const deposits256 = { name: 'deposits 256', value: median(rounds.map(one)) };
  const line = (
    name: string,
    of: Line,
    against: { name: string; value: number },
    limit: (round: Round) => number,
    atLeast: number,
  ): Figure => ({
    ...summary(
      name,
      rounds.map(({ samples }) => samples[of]),
    ),
    against,
    ratio: median(rounds.map((round) => total(round.samples[of]) / limit(round))),
    target: { atLeast },
  });
  const replicas = rounds.map(({ samples }) => samples['two replicas']);
  return [
    { name: 'pgbench: hot row and entry, 16 clients', value: hotRow.value, unit: 'per second' },
    { name: 'pgbench: plain insert, 16 clients', value: plain.value, unit: 'per second' },
    line('deposits, one fund, 64 connections', 'deposits 64', hotRow, (round) => round.hotRow, 4),
    line('deposits, one fund, 256 connections', 'deposits 256', hotRow, (round) => round.hotRow, 4),
    line('the same against the plain insert', 'deposits 256', plain, (round) => round.plainInsert, 0.5),
    line(`bulk route, ${BULK_SIZE} commands a request`, 'bulk', hotRow, (round) => round.hotRow, 10),
    line('allocations under cap and balance', 'allocations', deposits256, one, 0.5),
    line('deposits over many funds', 'many funds', deposits256, one, 1),
    line('two replicas on one fund', 'two replicas', deposits256, one, 0.8),
    {
      name: 'the slower of the two replicas',
      value: median(replicas.map(({ perSecond }) => Math.min(...perSecond))),
      unit: 'per second',
      ratio: median(replicas.map((sample) => Math.min(...sample.perSecond) / total(sample))),
      target: { atLeast: 0.333 },
      note: 'the ratio is its share of both',
    },
  ];
}

function summary(name: string, samples: readonly Sample[]): Figure {
  const middle = (of: (sample: Sample) => number) => median(samples.map(of));
  return {
    name,
    value: middle(total),
    unit: 'per second',
    p50Ms: middle(({ p50Ms }) => p50Ms),
    p99Ms: middle(({ p99Ms }) => p99Ms),
    batch: middle(({ batch }) => batch),
    failed: samples.reduce((sum, { failed }) => sum + failed, 0),
    cpu: Object.fromEntries(
      ['generator', 'server', 'PostgreSQL'].map((who) => [who, middle(({ cpu }) => cpu[who] ?? 0)]),
    ),
  };
}

function total({ perSecond }: Sample): number {
  return perSecond.reduce((sum, each) => sum + each, 0);
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}
