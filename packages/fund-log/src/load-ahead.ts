import type { Needs } from '@mdtf/domain';
import { type BatchState, loadMissing, lockedBy, type Missing, withoutRepetition } from './batch-state.ts';
import type { Command } from './command.ts';
import { missingFacts, reactionCommand } from './fold-entry.ts';
import type { Memories } from './fund-memory.ts';
import { firstNeeds, nameNeeds } from './slice.ts';
import type { LoadRequest } from './store.ts';
import type { Work } from './work.ts';

// What the works of a batch will need is read for all of them at once: a look into the database costs its way.

/** What the works will surely need and this process does not remember: read together with the locking. */
export function notRemembered(memories: Memories, works: readonly Work[], funds: readonly string[]): Missing {
  const missing: Missing = { documents: [], accounts: [] };
  for (const fund of funds) {
    const { documents, accounts } = memories.neededAgain(fund);
    missing.documents.push(...documents);
    missing.accounts.push(...accounts);
  }
  for (const work of works) {
    if (work.kind !== 'command') continue;
    const { first } = work;
    const { fund } = work.command;
    for (const refs of [first.own, first.facts]) {
      for (const { kind, id } of refs ?? []) {
        if (!memories.knowsDocument(fund, kind, id)) missing.documents.push({ fund, kind, id });
      }
    }
    for (const account of first.accounts ?? []) {
      if (!memories.knowsAccount(fund, account)) missing.accounts.push({ fund, account });
    }
  }
  return withoutRepetition(missing);
}

/** Loads what is asked for, and with it what works to come will ask for as far as that shows already. */
export async function loadAhead(
  batch: BatchState,
  next: readonly Work[],
  { documents = [], accounts = [], keys = [] }: Partial<LoadRequest>,
): Promise<void> {
  const missing = [{ documents, accounts }, ...next.map((work) => missingFor(batch, work))];
  await loadMissing(
    batch,
    {
      documents: missing.flatMap((each) => each.documents),
      accounts: missing.flatMap((each) => each.accounts),
    },
    keys,
  );
}

const NOTHING: Missing = { documents: [], accounts: [] };

function missingFor(batch: BatchState, work: Work): Missing {
  if (work.kind === 'command') return missingForCommand(batch, work.command, work.first);
  if (work.kind !== 'entry') return NOTHING;
  const facts = missingFacts(batch, work.entry);
  const reaction = reactionCommand(work.reaction);
  if (reaction === undefined) return facts;
  const first = firstNeeds(batch.index.model.commands[reaction.type], reaction.data);
  const rest = missingForCommand(batch, reaction, first);
  return { documents: [...facts.documents, ...rest.documents], accounts: rest.accounts };
}

function missingForCommand(
  batch: BatchState,
  { fund, type, data }: Pick<Command, 'fund' | 'type' | 'data'>,
  first: Needs,
): Missing {
  const handler = batch.index.model.commands[type];
  if (handler === undefined) return NOTHING;
  try {
    const naming = nameNeeds(batch, lockedBy(batch, fund), { handler, data, first });
    return 'missing' in naming ? naming.missing : NOTHING;
  } catch {
    // It will throw again when its turn comes, and fail alone.
    return NOTHING;
  }
}
