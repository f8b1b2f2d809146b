import type { Question } from './question.ts';
import { COMMITTEE_QUESTIONS } from './questions-committee.ts';
import { MONEY_QUESTIONS } from './questions-money.ts';
import { PERSON_QUESTIONS } from './questions-person.ts';
import { PROPOSAL_QUESTIONS } from './questions-proposals.ts';
import { REVIEW_QUESTIONS } from './questions-reviews.ts';

/** How every route that declares whose things it reaches is asked. */
export const QUESTIONS: readonly Question[] = [
  ...PROPOSAL_QUESTIONS,
  ...REVIEW_QUESTIONS,
  ...COMMITTEE_QUESTIONS,
  ...MONEY_QUESTIONS,
  ...PERSON_QUESTIONS,
];
