import {
  allocationRoutes,
  committeeRoutes,
  FUND_ROLES,
  proposalsRoutes,
  reportingRoutes,
} from '@mdtf/contracts';
import type { People } from '../../journeys/people-of-system.ts';
import { usd } from './contents.ts';
import { otherSide, params, personOf, SECRETARIAT, type Side, thingsOf, wordsOf } from './things.ts';

/** A side's mandate, its first payment and refund, and the match that both sides agree to. */
export async function carryOut(people: People, side: Side): Promise<void> {
  const { funded, match, request } = thingsOf(side);
  const { allocationId } = await people.need(SECRETARIAT, committeeRoutes.getDecision, {
    params: { ...params, decisionId: funded },
  });
  await people.need(SECRETARIAT, allocationRoutes.offerMandate, {
    params,
    body: { id: funded, allocationId: allocationId ?? '' },
  });
  const mandate = { ...params, mandateId: funded };
  await people.need(personOf('partner', side), allocationRoutes.acceptMandate, { params: mandate });
  await people.need(personOf('partner', side), allocationRoutes.requestTranche, {
    params: mandate,
    body: { id: funded, amount: usd('1000.00'), purpose: 'To begin' },
  });
  const tranche = { ...mandate, trancheId: funded };
  await people.need('treasurer-a', allocationRoutes.approveTranche, { params: tranche });
  await people.need('treasurer-b', allocationRoutes.disburseTranche, {
    params: tranche,
    body: { reference: 'Transfer' },
  });
  await people.need('treasurer-a', allocationRoutes.recordRefund, {
    params: mandate,
    body: { id: funded, amount: usd('1.00'), reason: 'Unspent', reference: 'Transfer back' },
  });
  for (const [person, of] of [
    [personOf('partner', side), 'demand'],
    [personOf('donor', side), 'offer'],
  ] as const)
    await people.need(person, proposalsRoutes.answerMatch, {
      params: { ...params, requestId: request, matchId: match },
      body: { side: of, accepted: true },
    });
}

/** What a side's partner reports. */
export async function report(people: People, side: Side): Promise<void> {
  const { funded: activityId, progressReport } = thingsOf(side);
  const of = { ...params, activityId };
  const partner = personOf('partner', side);
  const { reported } = wordsOf(side);
  const period = { from: '2020-01-01', to: '2020-12-31' };
  await people.need(partner, reportingRoutes.submitProgressReport, {
    params: of,
    body: { id: progressReport, period, narrative: reported },
  });
  await people.need(partner, reportingRoutes.submitFinancialReport, {
    params: of,
    body: { id: progressReport, period, lines: [{ category: 1, amount: usd('10.00') }], note: reported },
  });
}

/** What each person has for itself. */
export async function enterForEach(people: People, side: Side): Promise<void> {
  for (const role of FUND_ROLES) {
    const person = personOf(role, side);
    const body = { email: `${person}@example.org`, tell: [] };
    const tell = role === 'seat-holder' || role === 'alternate' ? {} : body;
    await people.need(person, reportingRoutes.setContact, {
      params: { ...params, person: 'me' },
      body: { email: body.email, ...tell },
      ifMatch: '"0"',
    });
    for (const webhookId of [person, `spare-of-${person}`])
      await people.need(person, reportingRoutes.setWebhook, {
        params: { ...params, webhookId },
        body: { url: 'https://hooks.example.org/mdtf', active: false },
        ifMatch: '"0"',
      });
    await people.need(person, reportingRoutes.makeDeadlineFeed, { params });
  }
}

/** Asks one side's seat alone: the other one is left out. */
export async function silence(people: People, side: Side): Promise<void> {
  const { silence: id } = thingsOf(side);
  const left = thingsOf(otherSide(side)).seat;
  await people.need(SECRETARIAT, committeeRoutes.openNonObjection, {
    params,
    body: {
      id,
      subject: { kind: 'other', id },
      title: id,
      reason: 'Agreed before.',
      interests: [{ seat: left, nature: 'Its own matter.', ruling: 'recusal' }],
    },
  });
}
