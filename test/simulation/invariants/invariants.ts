import { answers } from './answers.ts';
import { books } from './books.ts';
import { chains } from './chains.ts';
import { deadlines } from './deadlines.ts';
import { decisions } from './decisions.ts';
import { fundRules } from './fund-rules.ts';
import type { Invariant } from './outcome.ts';
import { replays } from './replays.ts';
import { streams } from './streams.ts';

/** All that must be true of every history. */
export const invariants: readonly Invariant[] = [
  ...chains,
  ...answers,
  ...books,
  ...replays,
  ...streams,
  ...decisions,
  ...deadlines,
  ...fundRules,
];
