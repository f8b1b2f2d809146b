import { randomBytes } from 'node:crypto';
import { committeeRoutes, proposalsRoutes, urlOf } from '@mdtf/contracts';
import type { OtlpReceiver, TracedSpan } from '@mdtf/runtime/otlp-receiver';
import { type People, tokenFor } from './people-of-system.ts';
import { decisionBody, establishTrialFund, give, proposalBody, registerOrganisations } from './trial-fund.ts';

const AMOUNT = 100_000n;

/**
 * A decision and its money in a fund of its own, on any running system: one request, whose trace is recorded because the
 * request says so. Answers the trace's id and its spans once the read model has the last entry that followed.
 */
export async function traceDecision(
  people: People,
  baseUrl: string,
  fundId: string,
  receiver: OtlpReceiver,
): Promise<{ readonly traceId: string; readonly spans: readonly TracedSpan[] }> {
  await registerOrganisations(people);
  await establishTrialFund(people, fundId);
  await people.need('secretariat', proposalsRoutes.submitProposal, {
    params: { fundId, proposalId: 'p0' },
    body: proposalBody('Traced', AMOUNT),
  });
  await give(people, fundId, { pooled: AMOUNT });
  await people.settle(fundId);

  const traceId = randomBytes(16).toString('hex');
  const caller = randomBytes(8).toString('hex');
  const response = await fetch(`${baseUrl}${urlOf(committeeRoutes.takeDecision, { params: { fundId } })}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await tokenFor(baseUrl, 'secretariat')}`,
      'content-type': 'application/json',
      'idempotency-key': `traced-${fundId}`,
      traceparent: `00-${traceId}-${caller}-01`,
    },
    body: JSON.stringify(decisionBody('d0', 'p0', { pooled: AMOUNT })),
  });
  if (!response.ok) throw new Error(`takeDecision: ${response.status} ${await response.text()}`);
  await people.settle(fundId);
  const ofTrace = (all: readonly TracedSpan[]) => all.filter((span) => span.traceId === traceId);
  const all = await receiver.until((received) => isWhole(ofTrace(received), caller));
  return { traceId, spans: ofTrace(all) };
}

/** Whether the last spans are there, and what every span hangs on: they come from several processes, each when it sends. */
function isWhole(spans: readonly TracedSpan[], caller: string): boolean {
  const ids = new Set([caller, ...spans.map(({ spanId }) => spanId)]);
  return (
    LAST.every((name) => spans.some((span) => span.name === name)) &&
    spans.every(({ parentSpanId }) => ids.has(parentSpanId ?? ''))
  );
}

/** What ends a decision that was carried out, in the read model. */
const LAST = ['project DecisionCarriedOut', 'project ProposalFunded'];

/** A span's service; for a request to a service of its own process, the process. */
export const serviceOf = ({ attributes, process }: TracedSpan): string =>
  attributes['mdtf.service'] ?? process;

/** From a span of this name up to the first of its trace, by service and name; what only carries entries is left out. */
export function causesOf(spans: readonly TracedSpan[], name: string): readonly string[] {
  const above = (span: TracedSpan | undefined): readonly string[] => {
    if (span === undefined) return [];
    const rest = above(spans.find(({ spanId }) => spanId === span.parentSpanId));
    return span.name.startsWith('send ') ? rest : [`${serviceOf(span)}: ${span.name}`, ...rest];
  };
  return above(spans.find((span) => span.name === name));
}
