import { DATA_SERVICES } from '@mdtf/cli/apart';
import { allPassThrough, type Fault, TAKEN_OVER_WITHIN_MS } from '../fault.ts';
import type { Replica } from '../world/replica.ts';

const START_WITHIN_MS = 60_000;

const startAll = async (killed: readonly Replica[]): Promise<void> => {
  await Promise.all(killed.map((one) => one.start()));
};

const hasTwo = (replicas: readonly Replica[]): boolean => replicas.length > 1;
const NEEDS_TWO = 'it takes two replicas of each service';

/** What happens to the services' own processes. */
export const serviceFaults: readonly Fault[] = [
  {
    name: 'a replica is killed',
    of: 'services',
    holdMs: [500, 10_000],
    impossible: ({ world }) => (hasTwo(world.replicasOf('committee')) ? undefined : NEEDS_TWO),
    async inject(stage, chance) {
      const killed = chance.pick(stage.world.replicas.filter(({ name }) => name !== 'portal'));
      await killed.kill();
      return {
        meanwhile: () => allPassThrough(stage, TAKEN_OVER_WITHIN_MS, `${killed.label} is killed`),
        heal: () => killed.start(),
      };
    },
  },
  {
    name: 'every replica of a service is killed',
    of: 'services',
    holdMs: [500, 10_000],
    async inject({ world }, chance) {
      const killed = world.replicasOf(chance.pick([...DATA_SERVICES, 'portal']));
      await Promise.all(killed.map((one) => one.kill()));
      return { heal: () => startAll(killed) };
    },
  },
  {
    name: 'every process is killed at once',
    of: 'services',
    holdMs: [0, 5_000],
    async inject({ world }) {
      await Promise.all(world.replicas.map((one) => one.kill()));
      return { heal: () => startAll(world.replicas) };
    },
  },
  {
    name: 'a replica is killed again and again',
    of: 'services',
    holdMs: [0, 0],
    async inject({ world }, chance) {
      const killed = chance.pick(world.replicas);
      for (let kills = chance.between(2, 4); kills > 0; kills -= 1) {
        await killed.kill();
        await killed.begin();
        // At any moment of its start.
        await new Promise((resolve) => setTimeout(resolve, chance.between(50, 1_500)));
      }
      await killed.kill();
      return { heal: () => killed.start() };
    },
  },
  {
    name: 'a replica stands still, and goes on when another has taken over',
    of: 'services',
    holdMs: [12_000, 90_000],
    impossible: ({ world }) => (hasTwo(world.replicasOf('committee')) ? undefined : NEEDS_TWO),
    async inject(stage, chance) {
      const still = chance.pick(stage.world.replicas.filter(({ name }) => name !== 'portal'));
      still.freeze();
      return {
        meanwhile: () => allPassThrough(stage, TAKEN_OVER_WITHIN_MS, `${still.label} stands still`),
        heal: async () => still.thaw(),
        afterwards: () => allPassThrough(stage, START_WITHIN_MS, `${still.label} goes on`),
      };
    },
  },
];
