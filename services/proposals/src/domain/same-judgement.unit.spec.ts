import {
  type AnyAggregate,
  type Context,
  type DomainEvent,
  minorOf,
  moneyOf,
  type Slice,
} from '@mdtf/domain';
import { faultsIn } from '@mdtf/runtime';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAnswer } from '../http/check-answer.ts';
import { callOpened, fund, invited, singleStageCall } from '../testing/fund.ts';
import { charter, organisations, P1, P4, P5, P6, person, recommendation, T1 } from '../testing/imdp.ts';
import { model } from './model.ts';
import { judgeSubmission, submitProposal } from './submission.ts';
import type { ProposalContent } from './writing/content.ts';

const SEED_RUNS = 400;
const NOW = '2008-01-15T08:00:00.000Z';
const LEADS = ['iom', 'diaspora-health', 'remit-compare', 'health-recruitment', 'country-z', 'state-a'];
const everyPartner = person('everyone', ['partner'], [...LEADS, 'none']);

const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

/** Contents near the border of what is accepted: complete ones with parts taken away, moved or made wrong. */
const contents: fc.Arbitrary<ProposalContent> = fc
  .record({
    from: fc.constantFrom(P1, P4, P5, P6('144450.00'), P6('144450.01'), T1),
    drop: seldom(
      fc.constantFrom('mandate', 'startDate', 'endDate', 'financing', 'evaluation', 'callId', 'windowId'),
    ),
    empty: seldom(fc.constantFrom('objectives', 'recommendations', 'countries', 'results', 'budget')),
    lead: seldom(fc.constantFrom(...LEADS, 'none')),
    callId: seldom(fc.constantFrom('call-2007', 'call-single', 'none')),
    endDate: seldom(fc.constantFrom('2011-06-01', '2011-06-02', '2008-06-01')),
    moreCents: seldom(fc.constantFrom(-1n, 1n)),
  })
  .map(({ from, drop, empty, lead, callId, endDate, moreCents }) => {
    const content: Record<string, unknown> = { ...from };
    if (drop !== undefined) delete content[drop];
    if (empty !== undefined) content[empty] = [];
    if (lead !== undefined) content.lead = lead;
    if (callId !== undefined) content.callId = callId;
    if (endDate !== undefined) content.endDate = endDate;
    if (moreCents !== undefined && from.financing !== undefined)
      content.financing = {
        ...from.financing,
        fund: moneyOf(minorOf(from.financing.fund) + moreCents, 'USD'),
      };
    return content as unknown as ProposalContent;
  });

const times = fc.constantFrom(
  '2007-12-03T22:59:59.000Z',
  NOW,
  '2008-01-15T22:59:59.999Z',
  '2008-01-15T23:00:00.000Z',
);
const stages = fc.constantFrom('concept-note' as const, 'full' as const);

/** What a check sees: the same history, folded by the model itself into plain maps. */
function checkedSlice(history: readonly DomainEvent[]): Slice {
  const own = folded(model.aggregates, [recorded, callOpened, singleStageCall, ...history]);
  const facts = folded(model.facts, [charter(1)]);
  const platform = folded(model.facts, organisations);
  const read = (documents: ReadonlyMap<string, unknown>) => (aggregate: { kind: string }, id: string) =>
    documents.get(`${aggregate.kind}/${id}`) as never;
  return { get: read(own), fact: read(facts), platformFact: read(platform), balance: () => 0n };
}

function folded(aggregates: readonly AnyAggregate[], history: readonly DomainEvent[]): Map<string, unknown> {
  const documents = new Map<string, unknown>();
  for (const event of history) {
    for (const aggregate of aggregates) {
      for (const id of [aggregate.concerns[event.type]?.(event.data) ?? []].flat()) {
        const key = `${aggregate.kind}/${id}`;
        documents.set(key, aggregate.evolve(documents.get(key), event, meta, id));
      }
    }
  }
  return documents;
}

const recorded = { type: 'RecommendationRecorded', data: recommendation };
const meta = { fund: 'imdp', sequence: 1n, time: NOW, recordedAt: NOW, actor: 'a' };

describe('a check and a submission', () => {
  it('say the same of the same content, stage and second', () => {
    let accepted = 0;
    let refused = 0;
    fc.assert(
      fc.property(contents, times, stages, fc.boolean(), (content, now, stage, wasInvited) => {
        const history = wasInvited ? invited('X', content) : [];
        const slice = checkedSlice(history);
        const command = { proposalId: 'X', stage, content };
        const context: Context = { fund: 'imdp', now, time: now, backDated: false, actor: everyPartner };
        const { obstacles, verdicts } = judgeSubmission(command, slice, context);
        const check = checkAnswer(obstacles, verdicts, 'en');
        const decision = fund(everyPartner)
          .given(...history)
          .now(now)
          .when({ type: 'SubmitProposal', data: command });
        const outcome = outcomeOf(decision);
        expect(outcome.accepted).toBe(check.wouldBeAccepted);
        if (!outcome.accepted && outcome.errors !== undefined)
          expect(check.errors).toEqual(expect.arrayContaining(faultsIn(outcome.errors, 'en')));
        if (outcome.accepted) accepted += 1;
        else refused += 1;
      }),
      { numRuns: SEED_RUNS },
    );
    expect(Math.min(accepted, refused)).toBeGreaterThan(SEED_RUNS / 20);
  });

  it('say the same whatever was submitted before', () => {
    fc.assert(
      fc.property(contents, stages, (content, stage) => {
        const given = fund(everyPartner).given(...invited('X', content));
        const command = { proposalId: 'X', stage, content };
        const first = outcomeOf(given.when({ type: 'SubmitProposal', data: command }));
        const again = outcomeOf(given.when({ type: 'SubmitProposal', data: structuredClone(command) }));
        expect(again).toEqual(first);
        if (stage === 'concept-note') expect(first.accepted).toBe(false);
      }),
      { numRuns: SEED_RUNS / 4 },
    );
  });

  it('name the same documents, however often they are asked', () => {
    fc.assert(
      fc.property(contents, (content) => {
        const command = { proposalId: 'X', stage: 'full' as const, content };
        const slice = checkedSlice([]);
        expect(submitProposal.needs(command, slice)).toEqual(submitProposal.needs(command, slice));
      }),
      { numRuns: 50 },
    );
  });
});

function outcomeOf(expectation: ReturnType<ReturnType<typeof fund>['when']>) {
  try {
    return { accepted: expectation.events.length > 0, errors: undefined };
  } catch {
    const { errors } = expectation.rejection;
    return { accepted: false, errors };
  }
}
