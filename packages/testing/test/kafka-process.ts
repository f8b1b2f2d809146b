import { startLocalKafka } from '@mdtf/testing/brokers';

// Starts a Kafka, says where, and stays until it is killed.
const kafka = await startLocalKafka({ nodes: 1 });
process.send?.({ pid: kafka.nodes[0]?.pid, folder: kafka.folder });
await new Promise(() => setInterval(() => {}, 60_000));
