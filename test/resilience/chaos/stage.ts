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
  /** Takes a proposal to its allocation and answers its id. */
  allocate(fund: string): Promise<string>;
  /** Takes a proposal that was submitted to its activity; false when it was not there within the time. */
  decide(fund: string, proposalId: string, withinMs: number): Promise<boolean>;
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
const ALLOCATED_WITHIN_MS = 30_000;
const CONFLICT = 409;
const AMOUNT = 100n;
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
  const through = passingThrough(people);
  const running = stack.move();
  return {
    world,
    people,
    funds: FUNDS,
    quiet: QUIET,
    writers,
    passThrough: async (fund, withinMs) => {
      const startedMs = performance.now();
      const passed = await through(fund, withinMs);
      return passed === undefined ? undefined : performance.now() - startedMs;
    },
    async allocate(fund) {
      const allocationId = await through(fund, ALLOCATED_WITHIN_MS);
      if (allocationId === undefined) throw new Error(`Nothing was allocated in ${fund}`);
      return allocationId;
    },
    decide: async (fund, proposalId, withinMs) =>
      (await decide(people, fund, proposalId, performance.now() + withinMs)) !== undefined,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Takes proposals to their activities; answers the allocation's id, undefined when it was not there within the time. */
function passingThrough(people: People) {
  let passed = 0;
  return async (fundId: string, withinMs: number): Promise<string | undefined> => {
    passed += 1;
    const proposalId = `through-${passed}`;
    const endMs = performance.now() + withinMs;
    const submit = () =>
      people.ask('secretariat', proposalsRoutes.submitProposal, {
        params: { fundId, proposalId },
        body: proposalBody(proposalId, AMOUNT),
      });
    if (!(await untilDone(submit, endMs))) return undefined;
    return decide(people, fundId, proposalId, endMs);
  };
}

/** Takes a proposal from decision to activity; answers the allocation's id, undefined when it was not there in time. */
async function decide(
  people: People,
  fundId: string,
  proposalId: string,
  endMs: number,
): Promise<string | undefined> {
  const decisionId = `on-${proposalId}`;
  const params = { fundId };
  const body = decisionBody(decisionId, proposalId, { pooled: AMOUNT });
  const activity = { params: { fundId, activityId: proposalId } };
  const isDone =
    (await untilDone(
      () => people.ask('secretariat', committeeRoutes.takeDecision, { params, body }),
      endMs,
    )) && (await untilDone(() => people.ask('auditor', reportingRoutes.getActivity, activity), endMs));
  return isDone ? decisionId : undefined;
}

/** Asked under a new key each time: what is not known yet is refused, and a refusal is remembered under its key. */
async function untilDone(
  ask: () => Promise<{ readonly ok: boolean; readonly status: number }>,
  endMs: number,
): Promise<boolean> {
  while (!(await isDone(ask))) {
    if (performance.now() > endMs) return false;
    await pause(LOOK_AGAIN_MS);
  }
  return true;
}

/** Done now, or by an earlier try whose answer was lost. */
const isDone = (step: () => Promise<{ readonly ok: boolean; readonly status: number }>): Promise<boolean> =>
  step().then(
    ({ ok, status }) => ok || status === CONFLICT,
    () => false,
  );

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
