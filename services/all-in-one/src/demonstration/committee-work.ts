import { committeeRoutes } from '@mdtf/contracts';
import type { Api } from './api.ts';
import { FUND, params } from './fund.ts';

type Split = readonly {
  pot: string;
  windowId: string | null;
  amount: { amount: string; currency: string };
}[];

/** Puts a proposal on a session's agenda with the split prepared by secretariat and treasurer. */
export async function addItem(
  api: Api,
  sessionId: string,
  id: string,
  proposalId: string,
  split: Split,
): Promise<void> {
  await api.settle(FUND);
  await api.send('secretariat', committeeRoutes.addAgendaItem, {
    params,
    body: { id, sessionId, subject: { kind: 'proposal', id: proposalId }, split: [...split] },
  });
}

/** Records who is present at a session. */
export async function attend(api: Api, sessionId: string, present: readonly string[]): Promise<void> {
  await api.send('secretariat', committeeRoutes.recordAttendance, {
    params: { ...params, sessionId },
    body: { present: [...present] },
  });
}

/** Each seat's holder votes. */
export async function vote(
  api: Api,
  agendaItemId: string,
  ballots: Readonly<Record<string, 'for' | 'against' | 'abstain'>>,
): Promise<void> {
  for (const [seat, ballot] of Object.entries(ballots)) {
    await api.send(`seat-${seat}`, committeeRoutes.castVote, {
      params: { ...params, agendaItemId },
      body: { seat, ballot },
    });
  }
}

/** The chair records the committee's decision on an agenda item. */
export async function decide(
  api: Api,
  agendaItemId: string,
  outcome: 'approved' | 'rejected' | 'returned' | 'deferred',
  reason: string,
  conditions: readonly { id: string; text: string; owner: string; due: string }[] = [],
): Promise<void> {
  await api.send('chair', committeeRoutes.takeDecision, {
    params,
    body: { id: `decision-${agendaItemId}`, agendaItemId, outcome, reason, conditions: [...conditions] },
  });
  await api.settle(FUND);
}
