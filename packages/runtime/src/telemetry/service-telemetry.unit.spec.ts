import {
  createCommitter,
  createMemoryStore,
  PLATFORM,
  type StreamHandler,
  type StreamStatus,
  type Subscription,
} from '@mdtf/fund-log';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { noteModel } from '../../test/note-model.ts';
import { receivedTelemetry } from '../../test/received-telemetry.ts';
import { METRICS, type MetricKey } from './metrics.ts';
import type { MetricPoint, OtlpReceiver } from './otlp-receiver.ts';
import { telemetryOf } from './service-telemetry.ts';
import type { Telemetry } from './telemetry.ts';

let receiver: OtlpReceiver;
let telemetry: Telemetry;

beforeEach(async () => {
  ({ receiver, telemetry } = await receivedTelemetry());
});
afterEach(async () => {
  await telemetry[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
});

async function exported(key: MetricKey): Promise<MetricPoint[]> {
  await telemetry[Symbol.asyncDispose]();
  return receiver.metrics().filter(({ name }) => name === METRICS[key].name);
}

const stream = (fund: string, behind: bigint, state: StreamStatus['state'] = 'following'): StreamStatus => ({
  fund,
  sequence: 10n,
  headSequence: 10n + behind,
  state,
});

const following = (statuses: readonly StreamStatus[]) =>
  ({ source: 'committee', subscriber: 'facts', status: () => statuses }) as unknown as Subscription;

it('cursors are told by class, the furthest behind and how many, never by fund', async () => {
  const statuses = [stream(PLATFORM, 0n), stream('imdp', 3n), stream('other', 40n), stream('third', 0n)];
  telemetryOf('allocation').standing({ waiting: 2 }, () => [following(statuses)]);
  const lags = (await exported('cursorLag')).map(({ attributes, value }) => [
    attributes['mdtf.fund.class'],
    value,
  ]);
  expect(lags).toEqual([
    ['platform', 0],
    ['fund', 40],
  ]);
  const behind = receiver.metrics().filter(({ name }) => name === METRICS.fundsBehind.name);
  expect(behind.map(({ value }) => value)).toEqual([0, 2]);
  expect(JSON.stringify(receiver.metrics())).not.toMatch(/imdp|other|third/);
});

it('streams that stand still are told by why', async () => {
  const statuses = [stream('a', 1n, 'parked'), stream('b', 1n, 'newer-version'), stream('c', 1n, 'parked')];
  telemetryOf('allocation').standing({ waiting: 0 }, () => [following(statuses)]);
  const stopped = (await exported('streamsStopped')).map(({ attributes, value }) => [
    attributes['mdtf.state'],
    value,
  ]);
  expect(stopped).toEqual([
    ['parked', 2],
    ['newer-version', 1],
  ]);
});

it('a command is counted once by its outcome, with the verdicts of its refusal', async () => {
  const own = telemetryOf('allocation');
  const verdict = { rule: 'R1', place: 'allocation', outcome: 'block' };
  const committer = own.committer({
    ...emptyCommitter(),
    submit: ({ type }) =>
      Promise.resolve(
        type === 'Busy'
          ? { outcome: 'overloaded', retryAfterSeconds: 1 }
          : ({
              outcome: 'rejected',
              replayed: false,
              rejection: { verdicts: [verdict] },
              position: at,
            } as never),
      ),
  });
  const actor = { id: 'somebody', roles: [], organisations: [], seats: [] };
  await committer.submit({ fund: 'imdp', type: 'Busy', data: {}, actor });
  await committer.submit({ fund: 'imdp', type: 'Allocate', data: {}, actor });
  const counted = (await exported('commands')).map(({ attributes, value }) => [
    attributes['mdtf.outcome'],
    value,
  ]);
  expect(counted).toEqual([
    ['overloaded', 1],
    ['rejected', 1],
  ]);
  expect(receiver.metrics().find(({ name }) => name === METRICS.verdicts.name)?.attributes).toEqual({
    'mdtf.service': 'allocation',
    'mdtf.rule': 'R1',
    'mdtf.place': 'allocation',
    'mdtf.outcome': 'block',
    'mdtf.decision': 'refused',
  });
  expect(receiver.bodies.join('')).not.toContain('somebody');
});

const at = { service: 'allocation', fund: 'imdp', sequence: 1n };

function emptyCommitter() {
  return createCommitter({
    model: noteModel,
    store: createMemoryStore({ service: 'allocation' }),
    limits: { dueIntervalMs: 0, forgetIntervalMs: 0 },
  });
}

it('entries are counted by what became of them', async () => {
  const handler = telemetryOf('reporting').handler(handlerOf(2n), false);
  await handler.handle('committee', [{ fund: 'imdp', entries: [1n, 2n, 3n].map(entry) }]);
  const counted = (await exported('entriesFollowed')).map(({ attributes, value }) => [
    attributes['mdtf.outcome'],
    value,
  ]);
  expect(counted).toEqual([
    ['handled', 2],
    ['parked', 1],
  ]);
});

const entry = (sequence: bigint) => ({ fund: 'imdp', service: 'committee', sequence, data: {} }) as never;

/** Handles up to a sequence and parks what comes after. */
function handlerOf(sequence: bigint): StreamHandler {
  const cursor = { source: 'committee', fund: 'imdp', sequence, leafHash: '', attempts: 0 };
  return {
    subscriber: 'tables',
    cursors: () => Promise.resolve([]),
    handle: () => Promise.resolve([{ fund: 'imdp', cursor, state: 'parked' }]),
    park: () => Promise.resolve(),
    resume: () => Promise.resolve(),
  };
}

it('batches of the committer are measured with their funds', async () => {
  const { log } = telemetryOf('allocation');
  const telemetryOption = log === undefined ? {} : { telemetry: log };
  await using committer = createCommitter({
    model: noteModel,
    store: createMemoryStore({ service: 'allocation' }),
    limits: { dueIntervalMs: 0, forgetIntervalMs: 0 },
    ...telemetryOption,
  });
  const actor = { id: 'somebody', roles: [], organisations: [], seats: [] };
  const submit = (fund: string, id: string) =>
    committer.submit({ fund, type: 'RecordNote', data: { id, text: 'x' }, actor });
  await Promise.all([submit('a', '1'), submit('a', '2'), submit('b', '3')]);
  const sizes = await exported('batchSize');
  expect(sizes).toMatchObject([{ value: 1, sum: 3, attributes: { 'mdtf.service': 'allocation' } }]);
  const byName = (key: MetricKey) => receiver.metrics().filter(({ name }) => name === METRICS[key].name);
  expect(byName('batchFunds')).toMatchObject([{ value: 1, sum: 2 }]);
  expect(byName('commitDuration')).toMatchObject([{ value: 1, attributes: { 'mdtf.outcome': 'committed' } }]);
});
