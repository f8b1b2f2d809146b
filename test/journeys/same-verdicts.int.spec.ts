import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AllInOne, startAllInOne } from '@mdtf/all-in-one';
import {
  allocationRoutes,
  type CallInput,
  type Charter,
  committeeRoutes,
  proposalsRoutes,
} from '@mdtf/contracts';
import type { Verdict } from '@mdtf/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type People, peopleOf } from './people-of-system.ts';
import { decisionBody, establishTrialFund, give, proposalBody, registerOrganisations } from './trial-fund.ts';

const TIMEOUT_MS = 120_000;
const FUND = 'same-verdicts';
const PROPOSAL = 'p0';
/** 15 % of the request, to the cent; the committee gives as the plan says. */
const PARTS = { bank: 1_605_000n, pooled: 9_095_000n };
const usd = (amount: string) => ({ amount, currency: 'USD' });
const everywhere = { proposal: 'warn', agenda: 'warn', decision: 'warn' } as const;
const needsWaiver = {
  proposal: 'needs-waiver',
  agenda: 'needs-waiver',
  decision: 'needs-waiver',
} as const;

const RULES: Charter['rules'] = {
  R1: { severities: { ...everywhere, allocation: 'warn' } },
  R3: { severities: everywhere },
  R4: { severities: everywhere },
  R8: { severities: needsWaiver },
  own: [
    {
      id: 'F1',
      version: 1,
      source: 'Decision D12 of the committee',
      title: { en: 'Small requests', fr: 'Petites demandes' },
      explanation: { en: 'A request stays small.', fr: 'Une demande reste petite.' },
      severities: needsWaiver,
      holds: [[{ quantities: ['requested'], is: 'at-most', amount: '106999.99' }]],
    },
  ],
};

let folder: string;
let system: AllInOne;
let people: People;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mdtf-same-verdicts-'));
  system = await startAllInOne({ dataFolder: folder, port: 0, durable: false });
  people = peopleOf(system.url, 'same-verdicts');
  await registerOrganisations(people);
  await establishTrialFund(people, FUND, RULES);
  await give(people, FUND, { bank: 2_000_000n, pooled: 20_000_000n });
}, TIMEOUT_MS);

afterAll(async () => {
  await system?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** What a verdict says whatever the place: R1 begins with the place's name, or with the sums it counts. */
function said({ place: _place, explanation, ...verdict }: Verdict): unknown {
  const after = (text: string) => text.replace(/^.*?(?=the bank’s internal|les ressources internes)/, '');
  return { ...verdict, explanation: { en: after(explanation.en), fr: after(explanation.fr) } };
}

const all = (verdicts: readonly Verdict[], ...rules: string[]) =>
  verdicts.filter(({ rule }) => rules.includes(rule)).map(said);

const waive = async (id: string, granted: Pick<Paper, 'subject' | 'upTo'>) => {
  const { onPaper, reason, outcome } = decisionBody(id, PROPOSAL, {});
  const body = { id, onPaper, reason, outcome, amounts: [], conditions: [], ...granted };
  await people.need('secretariat', committeeRoutes.takeDecision, { params: { fundId: FUND }, body });
  await people.settle(FUND);
};
type Paper = CallInput<typeof committeeRoutes.takeDecision>['body'];

describe('one proposal', () => {
  it('checked, submitted, put on the agenda, decided and allocated, has the same verdicts each time', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const params = { fundId: FUND, proposalId: PROPOSAL };
    const { stage, content: plain } = proposalBody('Judged everywhere', 10_700_000n);
    const content = {
      ...plain,
      endDate: '2033-01-02',
      budget: [
        { category: 4, amount: usd('99000.00') },
        { category: 8, amount: usd('8000.00') },
      ],
      financing: { fund: usd('107000.00'), bankPart: usd('16050.00'), other: [] },
    };
    const body = { stage, content };
    // Two rules for every proposal of its kind, R8 up to what it asks, before it is submitted.
    await waive('w-kind', {
      subject: { kind: 'waiver', id: content.kind, scope: 'kind', rule: 'R8' },
      upTo: usd('107000.00'),
    });
    await waive('w-own', { subject: { kind: 'waiver', id: content.kind, scope: 'kind', rule: 'F1' } });
    const checked = await people.need('secretariat', proposalsRoutes.checkProposal, { params, body });
    const submitted = await people.need('secretariat', proposalsRoutes.submitProposal, { params, body });
    await people.settle(FUND);

    const session = {
      id: 's1',
      number: 1,
      startsAt: '2031-01-01T09:00:00.000Z',
      place: 'Geneva',
      title: 'First',
    };
    const fund = { fundId: FUND };
    await people.need('secretariat', committeeRoutes.conveneSession, { params: fund, body: session });
    const decision = decisionBody('d0', PROPOSAL, PARTS);
    const { subject, amounts: split } = decision;
    const item = { id: 'i0', sessionId: 's1', subject, split };
    const onAgenda = await people.need('secretariat', committeeRoutes.addAgendaItem, {
      params: fund,
      body: item,
    });
    const decided = await people.need('secretariat', committeeRoutes.takeDecision, {
      params: fund,
      body: decision,
    });
    await people.settle(FUND);
    const allocated = await people.need('secretariat', allocationRoutes.getAllocation, {
      params: { fundId: FUND, allocationId: 'd0' },
    });

    expect(checked.verdicts.map(({ rule, outcome }) => `${rule} ${outcome}`)).toEqual([
      'R1 pass',
      'R3 warn',
      'R4 pass',
      'R8 waived',
      'F1 waived',
    ]);
    const once = ['R3', 'R4', 'R8', 'F1'];
    expect(all(submitted.verdicts, 'R1', ...once)).toEqual(all(checked.verdicts, 'R1', ...once));
    expect(all(onAgenda.verdicts, ...once)).toEqual(all(checked.verdicts, ...once));
    expect(all(decided.verdicts, ...once)).toEqual(all(checked.verdicts, ...once));
    // The cap twice: on the plan as it was checked, and on all allocations with it as it is allocated.
    const [cap] = all(checked.verdicts, 'R1');
    const [whole] = all(allocated.verdicts, 'R1');
    expect(all(onAgenda.verdicts, 'R1')).toEqual([cap, whole]);
    expect(all(decided.verdicts, 'R1')).toEqual([cap, whole]);
    // Its kind is measured against what was agreed, wherever the committee and allocation look at it.
    const cost = all(allocated.verdicts, 'R13');
    expect(cost).toHaveLength(1);
    expect(all(onAgenda.verdicts, 'R13')).toEqual(cost);
    expect(all(decided.verdicts, 'R13')).toEqual(cost);
  });
});
