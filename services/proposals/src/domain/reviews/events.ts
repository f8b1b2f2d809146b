import type { Instant } from '@mdtf/domain';

/** Points on one criterion, and why. */
export interface ReviewScore {
  readonly criterion: string;
  readonly points: number;
  readonly comment?: string | undefined;
}

/** What a reviewer says of the whole. */
export type Advice = 'fund' | 'fund-with-changes' | 'do-not-fund';

interface Event<T extends string, D> {
  readonly type: T;
  readonly data: Readonly<D>;
}

interface OfReview {
  readonly proposalId: string;
  readonly reviewId: string;
  /** The person. */
  readonly reviewer: string;
}

export type ReviewerAssigned = Event<
  'ReviewerAssigned',
  /** `due`: by when it is asked for; absent: by the date put for all reviews of the call, if there is one. */
  OfReview & { callId: string; due?: Instant | undefined }
>;

/** The date by which all reviews of a call are due was put, or put later. */
export type ReviewsExtended = Event<
  'ReviewsExtended',
  { callId: string; was: Instant | null; due: Instant; reason: string }
>;

export type ReviewerStatementSigned = Event<
  'ReviewerStatementSigned',
  OfReview & { conflict: boolean; reason: string | null }
>;

export type ReviewCompleted = Event<
  'ReviewCompleted',
  OfReview & {
    callId: string;
    /** 1 at first; a correction is the next. */
    statement: number;
    proposalRevision: number;
    scores: readonly ReviewScore[];
    summary: string | null;
    recommendation: Advice | null;
    weighted: { readonly numerator: number; readonly denominator: number };
    /** Completed after it was due. */
    late?: boolean | undefined;
  }
>;

export type ReviewReopened = Event<'ReviewReopened', OfReview & { reason: string }>;
export type ReviewEnded = Event<'ReviewEnded', OfReview & { reason: string }>;

/** Every fact of one review. */
export type ReviewEvent =
  | ReviewerAssigned
  | ReviewerStatementSigned
  | ReviewCompleted
  | ReviewReopened
  | ReviewEnded;
