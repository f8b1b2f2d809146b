import { describe, expect, it } from 'vitest';
import { CommitOutcomeUnknown, isTransient, TransactionAborted } from './failure.ts';

const withCode = (code: string) => Object.assign(new Error('failed'), { code });

describe('whether the same work may succeed when repeated', () => {
  it.each(['40001', '40P01', '55P03', '57014', '57P01', '57P03', '25P03', '25P04', '08006', '53300'])(
    'yes after SQL state %s',
    (code) => {
      expect(isTransient(withCode(code))).toBe(true);
    },
  );

  it.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN'])('yes after %s', (code) => {
    expect(isTransient(withCode(code))).toBe(true);
  });

  it.each([
    'Connection terminated unexpectedly',
    'timeout exceeded when trying to connect',
    'Client has encountered a connection error and is not queryable',
  ])('yes after "%s", to which the driver gives no code', (message) => {
    expect(isTransient(new Error(message))).toBe(true);
  });

  it('yes when every address of a host was refused', () => {
    expect(isTransient(new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')]))).toBe(true);
  });

  it('yes when the answer to COMMIT was lost: what repeats it must be idempotent', () => {
    expect(isTransient(new CommitOutcomeUnknown({ cause: new Error('Connection terminated') }))).toBe(true);
  });

  it.each(['23505', '23514', '42601', '42501', '28P01', '22003', '25P02'])(
    'no after SQL state %s',
    (code) => {
      expect(isTransient(withCode(code))).toBe(false);
    },
  );

  it.each([new TransactionAborted(), new Error('no'), new AggregateError([]), 'text', undefined])(
    'no after %s',
    (error) => {
      expect(isTransient(error)).toBe(false);
    },
  );
});
