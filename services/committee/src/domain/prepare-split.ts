import { type Actor, type ApprovedAmount, accept, type CommandHandler, localDate } from '@mdtf/domain';
import { blockingForGood } from '@mdtf/rules';
import { refuseSplit, verdictsAbout } from './add-agenda-item.ts';
import {
  type AgendaItem,
  type AgendaItemAnswer,
  agendaItemAggregate,
  agendaItemAnswer,
  isOpen,
  type SplitBy,
} from './agenda-item.ts';
import { amendedOf } from './amendment.ts';
import { refuseAmendment } from './amendment-check.ts';
import { CURRENT, charterAggregate } from './charter.ts';
import type { SplitPrepared } from './events.ts';
import { ITEM_STATUS_IN_FRENCH } from './french-words.ts';
import { proposalAtHand, proposalNeeds } from './proposal-at-hand.ts';
import { conflict, notFound } from './rejections.ts';
import { sessionAggregate } from './session.ts';
import { isSameSplit } from './split-by-both.ts';
import { refusedByRules } from './verdicts.ts';

/** Asks that an open item have this split by pot and window; the same split again, by the other side, confirms it. */
export interface PrepareSplit {
  readonly agendaItemId: string;
  readonly split: readonly ApprovedAmount[];
}

/** Replaces the split before anybody has voted on it, and asks the rules anew: what blocks stays off the agenda. */
export const prepareSplit: CommandHandler<PrepareSplit, SplitPrepared, AgendaItemAnswer> = {
  needs({ agendaItemId, split }, slice) {
    const item = slice?.get(agendaItemAggregate, agendaItemId);
    const about =
      item === undefined ? undefined : proposalNeeds(item.subject, split, slice, item.charterVersion);
    return {
      own: [
        { kind: charterAggregate.kind, id: CURRENT },
        { kind: agendaItemAggregate.kind, id: agendaItemId },
        ...(item === undefined ? [] : [{ kind: sessionAggregate.kind, id: item.sessionId }]),
        ...(about?.own ?? []),
      ],
      facts: about?.facts ?? [],
      platform: about?.platform ?? [],
    };
  },
  decide({ agendaItemId, split }, slice, { time, actor }) {
    const current = slice.get(charterAggregate, CURRENT);
    const item = slice.get(agendaItemAggregate, agendaItemId);
    const session = item === undefined ? undefined : slice.get(sessionAggregate, item.sessionId);
    if (current === undefined || item === undefined || session === undefined) {
      return notFound('agenda item', agendaItemId);
    }
    const { charter } = current;
    const { subject, amendment } = item;
    const hand = proposalAtHand(subject, slice, current, item.charterVersion);
    const asked = { subject, split, amendment };
    const unfit =
      refuseLate(item) ??
      (subject.kind === 'amendment'
        ? refuseAmendment(
            { subject, amendment, amounts: split },
            amendedOf(subject, slice),
            localDate(time, charter.timeZone),
          )
        : undefined) ??
      refuseSplit(asked, current, hand);
    if (unfit !== undefined) return unfit;
    const verdicts = verdictsAbout(asked, hand, charter.currency, time);
    if (blockingForGood(verdicts)) return refusedByRules(verdicts);
    const data = { agendaItemId, split, verdicts, splitBy: sidesAfter(item, split, actor) };
    const { splitBy } = data;
    const stands = isSameSplit(item.split, split) && sayTheSame(item.splitBy ?? [], splitBy);
    return accept(
      stands ? [] : [{ type: 'SplitPrepared', data }],
      agendaItemAnswer({ ...item, split, verdicts, splitBy }, session, charter),
    );
  },
};

/** Who stands for the split: whoever prepares another one, and both where the other side says the same. */
function sidesAfter(item: AgendaItem, split: readonly ApprovedAmount[], actor: Actor): readonly SplitBy[] {
  const side: SplitBy = {
    person: actor.id,
    role: actor.roles.includes('secretariat') ? 'secretariat' : 'treasurer',
  };
  const before = isSameSplit(item.split, split) ? (item.splitBy ?? []) : [];
  return [...before.filter(({ person, role }) => person !== side.person && role !== side.role), side];
}

const sayTheSame = (before: readonly SplitBy[], after: readonly SplitBy[]): boolean =>
  after.length === before.length &&
  after.every(({ person, role }) => before.some((each) => each.person === person && each.role === role));

/** 409 once the item is decided, or somebody has voted on the split as it is. */
function refuseLate(item: AgendaItem) {
  const { agendaItemId, status, ballots } = item;
  if (!isOpen(item)) {
    return conflict(
      'agenda-item-closed',
      { en: 'It is decided', fr: 'C’est décidé' },
      {
        en: `Agenda item ${agendaItemId} is ${status}; its split stays as it is.`,
        fr: `Le point ${agendaItemId} est ${ITEM_STATUS_IN_FRENCH[status]} ; sa répartition reste telle quelle.`,
      },
    );
  }
  if (Object.keys(ballots).length === 0) return undefined;
  return conflict(
    'votes-cast',
    { en: 'Votes are cast on it', fr: 'Des votes ont été exprimés' },
    {
      en: 'Seats have voted on the split as it is: decide with other amounts, or defer and put it on again.',
      fr: 'Des sièges ont voté sur la répartition actuelle : décidez d’autres montants, ou ajournez et inscrivez de nouveau.',
    },
  );
}
