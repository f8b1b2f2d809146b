import type { Api } from './api.ts';
import { partnersChecked } from './due-diligence.ts';
import { callAndConceptNotes, foundation, fullProposals } from './founding.ts';
import { FUND, morning } from './fund.ts';
import { agreementsAndFirstDeposit, springDeposits } from './giving.ts';
import { agendaOfThirdSession, secondSession } from './sessions.ts';

/** Brings the demonstration fund from 16 November 2007 to the morning of 20 May 2008, through the public commands alone. */
export async function seed(api: Api): Promise<void> {
  await api.clock(FUND, morning('2007-11-16'));
  await foundation(api);
  await callAndConceptNotes(api);
  await partnersChecked(api);
  await fullProposals(api);
  await agreementsAndFirstDeposit(api);
  await secondSession(api);
  await springDeposits(api);
  await agendaOfThirdSession(api);
}
