import type { Money } from '@mdtf/domain';
import type { CharterRules } from '@mdtf/rules';
import { describe, expect, it } from 'vitest';
import { fundWithDeposits } from '../testing/history.ts';
import { approval, charter, part, usd } from '../testing/imdp.ts';

const { data } = charter;
const rules: CharterRules = {
  R1: { severities: { allocation: 'needs-waiver' } },
  R13: { severities: { allocation: 'needs-waiver' } },
  R15: { severities: { allocation: 'needs-waiver' } },
};
const asksForWaivers = { ...charter, data: { ...data, charter: { ...data.charter, rules } } };

interface Granted {
  readonly rule: string;
  readonly of?: { readonly id: string; readonly scope: 'kind' };
  readonly upTo?: Money;
}

const waiver = ({ rule, of, upTo }: Granted) => {
  const { data: decided } = approval(`w-${rule}`, 'X', []);
  const subject = { kind: 'waiver' as const, id: 'X', rule, ...of };
  const bound = upTo === undefined ? {} : { upTo };
  return {
    type: 'DecisionTaken',
    data: { ...decided, subject, partner: null, expires: null, ...bound },
  } as const;
};

/** A decision that breaks a rule by a cent or altogether, carried out under a charter that asks for waivers. */
function allocating(parts: Parameters<typeof approval>[2], ...granted: readonly Granted[]) {
  const history = fundWithDeposits();
  history.hear(asksForWaivers, ...granted.map(waiver));
  // Of the proposal itself nothing was heard yet: all that binds is in the decision.
  history.hear(approval('dec-X', 'X', parts));
  return history.ask('AllocateDecision', { decisionId: 'dec-X' }).events;
}

describe.each([
  ['R1', 'the cap', [part('bank', 'W1', '1000.00')], 'cap-exceeded'],
  ['R13', 'the secretariat’s budget', [part('pooled', null, '237960.01')], 'rule-not-kept'],
  ['R15', 'what a donor gave for a window', [part('D', 'W1', '1000.00')], 'wrong-window'],
] as const)('%s, %s, at allocation', (rule, _, parts, code) => {
  const refused = [{ type: 'AllocationRefused', data: { code } }];
  const told = (events: ReturnType<typeof allocating>) =>
    events.flatMap((event) => (event.data as { verdicts: { rule: string }[] }).verdicts);

  it('stops where the charter asks for a waiver and the committee granted none, or another', () => {
    expect(allocating(parts)).toMatchObject(refused);
    expect(told(allocating(parts))).toContainEqual(
      expect.objectContaining({ rule, outcome: 'needs-waiver' }),
    );
    expect(allocating(parts, { rule: 'R8' })).toMatchObject(refused);
    expect(allocating(parts, { rule, upTo: usd('999.99') })).toMatchObject(refused);
  });

  it('is lifted by a waiver for the proposal, or for its kind, and the record names it', () => {
    const waived = expect.objectContaining({ rule, outcome: 'waived', waiver: `w-${rule}` });
    const made = allocating(parts, { rule });
    expect(made).toMatchObject([{ type: 'AllocationMade' }]);
    expect(told(made)).toContainEqual(waived);
    const ofKind = allocating(parts, { rule, of: { id: 'project', scope: 'kind' } });
    expect(told(ofKind)).toContainEqual(waived);
  });
});
