import { afterEach, beforeEach, expect, it } from 'vitest';
import { receivedTelemetry } from '../../test/received-telemetry.ts';
import { METRICS } from './metrics.ts';
import type { OtlpReceiver } from './otlp-receiver.ts';
import { MAX_SPANS_PER_SEND, type SentEntry } from './relay-telemetry.ts';
import { telemetryOf } from './service-telemetry.ts';
import type { Telemetry } from './telemetry.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';
const recorded: SentEntry = { stored: { traceparent: `00-${TRACE}-${SPAN}-01` } };
const unrecorded: SentEntry = { stored: { traceparent: `00-${TRACE}-${SPAN}-00` } };
const untraced: SentEntry = { stored: {} };

let receiver: OtlpReceiver;
let telemetry: Telemetry;

beforeEach(async () => {
  ({ receiver, telemetry } = await receivedTelemetry());
});
afterEach(async () => {
  await telemetry[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
});

/** A broker that confirms what it is sent, or fails. */
function broker(fails = false) {
  const sent: SentEntry[] = [];
  const send = (entries: readonly SentEntry[]): Promise<void> => {
    sent.push(...entries);
    return fails ? Promise.reject(new Error('no leader')) : Promise.resolve();
  };
  return { sent, sender: telemetryOf('committee').sender({ send }) };
}

it('an entry whose trace is recorded carries the span of its sending on, every other stays as it is', async () => {
  const { sent, sender } = broker();
  await sender.send([untraced, recorded, unrecorded]);
  const [span] = await receiver.until(({ length }) => length === 1);
  expect(span).toMatchObject({ traceId: TRACE, parentSpanId: SPAN, name: 'send mdtf.committee.v1' });
  expect(span?.attributes).toMatchObject({ 'mdtf.outcome': 'confirmed', 'mdtf.batch.size': '3' });
  expect(sent).toEqual([untraced, { stored: { traceparent: `00-${TRACE}-${span?.spanId}-01` } }, unrecorded]);
});

it('a send that fails says so to whoever sent, in its span and in the figures', async () => {
  const { sender } = broker(true);
  await expect(sender.send([recorded, untraced])).rejects.toThrow('no leader');
  await telemetry[Symbol.asyncDispose]();
  expect(receiver.spans).toMatchObject([{ attributes: { 'mdtf.outcome': 'failed' } }]);
  const about = { 'mdtf.service': 'committee', 'mdtf.outcome': 'failed' };
  const figures = receiver.metrics();
  expect(figures).toContainEqual(
    expect.objectContaining({ name: METRICS.relaySent.name, attributes: about, value: 2 }),
  );
  expect(figures).toContainEqual(
    expect.objectContaining({ name: METRICS.relayDuration.name, attributes: about, value: 1 }),
  );
});

it('a large send gets no more spans than the bound, and all of it is counted', async () => {
  const { sender } = broker();
  await sender.send(Array.from({ length: MAX_SPANS_PER_SEND + 50 }, () => recorded));
  await telemetry[Symbol.asyncDispose]();
  expect(receiver.spans).toHaveLength(MAX_SPANS_PER_SEND);
  expect(receiver.metrics().find(({ name }) => name === METRICS.relaySent.name)?.value).toBe(
    MAX_SPANS_PER_SEND + 50,
  );
});

it('only the relay that leads tells how far it is behind', async () => {
  const standing = { leader: false, lag: 0, aside: [] };
  const stop = telemetryOf('committee').relay(() => standing);
  telemetryOf('allocation').relay(() => ({ leader: true, lag: 7, aside: ['imdp'] }));
  await telemetry[Symbol.asyncDispose]();
  stop();
  const told = receiver
    .metrics()
    .map(({ name, attributes, value }) => [name, attributes['mdtf.service'], value]);
  expect(new Set(told.map(String))).toEqual(
    new Set([
      `${METRICS.relayAside.name},allocation,1`,
      `${METRICS.relayLag.name},allocation,7`,
      `${METRICS.relayLeader.name},allocation,1`,
      `${METRICS.relayLeader.name},committee,0`,
    ]),
  );
});
