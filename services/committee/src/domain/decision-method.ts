import type { DecisionSubject } from '@mdtf/domain';
import type { Amendment } from './amendment.ts';
import type { Charter, DecisionMethod } from './shapes.ts';

/** How a subject is decided: as the charter says for its kind, otherwise as for all; an amendment as what it amends. */
export function methodFor(
  { decisionMethod, decisionMethods = {} }: Pick<Charter, 'decisionMethod' | 'decisionMethods'>,
  subject: DecisionSubject,
  amendment: Pick<Amendment, 'of'> | undefined,
): DecisionMethod {
  const { kind } = amendment?.of ?? subject;
  return (kind === 'amendment' ? undefined : decisionMethods[kind]) ?? decisionMethod;
}
