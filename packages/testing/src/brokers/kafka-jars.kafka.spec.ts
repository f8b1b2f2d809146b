import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kafkaJars } from './kafka-jars.ts';
import { whyNoLocalKafka } from './local-kafka.ts';

const missing = await whyNoLocalKafka();

describe.skipIf(missing !== undefined)('the cache of Kafka’s jars', () => {
  let cache: string;
  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), 'mdtf-test-jars-'));
  });
  afterEach(() => rm(cache, { recursive: true }));

  it('is filled once and whole when several ask at the same time', async () => {
    const [first, second] = await Promise.all([kafkaJars(cache), kafkaJars(cache)]);
    expect(second).toEqual(first);
    expect(await readdir(cache)).toEqual([basename(first.folder)]);
    expect(await readdir(first.folder)).toContain(`kafka_2.13-${first.version}.jar`);
  });

  it('does not take what a killed download left for its own, and clears it away after an hour', async () => {
    const left = join(cache, 'kafka-4.3.1-00000000.partial-of-somebody');
    await mkdir(left);
    await writeFile(join(left, 'kafka_2.13-4.3.1.jar'), 'half');
    const longAgo = new Date(Date.now() - 2 * 3_600_000);
    await utimes(left, longAgo, longAgo);
    const { folder } = await kafkaJars(cache);
    expect(await readdir(cache)).toEqual([basename(folder)]);
  });
});
