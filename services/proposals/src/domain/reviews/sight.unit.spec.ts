import type { Actor } from '@mdtf/domain';
import { describe, expect, it } from 'vitest';
import type { ReviewStatus } from './review.ts';
import { type ReviewsOf, sightOf } from './sight.ts';

const person = (id: string, roles: string[], seats: string[] = []): Actor => ({
  id,
  roles,
  seats,
  organisations: [],
});
const member = (reviewer: string, status: ReviewStatus) => ({
  reviewId: reviewer,
  reviewer,
  status,
  points: null,
});
const of = (more: Partial<ReviewsOf> = {}): ReviewsOf => ({
  panel: { members: [member('r1', 'completed'), member('r2', 'accepted'), member('r3', 'conflict')] },
  rulings: {},
  leadSeats: [],
  consortiumSeats: [],
  applies: false,
  ...more,
});

describe('who sees the reviews of a proposal', () => {
  const seat = person('s', ['seat-holder'], ['1']);

  it.each([
    ['the secretariat, all', person('x', ['secretariat']), of(), { sees: 'all' }],
    ['the chair, all', person('x', ['chair']), of(), { sees: 'all' }],
    ['a seat, what is completed', seat, of(), { sees: 'completed' }],
    [
      'a reviewer who has completed, what is completed',
      person('r1', ['reviewer']),
      of(),
      { sees: 'completed' },
    ],
    ['a reviewer who has not, the own one', person('r2', ['reviewer']), of(), { sees: 'own' }],
    [
      'a chair who still has to review, the own one',
      person('r2', ['reviewer', 'chair']),
      of(),
      { sees: 'own' },
    ],
    [
      'who stated a conflict, none',
      person('r3', ['reviewer', 'auditor']),
      of(),
      { sees: 'none', why: 'conflict' },
    ],
    ['a reviewer of others, none', person('r9', ['reviewer']), of(), { sees: 'none', why: 'not-a-reviewer' }],
    ['a recused seat, none', seat, of({ rulings: { 1: 'recusal' } }), { sees: 'none', why: 'recused' }],
    [
      'a chair in a recused seat, none',
      person('s', ['chair', 'seat-holder'], ['1']),
      of({ rulings: { 1: 'recusal' } }),
      { sees: 'none', why: 'recused' },
    ],
    [
      'a seat with a disclosure, what is completed',
      seat,
      of({ rulings: { 1: 'disclosure' } }),
      { sees: 'completed' },
    ],
    [
      'a seat of the consortium before a ruling, none',
      seat,
      of({ consortiumSeats: ['1'] }),
      { sees: 'none', why: 'recused' },
    ],
    [
      'a seat of the consortium with a disclosure, what is completed',
      seat,
      of({ consortiumSeats: ['1'], rulings: { 1: 'disclosure' } }),
      { sees: 'completed' },
    ],
    [
      'a seat of the lead whatever is ruled, none',
      seat,
      of({ leadSeats: ['1'], rulings: { 1: 'disclosure' } }),
      { sees: 'none', why: 'recused' },
    ],
    ['an applicant on the committee, none', seat, of({ applies: true }), { sees: 'none', why: 'applicant' }],
  ] as const)('%s', (_, actor, reviews, expected) => {
    expect(sightOf(actor, reviews)).toEqual(expected);
  });
});
