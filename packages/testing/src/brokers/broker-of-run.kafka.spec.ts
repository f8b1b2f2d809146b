import { describe, expect, it } from 'vitest';
import { kafkaOfRun } from './kafka-of-run.ts';
import { kafkaTool } from './kafka-tool.ts';
import { whyNoLocalKafka } from './local-kafka.ts';

// Kafka's own tools need what a local Kafka needs, also where the broker is another.
const toolsMissing = await whyNoLocalKafka();

describe('the broker of the run', () => {
  it.skipIf(toolsMissing !== undefined)(
    'makes a topic, takes records and gives them back in their order',
    async () => {
      const { brokers, unique } = kafkaOfRun();
      const topic = unique('broker-of-run');
      const server = ['--bootstrap-server', brokers.join(',')];

      await kafkaTool('TopicCommand', [...server, '--create', '--topic', topic, '--partitions', '1']);
      const records = Array.from({ length: 20 }, (_, index) => `record ${index}`);
      await kafkaTool('ConsoleProducer', [...server, '--topic', topic], `${records.join('\n')}\n`);
      const reading = ['--topic', topic, '--from-beginning', '--max-messages', '20', '--timeout-ms', '30000'];
      const read = await kafkaTool('consumer.ConsoleConsumer', [...server, ...reading]);

      expect(read.trim().split('\n')).toEqual(records);
    },
  );
});
