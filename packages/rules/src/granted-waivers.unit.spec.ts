import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';
import { WAIVABLE_RULES, waiversOf } from './granted-waivers.ts';

const RULES = { R8: { severities: { proposal: 'needs-waiver' as const } } };
const TOO_LONG = { startDate: '2008-01-01', endDate: '2012-01-01' };
const LAST_DAY = '2008-05-20T21:59:59.999Z';
const AFTER = '2008-05-20T22:00:00.000Z';
const usd = (amount: string) => ({ amount, currency: 'USD' });

const own = { R8: { decisionId: 'w-own', expires: '2008-05-20', upTo: null } };
const ofKind = { R8: { decisionId: 'w-kind', expires: null, upTo: usd('100.00') } };

const judged = (
  documents: Parameters<typeof waiversOf>[1],
  at: string,
  amountMinor?: bigint,
  subject = 'P1',
) =>
  evaluate('R8', 'proposal', TOO_LONG, RULES, {
    subject,
    at,
    granted: waiversOf('P1', documents, 'Europe/Zurich'),
    amountMinor,
  });

describe('what the committee waived', () => {
  it('holds for the proposal to the end of its last day in the fund’s zone', () => {
    expect(judged([own], LAST_DAY)).toMatchObject({ outcome: 'waived', waiver: 'w-own' });
    const ended = judged([own], AFTER);
    expect(ended).toMatchObject({ outcome: 'needs-waiver', waiver: null });
    expect(ended.explanation.en).toContain('Waiver w-own ended at 2008-05-20T22:00:00.000Z.');
  });

  it('reaches to its bound, equality included, in the words of the fund’s currency', () => {
    expect(judged([undefined, ofKind], AFTER, 10_000n)).toMatchObject({
      outcome: 'waived',
      waiver: 'w-kind',
    });
    const beyond = judged([undefined, ofKind], AFTER, 10_001n);
    expect(beyond.outcome).toBe('needs-waiver');
    expect(beyond.explanation.en).toContain('Waiver w-kind reaches to USD 100.00 only.');
  });

  it('is the one for the kind where that for the proposal has ended', () => {
    expect(judged([own, ofKind], LAST_DAY, 10_000n).waiver).toBe('w-own');
    expect(judged([own, ofKind], AFTER, 10_000n).waiver).toBe('w-kind');
    expect(judged([own, ofKind], AFTER).waiver).toBe('w-kind');
  });

  it('is for no other proposal and no other rule', () => {
    expect(judged([own], LAST_DAY, undefined, 'P2').outcome).toBe('needs-waiver');
    expect(judged([{ R3: own.R8 }], LAST_DAY).outcome).toBe('needs-waiver');
  });
});

it('every rule that is judged of a proposal or its project may be waived, and no rule of the sitting', () => {
  expect(WAIVABLE_RULES.join(' ')).toBe(
    'R1 R3 R4 R5 R6 R7 R8 R9 R10 R11 R12 R13 R14 R15 R19 R20 R21 R22 R23',
  );
});
