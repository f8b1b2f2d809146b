/** What is written of an error. */
export type LoggedError = {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  /** Of a database: what was violated, never with which value. */
  readonly constraint?: string;
  readonly stack: string;
  readonly cause?: LoggedError;
};

const MAX_CAUSES = 4;
const MAX_FRAMES = 12;
const MAX_MESSAGE = 2_000;

/** An error as it may stand in a log: no value that a client sent, no token, no fields that libraries hang on it. */
export function loggedError(error: unknown, causes = 0): LoggedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: withoutTokens(String(error)), stack: '' };
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return {
    type: error.name,
    message: messageOf(error, code),
    ...(typeof code === 'string' && { code }),
    ...(typeof constraint === 'string' && { constraint }),
    stack: framesOf(error.stack ?? ''),
    ...(error.cause !== undefined && causes < MAX_CAUSES && { cause: loggedError(error.cause, causes + 1) }),
  };
}

/** PostgreSQL's class of data exceptions, whose messages quote the datum. */
const DATA_EXCEPTION = /^22[0-9A-Z]{3}$/;

function messageOf(error: Error, code: unknown): string {
  if (typeof code === 'string' && DATA_EXCEPTION.test(code)) return 'a value the database does not take';
  // V8 quotes what could not be parsed.
  if (error instanceof SyntaxError) return 'a text that cannot be parsed';
  return withoutTokens(error.message);
}

const JWT = /\beyJ[\w-]*\.[\w-]+\.[\w-]*/g;
const BEARER = /\bbearer\s+\S+/gi;
const PASSWORD_IN_URL = /(\/\/[^\s/:@]*):[^\s/@]*@/g;

/** A text with whatever looks like a token or a password in a URL taken out, at most 2,000 characters. */
export function withoutTokens(text: string): string {
  const plain = text.slice(0, MAX_MESSAGE);
  return plain.replace(BEARER, '[token]').replace(JWT, '[token]').replace(PASSWORD_IN_URL, '$1:[password]@');
}

/** Where it was thrown; the message in front of it may hold anything. */
function framesOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) => line.trim())
    .join('\n');
}
