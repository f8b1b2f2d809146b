import { type Aggregate, accept, type CommandHandler, type Instant, organisationRecord } from '@mdtf/domain';
import { CURRENT, charterAggregate } from '../charter.ts';
import { alreadyExists, conflict, forbidden, invalid, notFound } from '../rejections.ts';
import { refuseOwn, roleOf } from '../roles/role-of.ts';
import { organisationAggregate } from './organisation.ts';
import type { DueDiligenceConfirmed, DueDiligenceRecorded, Findings } from './organisation-events.ts';

/** Asks that what a due diligence found be recorded. */
export interface RecordDueDiligence extends Findings {
  readonly id: string;
  readonly organisation: string;
}

/** Asks, as a second person, that a recorded due diligence count. */
export interface ConfirmDueDiligence {
  readonly recordId: string;
  readonly organisation: string;
}

/** A due diligence on an organisation in one fund; the history is kept, each under its own id. */
export interface DueDiligence extends Findings {
  readonly recordId: string;
  readonly organisation: string;
  readonly status: 'recorded' | 'confirmed';
  readonly recordedBy: string;
  readonly recordedAt: Instant;
  readonly confirmedBy: string | null;
  readonly confirmedAt: Instant | null;
}

/** Every due diligence of a fund. */
export const dueDiligenceAggregate: Aggregate<DueDiligence, DueDiligenceRecorded | DueDiligenceConfirmed> = {
  kind: 'due-diligence',
  version: 1,
  concerns: {
    DueDiligenceRecorded: ({ recordId }) => recordId,
    DueDiligenceConfirmed: ({ recordId }) => recordId,
  },
  evolve(state, event, { actor, time }) {
    if (event.type === 'DueDiligenceRecorded') return recorded(event.data, actor, time);
    if (state === undefined) throw new RangeError('A due diligence was confirmed that nobody had recorded');
    return confirmed(state, actor, time);
  },
};

function recorded(data: DueDiligenceRecorded['data'], recordedBy: string, recordedAt: Instant): DueDiligence {
  return { ...data, status: 'recorded', recordedBy, recordedAt, confirmedBy: null, confirmedAt: null };
}

function confirmed(state: DueDiligence, confirmedBy: string, confirmedAt: Instant): DueDiligence {
  return { ...state, status: 'confirmed', confirmedBy, confirmedAt };
}

/** Records questions, answers and rating; nothing rests on them until another person has confirmed them. */
export const recordDueDiligence: CommandHandler<RecordDueDiligence, DueDiligenceRecorded, DueDiligence> = {
  needs: ({ id, organisation }) => ({
    own: [
      { kind: charterAggregate.kind, id: CURRENT },
      { kind: dueDiligenceAggregate.kind, id },
    ],
    platform: [{ kind: organisationAggregate.kind, id: organisation }],
  }),
  decide({ id: recordId, ...found }, slice, { fund, actor, time }) {
    if (slice.get(charterAggregate, CURRENT) === undefined) return notFound('fund', fund);
    if (slice.platformFact(organisationAggregate, found.organisation) === undefined) {
      return notFound('organisation', found.organisation);
    }
    if (slice.get(dueDiligenceAggregate, recordId) !== undefined) {
      return alreadyExists('due diligence', recordId);
    }
    const unfit = refuseFindings(found);
    if (unfit !== undefined) return unfit;
    const data = { recordId, ...found };
    return accept([{ type: 'DueDiligenceRecorded', data }], recorded(data, actor.id, time));
  },
};

function refuseFindings({ questions, validFrom, validUntil }: Findings) {
  if (validUntil < validFrom) {
    return invalid(
      'ends-before-it-begins',
      { en: 'It ends before it begins', fr: 'Elle finit avant de commencer' },
      {
        en: `Its last day, ${validUntil}, is before its first, ${validFrom}.`,
        fr: `Son dernier jour, le ${validUntil}, précède le premier, le ${validFrom}.`,
      },
      { field: 'body.validUntil' },
    );
  }
  const asked = questions.map(({ question }) => question);
  const again = asked.findIndex((question, at) => asked.indexOf(question) < at);
  if (again === -1) return undefined;
  return invalid(
    'question-asked-twice',
    { en: 'A question is asked twice', fr: 'Une question est posée deux fois' },
    { en: 'Give each question one answer.', fr: 'Donnez une réponse à chaque question.' },
    {
      field: `body.questions.${again}.question`,
    },
  );
}

/** Lets a due diligence count: by another person than who recorded it, and by nobody of the organisation. */
export const confirmDueDiligence: CommandHandler<ConfirmDueDiligence, DueDiligenceConfirmed, DueDiligence> = {
  needs: ({ recordId, organisation }) => ({
    own: [
      { kind: dueDiligenceAggregate.kind, id: recordId },
      { kind: organisationRecord.kind, id: organisation },
    ],
  }),
  decide({ recordId, organisation }, slice, { actor, time }) {
    const state = slice.get(dueDiligenceAggregate, recordId);
    if (state?.organisation !== organisation) return notFound('due diligence', recordId);
    if (state.status === 'confirmed') {
      return conflict(
        'due-diligence-confirmed',
        { en: 'It is confirmed', fr: 'Elle est confirmée' },
        {
          en: `Due diligence ${recordId} was confirmed before.`,
          fr: `La diligence raisonnable ${recordId} a déjà été confirmée.`,
        },
      );
    }
    const unfit = refuseOwn(actor, organisation);
    if (unfit !== undefined) return unfit;
    if (actor.id === state.recordedBy) {
      return forbidden(
        'four-eyes',
        { en: 'Another person confirms', fr: 'Une autre personne confirme' },
        {
          en: `You recorded due diligence ${recordId}: another person of the secretariat, the chair or a treasurer confirms it.`,
          fr: `Vous avez enregistré la diligence raisonnable ${recordId} : une autre personne du secrétariat, la présidence ou un trésorier la confirme.`,
        },
      );
    }
    const { rating, validFrom, validUntil } = state;
    const data = { recordId, organisation, rating, validFrom, validUntil, role: roleOf(actor) };
    return accept([{ type: 'DueDiligenceConfirmed', data }], confirmed(state, actor.id, time));
  },
};
