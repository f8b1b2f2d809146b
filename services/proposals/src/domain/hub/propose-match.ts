import {
  accept,
  alreadyExists,
  type CommandHandler,
  ifNamed,
  inEach,
  localDate,
  notFound,
  notKnown,
  type Rejection,
  reject,
  type Slice,
} from '@mdtf/domain';
import { changeOf, needsOfChange } from '../change.ts';
import { CURRENT, knownCharter } from '../known/charter.ts';
import type { Proposal, ProposalStatus } from '../proposal.ts';
import { conflict, refused } from '../refusals.ts';
import { STATUS_IN_FRENCH } from '../status-words.ts';
import { needsOfGiver, refuseGiver, standingOfGiver, toldOfGiver } from './giver-standing.ts';
import type { MatchProposed } from './hub-events.ts';
import {
  asProposed,
  type Demand,
  demand,
  MAX_MATCHES_OF_REQUEST,
  type MatchAnswer,
  match,
  matchAnswer,
  matchDocument,
} from './match.ts';
import { MATCH_STATUS_IN_FRENCH } from './match-words.ts';
import { type Fit, fitOf } from './matching.ts';
import { offer } from './offer.ts';

// Commands

/** An offer to propose for a request; without a quantity as much as is asked and there. */
export interface ProposeMatch {
  readonly requestId: string;
  readonly matchId: string;
  readonly offerId: string;
  readonly quantity?: number | undefined;
}

// Decide

/** Proposes an offer that fits, with the reasons as they are on that day; both sides answer. */
export const proposeMatch: CommandHandler<ProposeMatch, MatchProposed, MatchAnswer> = {
  needs(command, slice) {
    const { own = [] } = needsOfChange(command.requestId, slice);
    return {
      own: [
        ...own,
        { kind: offer.kind, id: command.offerId },
        { kind: match.kind, id: matchDocument(command) },
        { kind: demand.kind, id: command.requestId },
      ],
      ...needsOfGiver(ifNamed(() => slice?.get(offer, command.offerId)?.organisation)),
    };
  },
  decide(command, slice, context) {
    const { time } = context;
    const { requestId, matchId, offerId } = command;
    const found = changeOf(requestId, slice);
    if ('code' in found || found.state.kind !== 'assistance-request')
      return reject(notFound('assistance request', requestId));
    const offered = slice.get(offer, offerId);
    if (offered === undefined) return reject(notKnown('offer', offerId, 'body.offerId'));
    const today = localDate(time, slice.fact(knownCharter, CURRENT)?.timeZone ?? 'UTC');
    const standing = standingOfGiver({ ...offered, field: 'body.offerId' }, slice, context);
    const fit = fitOf(found.revision.content, offered, today);
    const unfit =
      refuseTaken(command, slice) ??
      refuseAsker(found.state, requestId, offered.organisation) ??
      refuseGiver(standing, context, false) ??
      refuseFit(fit) ??
      refuseQuantity(command, fit, offered.quantity === null ? null : offered.quantity - offered.taken);
    if (unfit !== undefined) return reject(unfit);
    const data: MatchProposed['data'] = {
      matchId,
      requestId,
      offerId,
      quantity: command.quantity ?? fit.quantity,
      criteria: fit.criteria,
      ...toldOfGiver(standing),
    };
    return accept([{ type: 'MatchProposed', data }], matchAnswer(data, asProposed(data, time), offered));
  },
};

const LIVE: readonly Demand['matches'][number]['status'][] = ['proposed', 'agreed'];

function refuseTaken(command: ProposeMatch, slice: Slice): Rejection | undefined {
  const { requestId, matchId, offerId } = command;
  if (slice.get(match, matchDocument(command)) !== undefined) return alreadyExists('match', matchId);
  const matches = slice.get(demand, requestId)?.matches ?? [];
  const live = matches.find((one) => one.offerId === offerId && LIVE.includes(one.status));
  if (live !== undefined)
    return conflict(
      'match-open',
      { en: 'Proposed already', fr: 'Déjà proposé' },
      {
        en: `Match ${live.matchId} of this offer is ${live.status}.`,
        fr: `Le rapprochement ${live.matchId} de cette offre est ${MATCH_STATUS_IN_FRENCH[live.status]}.`,
      },
    );
  if (matches.length < MAX_MATCHES_OF_REQUEST) return undefined;
  return conflict(
    'too-many-matches',
    { en: 'Too many matches', fr: 'Trop de rapprochements' },
    {
      en: `At most ${MAX_MATCHES_OF_REQUEST} matches are proposed for one request.`,
      fr: `Au plus ${MAX_MATCHES_OF_REQUEST} rapprochements sont proposés pour une demande.`,
    },
  );
}

const NOT_ASKED: ReadonlySet<ProposalStatus> = new Set(['withdrawn', 'converted', 'excluded', 'rejected']);

function refuseAsker({ status, lead }: Proposal, requestId: string, giver: string): Rejection | undefined {
  if (NOT_ASKED.has(status))
    return conflict(
      'request-closed',
      { en: 'Not asked any more', fr: 'Plus demandée' },
      { en: `${requestId} is ${status}.`, fr: `${requestId} est ${STATUS_IN_FRENCH[status]}.` },
    );
  if (lead !== giver) return undefined;
  return refused(
    'own-offer',
    { en: 'Its own offer', fr: 'Sa propre offre' },
    { en: `${lead} both asks and offers.`, fr: `${lead} demande et offre à la fois.` },
    { field: 'body.offerId' },
  );
}

function refuseFit({ fits, criteria }: Fit): Rejection | undefined {
  if (fits) return undefined;
  const against = criteria.filter(({ outcome }) => outcome === 'not-met');
  return refused(
    'does-not-fit',
    { en: 'The offer does not fit', fr: 'L’offre ne convient pas' },
    inEach((language) => against.map(({ reason }) => reason[language]).join(' ')),
    {
      field: 'body.offerId',
      params: { criteria: against.map(({ criterion }) => criterion).join(' ') },
    },
  );
}

function refuseQuantity(
  { quantity }: ProposeMatch,
  { quantity: best }: Fit,
  available: number | null,
): Rejection | undefined {
  if (quantity === undefined) return undefined;
  if (best === null || available === null)
    return refused(
      'no-quantity',
      { en: 'No quantity', fr: 'Pas de quantité' },
      {
        en: 'The offer names no quantity: leave it out.',
        fr: 'L’offre ne nomme pas de quantité : omettez-la.',
      },
      { field: 'body.quantity', category: 'invalid' },
    );
  if (quantity <= available) return undefined;
  return refused(
    'more-than-offered',
    { en: 'More than is there', fr: 'Plus qu’il n’y a' },
    { en: `${available} are left of the offer.`, fr: `Il reste ${available} de l’offre.` },
    { field: 'body.quantity', params: { available: String(available) } },
  );
}
