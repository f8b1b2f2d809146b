import {
  accept,
  accessAggregate,
  type CommandHandler,
  ifNamed,
  localDate,
  type Needs,
  notFound,
  type Rejection,
  reject,
  type Slice,
} from '@mdtf/domain';
import { CURRENT, knownCharter } from '../known/charter.ts';
import { proposal } from '../proposal.ts';
import { conflict, refused } from '../refusals.ts';
import { needsOfGiver, refuseGiver, standingOfGiver, toldOfGiver } from './giver-standing.ts';
import type { MatchAgreed, MatchAnswered, MatchConcluded, MatchSide } from './hub-events.ts';
import {
  changedMatch,
  demand,
  type Match,
  type MatchAnswer,
  match,
  matchAnswer,
  matchDocument,
  otherSide,
  partValue,
} from './match.ts';
import { MATCH_STATUS_IN_FRENCH, SIDE_IN_FRENCH } from './match-words.ts';
import { availableOf, notYours, type Offer, offer, speaksFor } from './offer.ts';

// Commands

/** What a side says to a match; `by` is who says it, named so that its roles are read with the fund's log locked. */
export interface AnswerMatch {
  readonly requestId: string;
  readonly matchId: string;
  readonly by: string;
  readonly side: MatchSide;
  readonly accepted: boolean;
  /** New: what the gift is called in the register once both sides have accepted. */
  readonly inKindId: string;
  readonly note?: string | undefined;
}

/** What an agreed match came to. */
export interface ConcludeMatch {
  readonly requestId: string;
  readonly matchId: string;
  readonly by: string;
  readonly given: boolean;
  readonly result: string;
}

// Decide

/** Records a side's answer; the second acceptance makes the match agreed, if as much is still there. */
export const answerMatch: CommandHandler<AnswerMatch, MatchAnswered | MatchAgreed, MatchAnswer> = {
  needs: needsOfMatch,
  decide(command, slice, context) {
    const found = matchAt(command, slice);
    if ('code' in found) return reject(found);
    const { state, offered, asker } = found;
    const { requestId, matchId, by, side, accepted, note = null } = command;
    const speaker = side === 'demand' ? asker : offered.organisation;
    if (!speaksFor(speaker, by, slice, context)) return reject(notYours(speaker));
    if (state.status !== 'proposed') return reject(notOpen(matchId, state));
    if (state[side] !== null) return reject(answeredAlready(side));
    // A match may always be declined.
    const standing = standingOfGiver({ ...offered, field: 'body.accepted' }, slice, context);
    const barred = accepted ? refuseGiver(standing, context, side === 'offer') : undefined;
    if (barred !== undefined) return reject(barred);
    const { offerId, quantity } = state;
    const named = { matchId, requestId, offerId };
    const answered: MatchAnswered = { type: 'MatchAnswered', data: { ...named, side, accepted, note } };
    const after = changedMatch(state, answered, context.time);
    if (!accepted || after[otherSide(side)] === null)
      return accept([answered], matchAnswer(command, after, offered));
    const today = localDate(context.time, slice.fact(knownCharter, CURRENT)?.timeZone ?? 'UTC');
    const gone = refuseGone(offered, quantity, today);
    if (gone !== undefined) return reject(gone);
    const { organisation, description, unit } = offered;
    const informationValue = partValue(offered, quantity);
    const agreed: MatchAgreed = {
      type: 'MatchAgreed',
      data: {
        ...named,
        inKindId: command.inKindId,
        organisation,
        description,
        quantity,
        unit,
        informationValue,
        ...toldOfGiver(standing),
      },
    };
    return accept(
      [answered, agreed],
      matchAnswer(command, changedMatch(after, agreed, context.time), offered),
    );
  },
};

/** Records what an agreed match came to, by either side or the secretariat, once. */
export const concludeMatch: CommandHandler<ConcludeMatch, MatchConcluded, MatchAnswer> = {
  needs: needsOfMatch,
  decide(command, slice, context) {
    const found = matchAt(command, slice);
    if ('code' in found) return reject(found);
    const { state, offered, asker } = found;
    const { requestId, matchId, by, given, result } = command;
    const involved =
      context.actor.roles.includes('secretariat') ||
      [asker, offered.organisation].some((one) => speaksFor(one, by, slice, context));
    if (!involved) return reject(notYours(asker, offered.organisation));
    if (state.status !== 'agreed') return reject(notAgreed(matchId, state));
    const { offerId, quantity } = state;
    const data = { matchId, requestId, offerId, given, quantity, result };
    const event: MatchConcluded = { type: 'MatchConcluded', data };
    return accept([event], matchAnswer(command, changedMatch(state, event, context.time), offered));
  },
};

function needsOfMatch(command: AnswerMatch | ConcludeMatch, slice: Slice | undefined): Needs {
  const { requestId, by } = command;
  const offerId = slice?.get(match, matchDocument(command))?.offerId;
  const giver = ifNamed(() => (offerId === undefined ? undefined : slice?.get(offer, offerId)?.organisation));
  const { facts, platform } = needsOfGiver(giver);
  return {
    own: [
      { kind: proposal.kind, id: requestId },
      { kind: match.kind, id: matchDocument(command) },
      { kind: demand.kind, id: requestId },
      ...(offerId === undefined ? [] : [{ kind: offer.kind, id: offerId }]),
    ],
    facts: [...facts, { kind: accessAggregate.kind, id: by }],
    platform,
  };
}

function matchAt(
  command: AnswerMatch | ConcludeMatch,
  slice: Slice,
): { readonly state: Match; readonly offered: Offer; readonly asker: string } | Rejection {
  const state = slice.get(match, matchDocument(command));
  if (state === undefined) return notFound('match', command.matchId);
  const offered = slice.get(offer, state.offerId);
  const asker = slice.get(proposal, command.requestId)?.lead;
  if (offered === undefined || asker === undefined)
    throw new RangeError(`Match ${command.matchId} has no offer or no request`);
  return { state, offered, asker };
}

const notOpen = (matchId: string, { status }: Match): Rejection =>
  conflict(
    'match-closed',
    { en: 'It is answered', fr: 'Il a sa réponse' },
    {
      en: `Match ${matchId} is ${status}.`,
      fr: `Le rapprochement ${matchId} est ${MATCH_STATUS_IN_FRENCH[status]}.`,
    },
  );

const notAgreed = (matchId: string, { status }: Match): Rejection =>
  conflict(
    'match-not-agreed',
    { en: 'Not agreed', fr: 'Pas convenu' },
    {
      en: `Match ${matchId} is ${status}; a result follows an agreed one.`,
      fr: `Le rapprochement ${matchId} est ${MATCH_STATUS_IN_FRENCH[status]} ; un résultat suit un rapprochement convenu.`,
    },
  );

const answeredAlready = (side: MatchSide): Rejection =>
  conflict(
    'already-answered',
    { en: 'This side has answered', fr: 'Ce côté a répondu' },
    {
      en: `The side of the ${side} has accepted this match.`,
      fr: `Le côté ${SIDE_IN_FRENCH[side]} a accepté ce rapprochement.`,
    },
  );

function refuseGone(offered: Offer, quantity: number | null, today: string): Rejection | undefined {
  if (offered.status === 'withdrawn' || offered.validUntil < today)
    return conflict(
      'offer-gone',
      { en: 'The offer does not stand any more', fr: 'L’offre ne tient plus' },
      {
        en: 'It was withdrawn, or its last day is past.',
        fr: 'Elle a été retirée, ou son dernier jour est passé.',
      },
    );
  const available = availableOf(offered);
  if (quantity === null || available === null || quantity <= available) return undefined;
  return refused(
    'more-than-offered',
    { en: 'More than is there', fr: 'Plus qu’il n’y a' },
    {
      en: `${available} are left of the offer by now.`,
      fr: `Il reste à présent ${available} de l’offre.`,
    },
    { params: { available: String(available) } },
  );
}
