import { committeeRoutes } from '@mdtf/contracts';
import { asking, type Question } from './question.ts';
import { params } from './things.ts';

const item = (agendaItemId: string) => ({ ...params, agendaItemId });
const asked = (nonObjectionId: string) => ({ ...params, nonObjectionId });

/** What is said for a seat. The session has not begun, so that no vote is counted. */
export const COMMITTEE_QUESTIONS: readonly Question[] = [
  asking(committeeRoutes.castVote, ({ things }) => ({
    params: item('vote'),
    body: { seat: things.seat, ballot: 'for' },
  })),
  asking(committeeRoutes.declareInterest, ({ things }) => ({
    params: item('interest'),
    body: { seat: things.seat, nature: 'Its own matter.' },
  })),
  asking(committeeRoutes.answerNotice, ({ things }) => ({
    params: asked('answer'),
    body: { seat: things.seat, answer: 'objection' },
  })),
  asking(committeeRoutes.recuseFromNonObjection, ({ things }) => ({
    params: asked('recusal'),
    body: { seat: things.seat, nature: 'Its own matter.' },
  })),
  asking(committeeRoutes.getStanding, ({ things }) => ({
    params: { ...params, organisationId: things.agency },
  })),
];
