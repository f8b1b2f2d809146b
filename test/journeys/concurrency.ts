import { allocationRoutes, logRoutes, type Problem } from '@mdtf/contracts';
import { minorOf } from '@mdtf/domain';
import type { People } from './people-of-system.ts';
import { decideAll, establishTrialFund, give, type Parts, totalOf } from './trial-fund.ts';

/** How many allocations are asked for at once. */
export const CONCURRENT = 200;

/** Decisions that cannot all be carried out, and the money there is. */
export interface Race {
  readonly kind: 'cap' | 'pot';
  readonly decisions: readonly Parts[];
  readonly gifts: Parts;
}

/** What a race came to. */
export interface RaceResult {
  readonly allocated: number;
  readonly refused: number;
  /** What did not hold, in words; none when all did. */
  readonly violations: readonly string[];
}

/** Ample money, and decisions that together, and in most orders, would lift the bank's part above the cap. */
export function capRace(seed: number): Race {
  const next = numbers(seed);
  const decisions = Array.from({ length: CONCURRENT }, (): Parts => {
    const pooled = 1n + BigInt(next(100_000));
    return next(5) === 0 ? { pooled } : { bank: 1n + BigInt(next(40_000)), pooled };
  });
  return { kind: 'cap', decisions, gifts: { pooled: 10n ** 12n, bank: 10n ** 12n } };
}

/** Decisions within the cap that together ask for about three times what the pot holds. */
export function potRace(seed: number): Race {
  const next = numbers(seed);
  const decisions = Array.from({ length: CONCURRENT }, (): Parts => ({ pooled: 1n + BigInt(next(100_000)) }));
  const asked = decisions.reduce((sum, parts) => sum + totalOf(parts), 0n);
  return { kind: 'pot', decisions, gifts: { pooled: asked / 3n } };
}

/**
 * Decides on everything while there is no money, lets the money come, and asks for all allocations at the same moment;
 * then holds answers, log and ledger to one another.
 */
export async function runRace(people: People, fundId: string, race: Race): Promise<RaceResult> {
  await establishTrialFund(people, fundId);
  await decideAll(people, fundId, race.decisions);
  await give(people, fundId, race.gifts);
  const params = { fundId };
  const answers = await Promise.all(
    race.decisions.map((_, at) =>
      people.ask('treasurer-1', allocationRoutes.allocate, { params, body: { decisionId: `d${at}` } }),
    ),
  );
  const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.body]));
  const carriedOut = race.decisions.filter((_, at) => answers[at]?.ok);
  const violations = [
    ...(refused.length === 0 ? ['nothing was refused: the race proves nothing'] : []),
    ...refused.flatMap((problem) => unexplained(race, problem)),
    ...(await inOrder(people, fundId, carriedOut)),
    ...(await inTheBooks(people, fundId, race, carriedOut)),
  ];
  return { allocated: carriedOut.length, refused: refused.length, violations };
}

/** A refusal says which rule or how much is missing, with its numbers. */
function unexplained({ kind }: Race, { type, status, detail, verdicts }: Problem): string[] {
  const isExplained =
    kind === 'cap'
      ? type.endsWith(':cap-exceeded') &&
        verdicts?.some(({ rule, changes }) => rule === 'R1' && changes.length > 0)
      : type.endsWith(':insufficient-funds') &&
        /asked for USD [\d,.]+ and holds USD [\d,.]+/.test(detail ?? '');
  return isExplained && status === 422 ? [] : [`refused without its reason: ${status} ${type} ${detail}`];
}

/** The cap after each allocation in the order of the log, and each decision once. */
async function inOrder(people: People, fundId: string, carriedOut: readonly Parts[]): Promise<string[]> {
  const made: { decisionId: string; internal: bigint; total: bigint }[] = [];
  let after = '0';
  for (;;) {
    const { items, head } = await people.need('auditor', logRoutes.listLogEntries, {
      params: { fundId, service: 'allocation' },
      query: { after, limit: 1_000 },
    });
    for (const { payload } of items) {
      const { type, data } = JSON.parse(payload ?? '{}');
      if (type !== 'mdtf.allocation.allocation-made.v1') continue;
      const { decisionId, totals } = data;
      made.push({
        decisionId,
        internal: minorOf(totals.allocatedInternal),
        total: minorOf(totals.allocated),
      });
    }
    after = String(Number(after) + items.length);
    if (items.length === 0 || after === head?.sequence) break;
  }
  const last = made.at(-1);
  const total = carriedOut.reduce((sum, parts) => sum + totalOf(parts), 0n);
  const internal = carriedOut.reduce((sum, { bank = 0n }) => sum + bank, 0n);
  return [
    ...made
      .filter((sums) => 20n * sums.internal > 3n * sums.total)
      .map(({ decisionId }) => `above the cap after ${decisionId}`),
    ...(new Set(made.map(({ decisionId }) => decisionId)).size === made.length
      ? []
      : ['one was allocated twice']),
    ...(made.length === carriedOut.length
      ? []
      : [`${made.length} in the log, ${carriedOut.length} acknowledged`]),
    ...(last?.total === total && last.internal === internal
      ? []
      : ['the sums are not those of what was acknowledged']),
  ];
}

/** What is left in each pot is what came less what was acknowledged; none that would still fit was refused. */
async function inTheBooks(
  people: People,
  fundId: string,
  race: Race,
  carriedOut: readonly Parts[],
): Promise<string[]> {
  const { pots } = await people.need('auditor', allocationRoutes.getHeadroom, { params: { fundId } });
  const violations: string[] = [];
  for (const [pot, given] of Object.entries(race.gifts)) {
    const taken = carriedOut.reduce((sum, parts) => sum + (parts[pot] ?? 0n), 0n);
    const available = pots.find((known) => known.pot === pot)?.available;
    const left = available === undefined ? undefined : minorOf(available);
    if (left !== given - taken) violations.push(`${pot} holds ${left}, not ${given - taken}`);
    if (given < taken) violations.push(`${pot} is overdrawn`);
    if (race.kind !== 'pot') continue;
    const fits = race.decisions.filter(
      (parts) => !carriedOut.includes(parts) && totalOf(parts) <= given - taken,
    );
    if (fits.length > 0) violations.push(`${fits.length} were refused that fit in what is left`);
  }
  return violations;
}

/** Whole numbers below a bound, the same for the same seed (splitmix32). */
function numbers(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % bound;
  };
}
