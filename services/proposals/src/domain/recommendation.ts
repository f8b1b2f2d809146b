import {
  type Aggregate,
  accept,
  alreadyExists,
  type CommandHandler,
  fundNotKnown,
  reject,
} from '@mdtf/domain';
import type { Recommendation, RecommendationRecorded } from './events.ts';
import { CURRENT, knownCharter } from './known/charter.ts';

// Commands

/** A recommendation to enter in the register. */
export type RecordRecommendation = Recommendation;

// State

/** The register of the Forum's recommendations, one document each. */
export const recommendation: Aggregate<Recommendation, RecommendationRecorded> = {
  kind: 'recommendation',
  version: 1,
  concerns: { RecommendationRecorded: ({ recommendationId }) => recommendationId },
  evolve: (_before, { data }) => data,
};

// Decide

/** Enters a recommendation, once. */
export const recordRecommendation: CommandHandler<
  RecordRecommendation,
  RecommendationRecorded,
  Recommendation
> = {
  needs: ({ recommendationId }) => ({
    own: [{ kind: recommendation.kind, id: recommendationId }],
    facts: [{ kind: knownCharter.kind, id: CURRENT }],
  }),
  decide(command, slice) {
    if (slice.fact(knownCharter, CURRENT) === undefined) return reject(fundNotKnown);
    const { recommendationId } = command;
    if (slice.get(recommendation, recommendationId) !== undefined)
      return reject(alreadyExists('recommendation', recommendationId));
    return accept([{ type: 'RecommendationRecorded', data: command }], command);
  },
};
