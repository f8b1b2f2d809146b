import type { Aggregate } from '@mdtf/domain';
import type { GrantedWaivers } from '@mdtf/rules';
import type { DecisionTaken } from './events.ts';

/** The document of the waivers for one proposal, or with `of-kind:` before it for all of a kind; no id has a colon. */
export const waiversFor = (id: string, scope?: 'kind'): string =>
  scope === undefined ? id : `of-kind:${id}`;

/** The newest waiver of each rule that the committee granted, one document per proposal and per kind. */
export const grantedWaivers: Aggregate<GrantedWaivers, DecisionTaken> = {
  kind: 'granted-waivers',
  version: 1,
  concerns: {
    DecisionTaken: ({ subject: { kind, id, rule, scope }, outcome }) =>
      kind === 'waiver' && rule !== undefined && outcome === 'approved' ? waiversFor(id, scope) : [],
  },
  evolve: (state = {}, { data: { subject, decisionId, expires, upTo = null } }) =>
    subject.rule === undefined ? state : { ...state, [subject.rule]: { decisionId, expires, upTo } },
};
