import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@mdtf/postgres';
import { METRICS } from '@mdtf/runtime';
import { type OtlpReceiver, openOtlpReceiver, traceTree } from '@mdtf/runtime/otlp-receiver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SystemProcess, startSystem } from '../resilience/system-process.ts';
import { peopleOf } from './people-of-system.ts';
import { causesOf, traceDecision } from './traced-decision.ts';

const TIMEOUT_MS = 120_000;

let folder: string;
let receiver: OtlpReceiver;
let system: SystemProcess;
let traced: Awaited<ReturnType<typeof traceDecision>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mdtf-trace-'));
  receiver = await openOtlpReceiver();
  system = await startSystem(folder, await freePort(), ['--empty'], {
    args: ['--import', '@mdtf/runtime/telemetry'],
    // Nothing is recorded of itself: only what a request asks for.
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_SERVICE_NAME: 'mdtf-all-in-one',
      OTEL_TRACES_SAMPLER_ARG: '0',
      OTEL_BSP_SCHEDULE_DELAY: '100',
      OTEL_METRIC_EXPORT_INTERVAL: '200',
    },
  });
  traced = await traceDecision(peopleOf(system.url, 'trace'), system.url, 'traced', receiver);
}, TIMEOUT_MS);

afterAll(async () => {
  await system?.[Symbol.asyncDispose]();
  await receiver?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

describe('one decision, as its trace tells it', () => {
  it('goes from the request through the commit to allocation, back to the committee, and into the read model', () => {
    expect(causesOf(traced.spans, 'project DecisionCarriedOut')).toEqual([
      'reporting: project DecisionCarriedOut',
      'committee: react MarkCarriedOut',
      'allocation: react AllocateDecision',
      'committee: commit RecordPaperDecision',
      'mdtf-all-in-one: POST /v1/funds/:fundId/committee/decisions',
    ]);
  });

  it('is one trace, whole, and the only one recorded where nothing else is', () => {
    const ids = new Set(traced.spans.map(({ spanId }) => spanId));
    const first = traced.spans.filter(({ parentSpanId }) => !ids.has(parentSpanId ?? ''));
    expect(first.map(({ name }) => name)).toEqual(['POST /v1/funds/:fundId/committee/decisions']);
    expect(new Set(receiver.spans.map(({ traceId }) => traceId))).toEqual(new Set([traced.traceId]));
  });

  it('is printed as a tree over the services', () => {
    const tree = traceTree(traced.spans, traced.traceId);
    process.stdout.write(`${tree}\n`);
    const lines = tree.split('\n').map((line) => line.replace(/ {2}\+.*/, ''));
    expect(lines[0]).toBe(`trace ${traced.traceId}`);
    expect(lines[2]).toBe('└─ committee: commit RecordPaperDecision → accepted');
    expect(tree).toMatch(/allocation: react AllocateDecision → applied/);
  });

  it('leaves nothing personal and no secret in what is exported', () => {
    const exported = receiver.bodies.join('');
    for (const hidden of ['eyJ', 'secretariat', 'treasurer-1', 'As in the minutes', 'Credit advice']) {
      expect(exported).not.toContain(hidden);
    }
  });

  it('ends with its figures sent, each under a name that is declared', async () => {
    // Gauges tell of what is running, so they are looked at before the end, and counters after it.
    await receiver.until(() => receiver.metrics().some(({ name }) => name === METRICS.cursorLag.name));
    await system[Symbol.asyncDispose]();
    const sent = new Set(receiver.metrics().map(({ name }) => name));
    const declared = new Set<string>(Object.values(METRICS).map(({ name }) => name));
    expect([...sent].filter((name) => !declared.has(name))).toEqual([]);
    const commands = receiver.metrics().filter(({ name }) => name === METRICS.commands.name);
    expect(commands).toContainEqual(
      expect.objectContaining({
        attributes: {
          'mdtf.service': 'committee',
          'mdtf.command': 'RecordPaperDecision',
          'mdtf.outcome': 'accepted',
        },
        value: 1,
      }),
    );
    expect(sent).toContain(METRICS.cursorLag.name);
    expect(sent).toContain(METRICS.verdicts.name);
    expect(JSON.stringify(receiver.metrics())).not.toContain('"traced"');
  });
});
