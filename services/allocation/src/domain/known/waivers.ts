import type { Aggregate, DecisionSubject, LocalDate, Money } from '@mdtf/domain';
import type { GrantedWaivers } from '@mdtf/rules';

/** Of the committee's event: a rule that it set aside. */
export interface WaiverDecided {
  readonly type: 'DecisionTaken';
  readonly data: {
    readonly decisionId: string;
    readonly subject: DecisionSubject;
    readonly outcome: 'approved' | 'rejected' | 'returned' | 'deferred';
    readonly expires?: LocalDate | null | undefined;
    readonly upTo?: Money | undefined;
  };
}

/** The document of the waivers for one proposal, or with `of-kind:` before it for all of a kind; no id has a colon. */
export const waiversFor = (id: string, scope?: 'kind'): string =>
  scope === undefined ? id : `of-kind:${id}`;

/** The newest waiver of each rule as known here, one document per proposal and per kind. */
export const knownWaivers: Aggregate<GrantedWaivers, WaiverDecided> = {
  kind: 'waivers',
  version: 1,
  concerns: {
    DecisionTaken: ({ subject: { kind, id, rule, scope }, outcome }) =>
      kind === 'waiver' && rule !== undefined && outcome === 'approved' ? waiversFor(id, scope) : [],
  },
  evolve: (state = {}, { data: { subject, decisionId, expires = null, upTo = null } }) =>
    subject.rule === undefined ? state : { ...state, [subject.rule]: { decisionId, expires, upTo } },
};
