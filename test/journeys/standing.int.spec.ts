import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AllInOne, startAllInOne } from '@mdtf/all-in-one';
import { allocationRoutes, committeeRoutes, proposalsRoutes } from '@mdtf/contracts';
import type { Verdict } from '@mdtf/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type People, peopleOf } from './people-of-system.ts';
import { decisionBody, give, proposalBody, registerOrganisations, TRIAL_CHARTER } from './trial-fund.ts';

const TIMEOUT_MS = 120_000;
const FUND = 'standing';
const AMOUNT = 1_000_000n;
const fund = { fundId: FUND };
const partner = { ...fund, organisationId: 'fund-secretariat' };

let folder: string;
let system: AllInOne;
let people: People;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mdtf-standing-'));
  system = await startAllInOne({ dataFolder: folder, port: 0, durable: false, checkAnswers: true });
  people = peopleOf(system.url, 'standing');
  await registerOrganisations(people);
  const organisation = 'fund-secretariat';
  const dueDiligence = { before: ['payment' as const], organisations: 'lead' as const };
  await people.need('admin', committeeRoutes.establishFund, {
    body: {
      id: FUND,
      charter: { ...TRIAL_CHARTER, dueDiligence },
      grants: [
        { person: 'secretariat', role: 'secretariat' },
        { person: 'secretariat-2', role: 'secretariat' },
        { person: 'partner', role: 'partner', organisation },
        { person: 'secretariat', role: 'partner', organisation },
        { person: 'treasurer-1', role: 'treasurer' },
        { person: 'treasurer-2', role: 'treasurer' },
        { person: 'auditor', role: 'auditor' },
      ],
    },
  });
  await people.settle(FUND);
  await give(people, FUND, { pooled: 100_000_000n });
}, TIMEOUT_MS);

afterAll(async () => {
  await system?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function flag(id: string, level: 'warning' | 'blocked'): Promise<void> {
  const body = { id, level, reason: 'An audit is open' };
  await people.need('treasurer-1', committeeRoutes.flagOrganisation, { params: partner, body });
  await people.settle(FUND);
}

async function lift(flagId: string): Promise<void> {
  const params = { ...partner, flagId };
  await people.need('treasurer-2', committeeRoutes.liftFlag, {
    params,
    body: { reason: 'The audit is closed' },
  });
  await people.settle(FUND);
}

const asked = (proposalId: string) => ({
  params: { ...fund, proposalId },
  body: proposalBody(`Proposal ${proposalId}`, AMOUNT),
});
const decided = (id: string) => ({ params: fund, body: decisionBody(`d-${id}`, id, { pooled: AMOUNT }) });
const onStanding = (verdicts: readonly Verdict[]) => {
  const found = verdicts.filter(({ rule }) => rule === 'standing');
  return found.map(({ place: _, ...said }) => said);
};
const codeOf = (answer: { readonly body: unknown }) =>
  (answer.body as { type?: string }).type?.replace('urn:mdtf:problem:', '');

describe('an organisation with a warning', () => {
  it('is shown with it wherever its proposal is judged, in the same words', {
    timeout: TIMEOUT_MS,
  }, async () => {
    await flag('w', 'warning');
    const checked = await people.need('secretariat', proposalsRoutes.checkProposal, asked('p0'));
    const submitted = await people.need('secretariat', proposalsRoutes.submitProposal, asked('p0'));
    await people.settle(FUND);
    const session = {
      id: 's',
      number: 1,
      startsAt: '2031-01-01T09:00:00.000Z',
      place: 'Geneva',
      title: 'First',
    };
    await people.need('secretariat', committeeRoutes.conveneSession, { params: fund, body: session });
    const { subject, amounts: split } = decided('p0').body;
    const item = { id: 'i', sessionId: 's', subject, split };
    const onAgenda = await people.need('secretariat', committeeRoutes.addAgendaItem, {
      params: fund,
      body: item,
    });
    const taken = await people.need('secretariat', committeeRoutes.takeDecision, decided('p0'));
    await people.settle(FUND);
    const params = { ...fund, allocationId: 'd-p0' };
    const allocated = await people.need('secretariat', allocationRoutes.getAllocation, { params });
    expect(checked.wouldBeAccepted).toBe(true);
    const [said] = onStanding(checked.verdicts);
    expect(said).toMatchObject({
      outcome: 'warn',
      explanation: { en: expect.stringContaining('carries a warning') },
    });
    for (const { verdicts } of [submitted, onAgenda, taken, allocated])
      expect(onStanding(verdicts)).toEqual([said]);
    await lift('w');
  });
});

describe('an organisation that is blocked', () => {
  it('is refused at submission as its check said, its money is not allocated, and goes on once the flag is lifted', {
    timeout: TIMEOUT_MS,
  }, async () => {
    await people.need('secretariat', proposalsRoutes.submitProposal, asked('p1'));
    await flag('b', 'blocked');
    const checked = await people.need('secretariat', proposalsRoutes.checkProposal, asked('p2'));
    const refused = await people.ask('secretariat', proposalsRoutes.submitProposal, asked('p2'));
    expect(checked.wouldBeAccepted).toBe(false);
    expect([refused.status, codeOf(refused)]).toEqual([422, 'organisation-blocked']);
    const { detail } = refused.body as { detail?: string };
    expect(checked.errors).toContainEqual({ field: 'body.content.lead', message: detail });

    await people.need('secretariat', committeeRoutes.takeDecision, decided('p1'));
    await people.settle(FUND);
    const decision = { params: { ...fund, decisionId: 'd-p1' } };
    expect(await people.need('auditor', committeeRoutes.getDecision, decision)).toMatchObject({
      carriedOut: 'no',
      notCarriedOut: { code: 'organisation-blocked' },
    });
    const standing = await people.need('partner', committeeRoutes.getStanding, { params: partner });
    expect(standing).toMatchObject({
      status: 'blocked',
      flags: [{ flagId: 'b', reason: 'An audit is open' }],
    });

    await lift('b');
    await people.need('secretariat', proposalsRoutes.submitProposal, asked('p2'));
    await people.need('secretariat', allocationRoutes.allocate, {
      params: fund,
      body: { decisionId: 'd-p1' },
    });
  });

  it('is not paid, whichever step the payment is at; nor is one without the due diligence that the charter requires', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const offer = { params: fund, body: { id: 'M', allocationId: 'd-p0' } };
    const under = { params: { ...fund, mandateId: 'M' } };
    expect(codeOf(await people.ask('secretariat', allocationRoutes.offerMandate, offer))).toBe(
      'due-diligence-missing',
    );
    const findings = {
      questions: [{ question: 'Audited?', answer: 'Yes.', evidence: [{ reference: 'Report 2029' }] }],
      rating: 'low' as const,
      validFrom: '2020-01-01',
      validUntil: '2099-12-31',
    };
    const body = { id: 'dd', ...findings };
    await people.need('secretariat', committeeRoutes.recordDueDiligence, { params: partner, body });
    const confirm = { params: { ...partner, recordId: 'dd' } };
    expect(codeOf(await people.ask('secretariat', committeeRoutes.confirmDueDiligence, confirm))).toBe(
      'own-organisation',
    );
    await people.need('secretariat-2', committeeRoutes.confirmDueDiligence, confirm);
    await people.settle(FUND);

    await people.need('secretariat', allocationRoutes.offerMandate, offer);
    await people.need('partner', allocationRoutes.acceptMandate, under);
    const amount = { amount: '100.00', currency: 'USD' };
    const tranche = { ...under, body: { id: 'T', amount, purpose: 'The first part.' } };
    await people.need('partner', allocationRoutes.requestTranche, tranche);
    const payment = { params: { ...under.params, trancheId: 'T' } };
    await people.need('treasurer-1', allocationRoutes.approveTranche, payment);
    await flag('late', 'blocked');
    const transfer = { ...payment, body: { reference: 'wire' } };
    const stopped = await people.ask('treasurer-2', allocationRoutes.disburseTranche, transfer);
    expect([stopped.status, codeOf(stopped)]).toEqual([422, 'organisation-blocked']);
    await lift('late');
    await people.need('treasurer-2', allocationRoutes.disburseTranche, transfer);
  });
});
