import { UnnamedDocument } from './decider.ts';

/** What `look` finds; undefined in the round of `needs` that names its document for the first time, when it cannot be looked at yet. */
export function ifNamed<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof UnnamedDocument) return undefined;
    throw error;
  }
}
