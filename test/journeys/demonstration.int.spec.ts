import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAllInOne } from '@mdtf/all-in-one';
import { connect, figureBook, tell } from '@mdtf/all-in-one/demonstration';
import { connectTo, decisions, receipts } from '@mdtf/cli';
import { proposalsRoutes } from '@mdtf/contracts';
import { describe, expect, it } from 'vitest';

const TIMEOUT_MS = 120_000;

describe('the demonstration fund', () => {
  it('goes from its founding to the report for Manila, every figure of the scenario, every decision record and every receipt equal', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'mdtf-demonstration-'));
    try {
      await using system = await startAllInOne({
        dataFolder,
        port: 0,
        durable: false,
        demonstration: true,
        checkAnswers: true,
      });
      const book = figureBook(() => {});
      await tell({ api: connect(system.url, 'story'), say: () => {}, book });
      expect(book.figures.filter(({ equal }) => !equal)).toEqual([]);
      expect(book.figures.length).toBeGreaterThanOrEqual(288);
      expect(await decisions(['verify', '--fund', 'imdp', '--url', system.url])).toBe(0);
      await receiptsHold(system.url, dataFolder);
    } finally {
      await rm(dataFolder, { recursive: true, force: true });
    }
  });
});

/** The receipt of every revision is as the log has it; one that tells another moment is not. */
async function receiptsHold(url: string, folder: string): Promise<void> {
  const { client, tokenOf } = connectTo(url);
  const token = await tokenOf('auditor');
  const file = join(folder, 'receipt.json');
  const verify = async (receipt: object) => {
    await writeFile(file, JSON.stringify(receipt));
    return receipts(['verify', file, '--url', url]);
  };
  const proposals = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'T1', 'S0'];
  let held = 0;
  for (const proposalId of proposals) {
    const params = { fundId: 'imdp', proposalId };
    const listed = await client.call(proposalsRoutes.listRevisions, { params, token });
    for (const { revision } of listed.ok ? listed.body.items : []) {
      const of = { params: { ...params, revision }, token };
      const answer = await client.call(proposalsRoutes.getSubmissionReceipt, of);
      if (!answer.ok) throw new Error(answer.body.title);
      expect(await verify(answer.body)).toBe(0);
      expect(await verify({ ...answer.body, submittedAt: '2008-01-01T00:00:00.000Z' })).toBe(1);
      held += 1;
    }
  }
  expect(held).toBeGreaterThanOrEqual(proposals.length);
}
