import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AllInOne, startAllInOne } from '@mdtf/all-in-one';
import { committeeRoutes } from '@mdtf/contracts';
import { moveClockAt } from '../fund-clock.ts';
import { peopleOf } from '../people-of-system.ts';
import { foundGoverned, type Governed, SEATS, SITS_AT } from './fund.ts';
import { KINDS_OF_PROPOSAL } from './kinds.ts';
import { writeProposal } from './writing.ts';

/** A system of its own with a fund that decides by majority. */
export interface FundInSession extends AsyncDisposable {
  readonly system: AllInOne;
  readonly fund: Governed;
  readonly params: { readonly fundId: string };
}

/** Opens a fund with these projects submitted, whose committee sits in full in its first session, `s1`; `run` names it. */
export async function openFundInSession(run: string, projects: readonly string[]): Promise<FundInSession> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), `mdtf-${run}-`));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const system = stack.use(
    await startAllInOne({ dataFolder: folder, port: 0, durable: false, checkAnswers: true }),
  );
  const fund = await foundGoverned(peopleOf(system.url, run), 'majority', (fundId, now) =>
    moveClockAt(system.url, fundId, now),
  );
  const params = { fundId: fund.fundId };
  const project = KINDS_OF_PROPOSAL.find(({ kind }) => kind === 'project');
  if (project === undefined) throw new Error('There is no kind of project');
  for (const id of projects) await writeProposal(fund, project, id);
  await fund.people.settle(fund.fundId);
  await fund.clock(SITS_AT);
  const session = { id: 's1', number: 1, startsAt: SITS_AT, place: 'Geneva', title: 'First session' };
  await fund.people.need('secretariat', committeeRoutes.conveneSession, { params, body: session });
  await fund.people.need('secretariat', committeeRoutes.recordAttendance, {
    params: { ...params, sessionId: 's1' },
    body: { present: [...SEATS] },
  });
  const running = stack.move();
  return { system, fund, params, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
