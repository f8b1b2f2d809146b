import type { BodyOf, committeeRoutes } from '@mdtf/contracts';
import { type Actor, type LocalDate, type Localised, localDate } from '@mdtf/domain';
import type { ReadEntry } from '@mdtf/fund-log';
import { invalid, newId, notFound, type Refusal } from '@mdtf/runtime';
import type { DecideInSession } from '../domain/decide-in-session.ts';
import { type DecisionState, decisionAggregate } from '../domain/decision.ts';
import { decisionRecord, type LoggedEvent, type PartOfSeat } from '../domain/decision-record.ts';
import type { CommitteeEvent } from '../domain/events.ts';
import type { RecordPaperDecision } from '../domain/record-paper-decision.ts';
import type { CommitteeQueries } from '../queries.ts';
import { answerPage, type Handlers } from './handlers.ts';

type Body = BodyOf<typeof committeeRoutes.takeDecision>;

/** What the committee decided, in session or on paper. */
export function decisionHandlers(
  queries: CommitteeQueries,
): Handlers<'takeDecision' | 'listDecisions' | 'getDecision' | 'getDecisionRecord' | 'listWaivers'> {
  return {
    async listWaivers({ params: { fundId }, query }) {
      const [fund, current] = await Promise.all([queries.fund(fundId), queries.charter(fundId)]);
      if (fund === undefined || current === undefined) return notFound('fund', fundId);
      const today = localDate(fund.now, current.charter.timeZone);
      const granted = { subject: { kind: 'waiver' }, outcome: 'approved' };
      return answerPage(
        await queries.list(fundId, decisionAggregate, query, (state) => waiverOf(state, today), granted),
      );
    },
    takeDecision({ params: { fundId }, body, submit }) {
      const command = commandOf(body);
      if ('problem' in command) return command;
      return submit<DecisionState>(command.type, command.data, {
        location: ({ decisionId }) => `/v1/funds/${fundId}/committee/decisions/${decisionId}`,
      });
    },
    listDecisions: async ({ params: { fundId }, query }) =>
      answerPage(await queries.list(fundId, decisionAggregate, query, (decision) => decision)),
    async getDecisionRecord({ params: { fundId, decisionId }, actor }) {
      const entries = (await queries.decisionEntries(fundId, decisionId)).map(loggedEvent);
      const body = decisionRecord(fundId, decisionId, entries, (parts) => maySeeBallots(actor, parts));
      return body === undefined ? notFound('decision', decisionId) : { body };
    },
    async getDecision({ params: { fundId, decisionId } }) {
      const body = await queries.one(fundId, decisionAggregate, decisionId);
      return body === undefined ? notFound('decision', decisionId) : { body };
    },
  };
}

const loggedEvent = ({ type, data, ...entry }: ReadEntry): LoggedEvent => ({
  ...entry,
  event: { type, data } as CommitteeEvent,
});

const KEEPS_OR_AUDITS: readonly string[] = ['chair', 'secretariat', 'auditor'];

/** Not whoever sits in a seat that was recused. */
function maySeeBallots({ roles, seats }: Actor, parts: readonly PartOfSeat[]): boolean {
  const own = parts.filter(({ seat }) => seats.includes(seat));
  if (own.some(({ recused }) => recused)) return false;
  return own.length > 0 || roles.some((role) => KEEPS_OR_AUDITS.includes(role));
}

function waiverOf(
  { decisionId, subject, upTo, decidedOn, expires, reason, reasonIn }: DecisionState,
  today: LocalDate,
) {
  return {
    decisionId,
    rule: subject.rule ?? '',
    scope: subject.scope ?? ('proposal' as const),
    of: subject.id,
    upTo: upTo ?? null,
    decidedOn,
    expires,
    holds: expires === null || today <= expires,
    reason,
    ...(reasonIn === undefined ? {} : { reasonIn }),
  };
}

type Command =
  | { readonly type: 'DecideInSession'; readonly data: DecideInSession }
  | { readonly type: 'RecordPaperDecision'; readonly data: RecordPaperDecision };

/** In session and on paper are two acts under one path: which one, its fields tell. */
function commandOf({ agendaItemId, onPaper, subject, title, amendment, ...body }: Body): Command | Refusal {
  const content = { ...body, id: body.id ?? newId() };
  if (onPaper !== undefined && agendaItemId === undefined) {
    if (subject === undefined)
      return misfit('body.subject', {
        en: 'is required on paper: what was decided on',
        fr: 'est obligatoire sur papier : ce qui a été décidé',
      });
    const words = {
      ...(title === undefined ? {} : { title }),
      ...(amendment === undefined ? {} : { amendment }),
    };
    const data = { ...content, onPaper, subject, ...words };
    return { type: 'RecordPaperDecision', data };
  }
  if (agendaItemId === undefined) {
    return misfit('body.agendaItemId', {
      en: 'is required in session; on paper, send onPaper instead',
      fr: 'est obligatoire en séance ; sur papier, envoyez plutôt onPaper',
    });
  }
  if (onPaper !== undefined)
    return misfit('body.onPaper', {
      en: 'goes without an agenda item: decide in session or on paper',
      fr: 'va sans point de l’ordre du jour : décidez en séance ou sur papier',
    });
  if (subject !== undefined) return misfit('body.subject', ITS_OWN);
  if (title !== undefined) return misfit('body.title', ITS_OWN);
  if (amendment !== undefined) return misfit('body.amendment', ITS_OWN);
  return { type: 'DecideInSession', data: { ...content, agendaItemId } };
}

const ITS_OWN = {
  en: 'is the agenda item’s own; remove it',
  fr: 'appartient au point de l’ordre du jour ; retirez-le',
};

function misfit(field: string, message: Localised): Refusal {
  return invalid(
    [{ field, message }],
    { en: 'In session, or on paper', fr: 'En séance, ou sur papier' },
    'in-session-or-on-paper',
  );
}
