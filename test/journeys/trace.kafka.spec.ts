import { PROCESSES } from '@mdtf/cli/apart';
import { openOtlpReceiver, type TracedSpan, traceTree } from '@mdtf/runtime/otlp-receiver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApartSystem } from './apart-system.ts';
import { peopleOf } from './people-of-system.ts';
import { causesOf, traceDecision } from './traced-decision.ts';

const TIMEOUT_MS = 180_000;

describe('one decision over five processes and Kafka, as its trace tells it', () => {
  const stack = new AsyncDisposableStack();
  let traceId: string;
  let spans: readonly TracedSpan[];

  beforeAll(async () => {
    const receiver = stack.use(await openOtlpReceiver());
    const system = await startApartSystem(stack, {
      environment: {
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        OTEL_TRACES_SAMPLER_ARG: '0',
        OTEL_BSP_SCHEDULE_DELAY: '100',
      },
    });
    ({ traceId, spans } = await traceDecision(peopleOf(system.url, 'trace'), system.url, 'traced', receiver));
    process.stdout.write(`${traceTree(spans, traceId)}\n`);
  }, TIMEOUT_MS);

  afterAll(() => stack.disposeAsync(), TIMEOUT_MS);

  it('goes from the portal to the committee, over Kafka to allocation and back, and into the read model', () => {
    expect(causesOf(spans, 'project DecisionCarriedOut')).toEqual([
      'reporting: project DecisionCarriedOut',
      'committee: react MarkCarriedOut',
      'allocation: react AllocateDecision',
      'committee: commit RecordPaperDecision',
      'mdtf-committee: POST /v1/funds/:fundId/committee/decisions',
      'mdtf-portal: POST /v1/*',
    ]);
  });

  it('shows each sending through Kafka that it was carried on by', () => {
    const sends = spans.filter(({ name }) => name.startsWith('send ')).map(({ name }) => name);
    expect(sends).toEqual(
      expect.arrayContaining(['send mdtf.committee.v1', 'send mdtf.allocation.v1', 'send mdtf.proposals.v1']),
    );
    const byKafka = spans.filter(({ parentSpanId }) =>
      spans.some(({ spanId, name }) => spanId === parentSpanId && name.startsWith('send ')),
    );
    expect(byKafka.length).toBeGreaterThan(0);
  });

  it('is whole: every span hangs below the request, from all five processes', () => {
    const ids = new Set(spans.map(({ spanId }) => spanId));
    expect(spans.filter(({ parentSpanId }) => !ids.has(parentSpanId ?? ''))).toHaveLength(1);
    expect(new Set(spans.map(({ process: name }) => name))).toEqual(
      new Set(PROCESSES.map((name) => `mdtf-${name}`)),
    );
  });
});
