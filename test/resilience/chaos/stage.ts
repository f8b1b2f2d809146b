import { setTimeout as pause } from 'node:timers/promises';
import { committeeRoutes, logRoutes, proposalsRoutes, reportingRoutes } from '@mdtf/contracts';
import { type People, peopleOf } from '../../journeys/people-of-system.ts';
import {
  decisionBody,
  establishTrialFund,
  give,
  proposalBody,
  registerOrganisations,
} from '../../journeys/trial-fund.ts';
import { type Writers, writeOn } from '../writers.ts';
import { DATA_SERVICES, startWorld, type World, type WorldOptions } from './world/world.ts';

/** A world with funds in it, and people who write to them without pause. */
export interface Stage extends AsyncDisposable {
  readonly world: World;
  readonly people: People;
  /** Those that are written to; faults of one stream are brought upon the first. */
  readonly funds: readonly string[];
  /** One that nobody writes to by himself. */
  readonly quiet: string;
  readonly writers: Writers;
  /**
   * Takes a proposal of a fund to its activity in the reports, through every service; answers how many milliseconds that
   * took, undefined when it was not there within the time.
   */
  passThrough(fund: string, withinMs: number): Promise<number | undefined>;
}

export interface StageOptions extends WorldOptions {
  readonly writers: number;
  readonly restMs: number;
}

const FUNDS = ['north', 'south', 'east'];
const QUIET = 'quiet';
const GIFT = 100_000_000n;
const LOOK_AGAIN_MS = 50;
const MAX_LOOKS = 600;
/** How long another replica may believe that there is no such fund. */
const BELIEVED_MS = 1_200;

/** Starts the world, establishes the funds and begins to write. */
export async function openStage(options: StageOptions): Promise<Stage> {
  await using stack = new AsyncDisposableStack();
  const world = stack.use(await startWorld(options));
  const people = peopleOf(world.url, 'chaos');
  await registerOrganisations(people);
  for (const fund of [...FUNDS, QUIET]) {
    await establishTrialFund(people, fund);
    await untilHeardOf(people, fund);
  }
  await pause(BELIEVED_MS);
  for (const fund of [...FUNDS, QUIET]) await give(people, fund, { pooled: GIFT });
  const writers = writeOn(people, FUNDS, options.writers, { restMs: options.restMs });
  stack.defer(() => writers.finish());
  let passed = 0;
  const running = stack.move();
  return {
    world,
    people,
    funds: FUNDS,
    quiet: QUIET,
    writers,
    async passThrough(fund, withinMs) {
      passed += 1;
      const id = `through-${passed}`;
      const startedMs = performance.now();
      const isLate = () => performance.now() - startedMs > withinMs;
      const steps = [
        () =>
          people.ask(
            'secretariat',
            proposalsRoutes.submitProposal,
            { params: { fundId: fund, proposalId: id }, body: proposalBody(id, 100n) },
            `${id}-proposal`,
          ),
        () =>
          people.ask(
            'secretariat',
            committeeRoutes.takeDecision,
            { params: { fundId: fund }, body: decisionBody(`on-${id}`, id, { pooled: 100n }) },
            // What is not known yet is refused, and a refusal is remembered under its key.
            `${id}-decision-${performance.now()}`,
          ),
        () =>
          people.ask('auditor', reportingRoutes.getActivity, { params: { fundId: fund, activityId: id } }),
      ];
      for (const step of steps) {
        while (
          !(await step().then(
            ({ ok }) => ok,
            () => false,
          ))
        ) {
          if (isLate()) return undefined;
          await pause(LOOK_AGAIN_MS);
        }
      }
      return performance.now() - startedMs;
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Until every service reads the committee's log of the fund; those that have not heard of it say nothing. */
async function untilHeardOf(people: People, fundId: string): Promise<void> {
  for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
    const { items } = await people.need('auditor', logRoutes.listPositions, { params: { fundId } });
    const reading = items.filter(({ read }) =>
      read.some(({ position }) => position.startsWith('committee/')),
    );
    if (reading.length === DATA_SERVICES.length) return people.settle(fundId);
    await pause(LOOK_AGAIN_MS);
  }
  throw new Error(`Not every service has heard of ${fundId}`);
}
