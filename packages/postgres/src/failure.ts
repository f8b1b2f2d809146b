const TRANSIENT_CLASSES = new Set(['08', '53']);
const TRANSIENT_CODES = new Set([
  '40001', // serialization failure
  '40P01', // deadlock
  '55P03', // lock not available in time
  '57014', // cancelled by statement_timeout
  '57P01', // server is shutting down
  '57P02', // another session crashed
  '57P03', // server is starting up
  '57P05', // session idle for too long
  '25P03', // transaction idle for too long
  '25P04', // transaction open for too long
]);
const TRANSIENT_SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
// The driver gives these no code.
const TRANSIENT_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Query read timeout)/;

/** The connection was lost while COMMIT was under way: it may have been committed or not. */
export class CommitOutcomeUnknown extends Error {
  override readonly name = 'CommitOutcomeUnknown';
  constructor(options: ErrorOptions) {
    super('the connection was lost during COMMIT: whether it was committed is unknown', options);
  }
}

/** A statement inside the transaction had failed unnoticed, so that COMMIT rolled everything back. */
export class TransactionAborted extends Error {
  override readonly name = 'TransactionAborted';
  constructor() {
    super('the transaction was rolled back: a statement in it had failed and its error was not passed on');
  }
}

/** Whether the same work may succeed when repeated unchanged: lost connections, full servers, deadlocks, time-outs. */
export function isTransient(error: unknown): boolean {
  if (error instanceof CommitOutcomeUnknown) return true;
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(isTransient);
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string') return TRANSIENT_MESSAGES.test(error.message);
  return (
    TRANSIENT_CODES.has(code) || TRANSIENT_SYSTEM_CODES.has(code) || TRANSIENT_CLASSES.has(code.slice(0, 2))
  );
}
