import type { ImportCommand } from './command.ts';
import { BATCH_BYTES, BATCH_COMMANDS, type BulkAnswer, type BulkSender } from './send-bulk.ts';

const REQUESTS_IN_FLIGHT = 4;

/** Sends a step's commands in batches, a few requests at a time, and tells each command's answer as it comes. */
export async function sendStep(
  sender: BulkSender,
  persona: string,
  commands: AsyncIterable<ImportCommand>,
  onAnswer: (command: ImportCommand, answer: BulkAnswer) => void,
): Promise<void> {
  const batches = inBatches(commands);
  const work = async (): Promise<void> => {
    for (;;) {
      const { value: batch, done } = await batches.next();
      if (done === true) return;
      const answers = await sender.send(persona, batch);
      for (const [at, command] of batch.entries()) onAnswer(command, answers[at] as BulkAnswer);
    }
  };
  await Promise.all(
    Array.from({ length: REQUESTS_IN_FLIGHT }, () =>
      work().catch(async (error: unknown) => {
        // The others finish what they have sent, and take nothing more.
        await batches.return(undefined);
        throw error;
      }),
    ),
  );
}

async function* inBatches(
  commands: AsyncIterable<ImportCommand>,
): AsyncGenerator<ImportCommand[], undefined> {
  let batch: ImportCommand[] = [];
  let bytes = 0;
  for await (const command of commands) {
    const size = JSON.stringify(command).length;
    if (batch.length >= BATCH_COMMANDS || (batch.length > 0 && bytes + size > BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(command);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
  return undefined;
}
