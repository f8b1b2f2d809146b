import type { LocalDate, Localised, Money, Verdict } from '@mdtf/domain';
import type { CodeReference } from '../writing/content.ts';

interface Event<T extends string, D> {
  readonly type: T;
  readonly data: Readonly<D>;
}

/** What is offered: know-how, persons' days, tools, training, or goods and services in place of money. */
export type OfferForm = 'expertise' | 'expert-days' | 'tools' | 'training' | 'goods-and-services';

/** What a request may become. */
export type ProjectKind = 'project' | 'private-sector' | 'non-governmental' | 'marketplace';

/** Which side of a match speaks: who asked, or who offers. */
export type MatchSide = 'demand' | 'offer';

/** How one criterion of matching came out; `not-said` is no obstacle. */
export interface MatchCriterion {
  readonly criterion: 'theme' | 'country' | 'language' | 'capacity' | 'validity';
  readonly outcome: 'met' | 'partly' | 'not-met' | 'not-said';
  readonly reason: Localised;
}

interface Match {
  readonly matchId: string;
  readonly requestId: string;
  readonly offerId: string;
}

export type OfferMade = Event<
  'OfferMade',
  {
    offerId: string;
    organisation: string;
    form: OfferForm;
    title: string;
    description: string;
    unit: string | null;
    quantity: number | null;
    informationValue: Money | null;
    themes: readonly CodeReference[];
    /** None: any. */
    countries: readonly string[];
    languages: readonly string[];
    validUntil: LocalDate;
    /** How who offers stood, where there was something to tell. */
    verdicts?: readonly Verdict[] | undefined;
  }
>;

export type OfferWithdrawn = Event<'OfferWithdrawn', { offerId: string; reason: string }>;

/** `replaces`: the request itself is not decided any more. */
export type RequestConverted = Event<
  'RequestConverted',
  { requestId: string; projectId: string; kind: ProjectKind; lead: string; replaces: boolean }
>;

export type MatchProposed = Event<
  'MatchProposed',
  Match & {
    quantity: number | null;
    criteria: readonly MatchCriterion[];
    /** How who offers stood, where there was something to tell. */
    verdicts?: readonly Verdict[] | undefined;
  }
>;

export type MatchAnswered = Event<
  'MatchAnswered',
  Match & { side: MatchSide; accepted: boolean; note: string | null }
>;

/** Both sides have accepted: what is given, for the register of gifts in kind. */
export type MatchAgreed = Event<
  'MatchAgreed',
  Match & {
    /** Under which it is entered in the register of gifts in kind. */
    inKindId: string;
    organisation: string;
    description: string;
    quantity: number | null;
    unit: string | null;
    informationValue: Money | null;
    /** How who gives stood, where there was something to tell. */
    verdicts?: readonly Verdict[] | undefined;
  }
>;

export type MatchConcluded = Event<
  'MatchConcluded',
  Match & { given: boolean; quantity: number | null; result: string }
>;

/** Facts of the connection hub, and of requests that become projects. */
export type HubEvent =
  | OfferMade
  | OfferWithdrawn
  | RequestConverted
  | MatchProposed
  | MatchAnswered
  | MatchAgreed
  | MatchConcluded;
