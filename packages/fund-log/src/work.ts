import type { Needs } from '@mdtf/domain';
import type { Command, CommandResult } from './command.ts';
import type { IngestResult } from './committer.ts';
import { type Reacted, reactionCommand } from './fold-entry.ts';
import type { ReadEntry } from './log-reader.ts';
import type { AnswerKey } from './store.ts';

/** One thing to do under the heads of its funds. */
export type Work =
  /** With what `firstNeeds` says of it. */
  | { readonly kind: 'command'; readonly command: Command; readonly first: Needs }
  | { readonly kind: 'entry'; readonly entry: ReadEntry; readonly reaction: Reacted }
  | { readonly kind: 'due'; readonly fund: string }
  | { readonly kind: 'park'; readonly source: string; readonly fund: string; readonly reason: string }
  | { readonly kind: 'resume'; readonly source: string; readonly fund: string };

/** Works that wait to go into one transaction. */
export interface WaitingBatch {
  readonly works: readonly Work[];
  /** Takes in works that have come meanwhile, where they are many and `fits` says so of each; answers them. */
  readonly join: (fits: (work: Work) => boolean) => readonly Work[];
  /** Called when there is time for others: the database has all and works, or somebody else has the heads. */
  readonly meanwhile: () => void;
}

/** What became of one work: told to its caller once the batch is committed. */
export type Outcome =
  | { readonly kind: 'value'; readonly value: CommandResult | IngestResult | undefined }
  | { readonly kind: 'error'; readonly error: unknown }
  /** What fell due before it has not all been carried out yet: for the next batch. */
  | { readonly kind: 'later' };

/** The funds whose heads a work needs. */
export function fundsOf(work: Work): string[] {
  if (work.kind === 'command') return [work.command.fund];
  if (work.kind !== 'entry') return [work.fund];
  const reaction = reactionCommand(work.reaction);
  return reaction === undefined ? [work.entry.fund] : [work.entry.fund, reaction.fund];
}

/** The keys under which a work may have been answered before. */
export function answerKeysOf(work: Work): AnswerKey[] {
  if (work.kind !== 'command' || work.command.idempotency === undefined) return [];
  const { fund, actor, idempotency } = work.command;
  return [{ fund, actor: actor.id, key: idempotency.key }];
}
