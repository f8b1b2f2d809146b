import { people, usd } from './fund.ts';
import type { Scene } from './scene.ts';

const MAX_CALL_MS = 20_000;
const INDIRECT_SHARE = 0.07;

/** A call whose deadlines come while people still work. */
export async function openCall({ random, calls, time, ...scene }: Scene): Promise<void> {
  const callId = scene.newId('call');
  const notesMs = random.between(500, MAX_CALL_MS);
  const due = (afterMs: number): string => new Date(time.nowMs() + afterMs).toISOString();
  const data = {
    callId,
    title: callId,
    ...(random.chance(0.7) ? { conceptNotesDue: due(notesMs) } : {}),
    fullProposalsDue: due(notesMs + random.between(1, MAX_CALL_MS)),
  };
  if (await scene.ask('proposals', 'OpenCall', data, people.secretariat)) calls.push(callId);
}

/** A partner submits a full proposal at any time, as the windows allow. */
export async function propose(scene: Scene): Promise<void> {
  const id = scene.newId('proposal');
  const asked = scene.random.between(1_000, 300_000);
  const data = { proposalId: id, stage: 'full', content: contentOf(id, asked) };
  if (await scene.ask('proposals', 'SubmitProposal', data, people.partner))
    scene.proposals.push({ id, asked });
}

/** A concept note under a call, its screening, the invitation, and the full proposal: in time or not. */
export async function answerCall(scene: Scene): Promise<void> {
  const { random, calls, proposals, time } = scene;
  if (calls.length === 0) return propose(scene);
  const callId = random.pick(calls);
  const id = scene.newId('proposal');
  const asked = random.between(1_000, 300_000);
  const content = { ...contentOf(id, asked), callId };
  const submit = (stage: string) =>
    scene.ask('proposals', 'SubmitProposal', { proposalId: id, stage, content }, people.partner);
  await time.sleep(random.between(0, MAX_CALL_MS / 4));
  if (await submit('concept-note')) {
    const screening = {
      proposalId: id,
      stage: 'concept-note',
      eligible: random.chance(0.9),
      reasons: 'Read',
    };
    await scene.ask('proposals', 'ScreenProposal', screening, people.secretariat);
    await scene.ask('proposals', 'InviteProposal', { proposalId: id }, people.secretariat);
  }
  if (await submit('full')) proposals.push({ id, asked });
}

/** A proposal comes again with another amount, or is taken back. */
export async function reconsider({ random, proposals, ...scene }: Scene): Promise<void> {
  if (proposals.length === 0) return;
  const { id, asked, wanted = asked } = random.pick(proposals);
  if (random.chance(0.2)) {
    await scene.ask(
      'proposals',
      'WithdrawProposal',
      { proposalId: id, reason: 'Other plans' },
      people.partner,
    );
    return;
  }
  const content = contentOf(id, random.chance(0.8) ? wanted : random.between(1_000, asked + 1_000));
  await scene.ask('proposals', 'ReviseProposal', { proposalId: id, content }, people.partner);
}

/** Complete for both stages, within the limit of indirect cost. */
function contentOf(title: string, asked: number) {
  const indirect = Math.floor((asked * INDIRECT_SHARE) / (1 + INDIRECT_SHARE));
  const indicator = { id: 'i1', name: 'Surveys', unit: 'surveys', target: '4', disaggregatedBy: ['sex'] };
  return {
    kind: 'project',
    title,
    windowId: 'W1',
    objectives: ['O1'],
    recommendations: [],
    mandate: { objectives: 'Better data', tasks: 'Surveys', expectedResults: 'Six surveys' },
    lead: 'iom',
    partners: [],
    countries: ['GH'],
    startDate: '2008-06-01',
    endDate: '2010-05-31',
    budget: [
      { category: 1, amount: usd(asked - indirect) },
      { category: 8, amount: usd(indirect) },
    ],
    financing: { fund: usd(asked), other: [] },
    results: [{ id: 'r1', statement: 'Done', monetised: false, indicators: [indicator] }],
    documents: [],
  };
}
