import type { Actor } from '@mdtf/domain';
import { describe, expect, it } from 'vitest';
import {
  accessOf,
  isActive,
  mayBeClosed,
  type ReviewStatus,
  type ReviewsOf,
  sightOf,
} from './review-sight.ts';

const person = (id: string, roles: string[], seats: string[] = []): Actor => ({
  id,
  roles,
  seats,
  organisations: [],
});
const member = (reviewer: string, status: ReviewStatus) => ({
  reviewer,
  status,
});
const of = (more: Partial<ReviewsOf> = {}): ReviewsOf => ({
  members: [
    member('r1', 'completed'),
    member('r2', 'accepted'),
    member('r3', 'conflict'),
    member('r4', 'ended'),
  ],
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
    [
      'a reviewer whose assignment ended, none',
      person('r4', ['reviewer']),
      of(),
      { sees: 'none', why: 'not-a-reviewer' },
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

describe('an assignment to review', () => {
  it.each([
    [undefined, 'none', false],
    ['assigned', 'closed', true],
    ['accepted', 'open', true],
    ['completed', 'open', true],
    ['reopened', 'open', true],
    ['conflict', 'closed', false],
    ['ended', 'none', false],
  ] as const)('that is %s', (status, access, active) => {
    expect(accessOf(status)).toBe(access);
    if (status !== undefined) expect(isActive({ status })).toBe(active);
  });

  it('closes nothing to the secretariat and to auditors', () => {
    expect(mayBeClosed({ roles: ['secretariat', 'reviewer'] })).toBe(false);
    expect(mayBeClosed({ roles: ['auditor'] })).toBe(false);
    expect(mayBeClosed({ roles: ['reviewer', 'seat-holder'] })).toBe(true);
  });
});
