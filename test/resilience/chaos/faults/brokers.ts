import { setTimeout as pause } from 'node:timers/promises';
import type { KafkaNode } from '@mdtf/testing/brokers';
import { allPassThrough, type Fault, type Injected, TAKEN_OVER_WITHIN_MS } from '../fault.ts';
import type { Stage } from '../stage.ts';
import { headsOf, untilPublished } from '../world/published.ts';

const PUBLISHED_WITHIN_MS = 60_000;

const killAll = async (nodes: readonly KafkaNode[]): Promise<void> => {
  await Promise.all(nodes.map((node) => node.kill('SIGKILL')));
};

/** All at once: they elect a controller among themselves only when most of them are there. */
async function bringBack({ world }: Stage, nodes: readonly KafkaNode[]): Promise<void> {
  await Promise.all(nodes.map((node) => node.restart()));
  await world.kafka.ready();
}

/** All that had been recorded until now is published soon. */
async function catchesUp({ world }: Stage): Promise<readonly string[]> {
  return untilPublished(world, await headsOf(world), PUBLISHED_WITHIN_MS);
}

/** What holds while these are killed, and after they are brought back. */
const untilBroughtBack = (stage: Stage, killed: readonly KafkaNode[], what: string): Injected => ({
  meanwhile: () => allPassThrough(stage, TAKEN_OVER_WITHIN_MS, what),
  heal: () => bringBack(stage, killed),
  afterwards: () => catchesUp(stage),
});

const threeNodes = ({ world }: Stage): string | undefined =>
  world.kafka.nodes.length === 3 ? undefined : 'it takes three brokers';

/** What happens to Kafka. Commands are taken and come through to the reports meanwhile: the sources' logs are enough. */
export const brokerFaults: readonly Fault[] = [
  {
    name: 'a broker is killed',
    of: 'brokers',
    holdMs: [1_000, 20_000],
    impossible: threeNodes,
    async inject(stage, chance) {
      const killed = chance.pick(stage.world.kafka.nodes);
      await killed.kill('SIGKILL');
      return untilBroughtBack(stage, [killed], `broker ${killed.id} is killed`);
    },
  },
  {
    name: 'a broker is killed and restarted again and again',
    of: 'brokers',
    holdMs: [0, 0],
    impossible: threeNodes,
    async inject(stage, chance) {
      const { nodes } = stage.world.kafka;
      for (let kills = chance.between(2, 4); kills > 0; kills -= 1) {
        const killed = chance.pick(nodes);
        await killed.kill('SIGKILL');
        await pause(chance.between(100, 2_000));
        await killed.restart();
      }
      return { heal: () => stage.world.kafka.ready(), afterwards: () => catchesUp(stage) };
    },
  },
  {
    name: 'a broker stands still',
    of: 'brokers',
    holdMs: [6_000, 60_000],
    impossible: threeNodes,
    async inject(stage, chance) {
      const still = chance.pick(stage.world.kafka.nodes);
      await still.kill('SIGSTOP');
      return {
        meanwhile: () => allPassThrough(stage, TAKEN_OVER_WITHIN_MS, `broker ${still.id} stands still`),
        heal: () => still.kill('SIGCONT'),
        afterwards: () => catchesUp(stage),
      };
    },
  },
  {
    name: 'two brokers are killed at once',
    of: 'brokers',
    holdMs: [2_000, 60_000],
    impossible: threeNodes,
    async inject(stage, chance) {
      const spared = chance.pick(stage.world.kafka.nodes);
      const killed = stage.world.kafka.nodes.filter((node) => node !== spared);
      await killAll(killed);
      return untilBroughtBack(stage, killed, 'two brokers are killed');
    },
  },
  {
    name: 'Kafka is away',
    of: 'brokers',
    holdMs: [3_000, 600_000],
    async inject(stage) {
      const { nodes } = stage.world.kafka;
      await killAll(nodes);
      return untilBroughtBack(stage, nodes, 'Kafka is away');
    },
  },
  {
    name: 'Kafka is away when the services start',
    of: 'brokers',
    holdMs: [3_000, 60_000],
    async inject(stage) {
      const { kafka, replicas } = stage.world;
      await killAll(kafka.nodes);
      await Promise.all(replicas.map((one) => one.kill()));
      await Promise.all(replicas.map((one) => one.start()));
      return untilBroughtBack(stage, kafka.nodes, 'services started without Kafka');
    },
  },
];
