import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { allocationRoutes, committeeRoutes, reportingRoutes } from '@mdtf/contracts';
import { minorOf } from '@mdtf/domain';
import type { People } from '../journeys/people-of-system.ts';
import { FUND, params } from './founding.ts';
import type { Book } from './model.ts';
import { compare, type Year } from './tally.ts';

const MDTF = fileURLToPath(new URL('../../packages/cli/bin/mdtf.js', import.meta.url));

/** Holds the books at the end of the year against the model's, and every amount by what the reports say. */
export async function closeBooks(people: People, year: Year, book: Book): Promise<void> {
  const { pots, windows, totals } = await people.need('auditor', allocationRoutes.getHeadroom, { params });
  for (const pot of ['pooled', 'bank'] as const) {
    const held = pots.find((one) => one.pot === pot);
    compare(year, `pot ${pot}`, String(book[pot]), String(held && minorOf(held.allocated)));
  }
  for (const id of ['north', 'south'] as const) {
    const held = windows.find(({ windowId }) => windowId === id);
    compare(year, `window ${id}`, String(book[id]), String(held && minorOf(held.allocated)));
  }
  compare(year, 'allocated', String(book.pooled + book.bank), String(minorOf(totals.allocated)));
  const report = await people.need('auditor', reportingRoutes.getReport, {
    params: { ...params, name: 'decisions' },
    query: {},
  });
  compare(
    year,
    'checks of the report on decisions',
    [],
    report.checks.filter(({ holds }) => !holds),
  );
  compare(year, 'decisions reported', await decisionsOf(people), report.rows.length);
}

async function decisionsOf(people: People): Promise<number> {
  let count = 0;
  let cursor: string | null | undefined;
  do {
    const query = { limit: 200, ...(cursor === undefined || cursor === null ? {} : { cursor }) };
    const page = await people.need('auditor', committeeRoutes.listDecisions, { params, query });
    count += page.items.length;
    cursor = page.nextCursor;
  } while (cursor !== null);
  return count;
}

/** What `mdtf decisions verify` says of the year: its last line, and whether every record is as the log has it. */
export function verifyDecisions(url: string): Promise<{ readonly line: string; readonly equal: boolean }> {
  return new Promise((resolve) => {
    const args = [MDTF, 'decisions', 'verify', '--fund', FUND, '--url', url];
    execFile(process.execPath, args, { maxBuffer: 10_000_000 }, (error, out, err) =>
      resolve({ line: (out + err).trim().split('\n').slice(-5).join('\n'), equal: error === null }),
    );
  });
}
