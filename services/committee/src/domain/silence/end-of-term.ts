import type { Instant, Localised } from '@mdtf/domain';
import type { DecisionTaken } from '../events.ts';
import { givesMoney } from '../proposal-at-hand.ts';
import type { QuorumRecord } from '../shapes.ts';
import { silenceVerdicts } from '../sitting-verdicts.ts';
import { type NonObjection, quorumOfSilence, reached } from './non-objection.ts';
import type { NonObjectionLapsed } from './non-objection-events.ts';
import { lastDay } from './silence-term.ts';

/** What the end of a term comes to: silence of a quorum of the seats reached approves, otherwise the item goes to a session. */
export function endOfTerm(state: NonObjection, dueAt: Instant): DecisionTaken | NonObjectionLapsed {
  const quorum = quorumOfSilence(state);
  const { nonObjectionId, openedAt } = state;
  if (!quorum.met) return { type: 'NonObjectionLapsed', data: { nonObjectionId, dueAt, quorum } };
  const seats = reached(state);
  const notDelivered = quorum.entitled.filter((seat) => !seats.includes(seat));
  const agreeing = quorum.present.filter((seat) => Object.hasOwn(state.answers, seat));
  const agreed = agreeing.length;
  const silent = quorum.present.length - agreed;
  const { subject, split, conditions, verdicts, expires, upTo, title, partner, amendment } = state;
  const { proposalKind, charterVersion } = state;
  const reasonIn = reasonOf(dueAt, agreed, silent);
  return {
    type: 'DecisionTaken',
    data: {
      decisionId: state.decisionId,
      agendaItemId: null,
      sessionId: null,
      onPaper: null,
      decidedOn: lastDay(dueAt, state.timeZone),
      subject,
      title,
      partner,
      ...(proposalKind === undefined ? {} : { proposalKind }),
      outcome: 'approved',
      amounts: givesMoney(subject) ? split : [],
      conditions,
      reason: reasonIn.en,
      reasonIn,
      quorum,
      tally: null,
      verdicts: [...verdicts, ...judgedSitting(state, quorum, agreeing)],
      expires,
      ...(upTo === undefined ? {} : { upTo }),
      ...(givesMoney(subject) ? { charterVersion } : {}),
      ...(amendment === undefined ? {} : { amendment }),
      bySilence: { nonObjectionId, openedAt, dueAt, agreed, silent, notDelivered },
    },
  };
}

const reasonOf = (dueAt: Instant, agreed: number, silent: number): Localised => ({
  en: `No objection by ${dueAt}: ${agreed} agree, ${silent} silent, 0 object.`,
  fr: `Aucune objection au ${dueAt} : ${agreed} d’accord, ${silent} sans réponse, 0 objection.`,
});

/** Nothing of what was opened before the rules of a sitting were kept with it. */
function judgedSitting(state: NonObjection, quorum: QuorumRecord, agreed: readonly string[]) {
  const { sittingRules: rules, entitled, partner, disclosed = [], requested } = state;
  if (rules === undefined) return [];
  return silenceVerdicts({
    rules,
    currency: requested?.currency ?? '',
    quorum,
    agreed,
    disclosed: disclosed.map(({ seat }) => seat),
    ownSeats: entitled
      .filter(({ organisation }) => partner !== null && organisation === partner)
      .map(({ seat }) => seat),
  });
}
