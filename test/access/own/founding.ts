import {
  allocationRoutes,
  type CallInput,
  type Charter,
  committeeRoutes,
  FUND_ROLES,
  proposalsRoutes,
} from '@mdtf/contracts';
import type { People } from '../../journeys/people-of-system.ts';
import { TRIAL_CHARTER } from '../../journeys/trial-fund.ts';
import { carryOut, enterForEach, report, silence } from './carrying-out.ts';
import { ASKED, contentOf, fileOf, offerOf, requestOf, unfinishedOf, usd } from './contents.ts';
import {
  FUND,
  params,
  personOf,
  placeOf,
  SECRETARIAT,
  SIDES,
  type Side,
  thingsOf,
  wordsOf,
} from './things.ts';

const both = (text: string) => ({ en: text, fr: text });

const CHARTER: Charter = {
  ...TRIAL_CHARTER,
  windows: [{ id: 'W', title: both('W'), actsForForum: false, alwaysOpen: true, objectives: ['O1'] }],
  seats: ['1', '2'].map((id) => ({ id, constituency: 'all', title: both(`Seat ${id}`), voting: true })),
  rules: {},
  assistanceThreshold: usd('250000.00'),
};

const CRITERIA = {
  scale: { min: 0, max: 5 },
  criteria: [{ id: 'need', title: both('Need'), weight: 1 }],
  tolerancePercent: 30,
};

/** Founds the fund, and gives each side one of everything that can be somebody's own; answers documents' ids by side. */
export async function foundOfTwo(people: People): Promise<Readonly<Record<Side, string>>> {
  await register(people);
  await people.need('admin', committeeRoutes.establishFund, {
    body: { id: FUND, charter: CHARTER, grants: grants() },
  });
  await people.settle(FUND, SECRETARIAT);
  await prepare(people);
  const documents = { a: await begin(people, 'a'), b: await begin(people, 'b') };
  await people.settle(FUND, SECRETARIAT);
  await open(people);
  for (const side of SIDES) await review(people, side);
  for (const side of SIDES) await decide(people, side);
  await people.settle(FUND, SECRETARIAT);
  for (const side of SIDES) await carryOut(people, side);
  await people.settle(FUND, SECRETARIAT);
  for (const side of SIDES) await report(people, side);
  for (const side of SIDES) await enterForEach(people, side);
  for (const side of SIDES) await silence(people, side);
  await people.settle(FUND, SECRETARIAT);
  return documents;
}

type Registration = CallInput<typeof committeeRoutes.registerOrganisation>['body'];

async function register(people: People): Promise<void> {
  const ofSides = SIDES.flatMap((side): Registration[] => {
    const { agency, country, donor } = thingsOf(side);
    return [
      { id: agency, name: `Agency ${side}`, kinds: ['partner'], type: 'international' },
      { id: country, name: `Country ${side}`, kinds: ['stakeholder', 'partner'], type: 'government' },
      { id: donor, name: `Donor ${side}`, kinds: ['donor'], type: 'government' },
    ];
  });
  const others: Registration[] = [
    { id: thingsOf('another').agency, name: 'Another agency', kinds: ['partner'], type: 'international' },
    { id: 'fund-secretariat', name: 'Secretariat', kinds: ['partner'], type: 'other' },
    { id: 'the-bank', name: 'The bank', kinds: ['donor', 'administering-bank'], type: 'bank' },
  ];
  for (const body of [...ofSides, ...others])
    await people.need('admin', committeeRoutes.registerOrganisation, { body });
}

function grants(): CallInput<typeof committeeRoutes.establishFund>['body']['grants'] {
  const ofSides = SIDES.flatMap((side) => [
    ...FUND_ROLES.map((role) => ({ person: personOf(role, side), role, ...placeOf(role, side) })),
    { person: personOf('partner', side), role: 'partner' as const, organisation: thingsOf(side).country },
  ]);
  return [...ofSides, { person: 'co-author', role: 'partner', organisation: thingsOf('another').agency }];
}

async function prepare(people: People): Promise<void> {
  for (const side of SIDES) {
    const { seat, donor } = thingsOf(side);
    const body = { seat, organisation: donor };
    await people.need(SECRETARIAT, committeeRoutes.seatMember, { params, body });
  }
  const gift = { id: 'gift', donor: 'donor-a', amount: usd('5000000.00'), internal: false, feePercent: '0' };
  await people.need('treasurer-a', allocationRoutes.recordContribution, { params, body: gift });
  await people.need('treasurer-a', allocationRoutes.recordDeposit, {
    params: { ...params, contributionId: 'gift' },
    body: { gross: usd('5000000.00'), reference: 'Credit advice' },
  });
  const call = { id: 'call', windowId: 'W', title: 'The call', criteria: CRITERIA };
  await people.need(SECRETARIAT, proposalsRoutes.openCall, { params, body: call });
  await people.need(SECRETARIAT, proposalsRoutes.draftProposal, {
    params,
    body: { id: thingsOf('secretariat').draft, content: contentOf('secretariat') },
  });
  await people.need(SECRETARIAT, proposalsRoutes.nameCoAuthor, {
    params: { ...params, proposalId: thingsOf('secretariat').draft, person: 'co-author' },
  });
}

/** What a side writes, asks for and offers. */
async function begin(people: People, side: Side): Promise<string> {
  const partner = personOf('partner', side);
  const { draft, open, rejected, funded, request, agency, donor, match } = thingsOf(side);
  const { written } = wordsOf(side);
  await people.need(partner, proposalsRoutes.draftProposal, {
    params,
    body: { id: draft, content: { ...unfinishedOf(side), title: written } },
  });
  await people.need(partner, proposalsRoutes.nameCoAuthor, {
    params: { ...params, proposalId: draft, person: 'co-author' },
  });
  for (const proposalId of [open, rejected, funded])
    await people.need(partner, proposalsRoutes.submitProposal, {
      params: { ...params, proposalId },
      body: {
        stage: 'full',
        content: proposalId === open ? { ...contentOf(side), title: written } : contentOf(side),
      },
    });
  const { documentId } = await people.need(partner, proposalsRoutes.attachDocument, {
    params: { ...params, proposalId: open },
    query: { title: written },
    body: fileOf(side),
  });
  await people.need(partner, proposalsRoutes.fileAssistanceRequest, {
    params,
    body: { id: request, ...requestOf(side, '1000.00') },
  });
  for (const [person, organisation] of [
    [partner, agency],
    [personOf('donor', side), donor],
  ] as const)
    for (const id of [`of-${organisation}`, `spare-of-${organisation}`])
      await people.need(person, proposalsRoutes.makeOffer, {
        params,
        body: { id, ...offerOf(organisation) },
      });
  await people.need(SECRETARIAT, proposalsRoutes.proposeMatch, {
    params: { ...params, requestId: request },
    body: { id: match, offerId: `of-${donor}` },
  });
  return documentId;
}

/** What concerns both: an item on an agenda, and a term of silence. */
async function open(people: People): Promise<void> {
  const startsAt = '2035-01-01T09:00:00.000Z';
  const session = { id: 'session', number: 1, startsAt, place: 'Geneva', title: 'The session' };
  await people.need(SECRETARIAT, committeeRoutes.conveneSession, { params, body: session });
  for (const id of ['vote', 'interest'])
    await people.need(SECRETARIAT, committeeRoutes.addAgendaItem, {
      params,
      body: { id, sessionId: 'session', subject: { kind: 'other', id }, title: id },
    });
  for (const id of ['answer', 'recusal'])
    await people.need(SECRETARIAT, committeeRoutes.openNonObjection, {
      params,
      body: { id, subject: { kind: 'other', id }, title: id, reason: 'Agreed before.' },
    });
}

/** A question, and a review that is completed. */
async function review(people: People, side: Side): Promise<void> {
  const { open: proposalId, question, review: id } = thingsOf(side);
  const of = { ...params, proposalId };
  await people.need(SECRETARIAT, proposalsRoutes.askApplicant, {
    params: of,
    body: { id: question, question: `${wordsOf(side).written}: how many?` },
  });
  await people.need(SECRETARIAT, proposalsRoutes.assignReviewer, {
    params: of,
    body: { id, reviewer: personOf('reviewer', side) },
  });
  await people.need(personOf('reviewer', side), proposalsRoutes.signReviewStatement, {
    params: { ...of, reviewId: id },
    body: { conflict: false },
  });
  await people.need(personOf('reviewer', side), proposalsRoutes.completeReview, {
    params: { ...of, reviewId: id },
    body: {
      content: {
        scores: [{ criterion: 'need', points: 4 }],
        summary: wordsOf(side).written,
        recommendation: 'fund',
      },
    },
  });
}

async function decide(people: People, side: Side): Promise<void> {
  const { rejected, funded } = thingsOf(side);
  const onPaper = { reference: 'Letter', date: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10) };
  for (const [id, outcome] of [
    [rejected, 'rejected'],
    [funded, 'approved'],
  ] as const)
    await people.need(SECRETARIAT, committeeRoutes.takeDecision, {
      params,
      body: {
        id,
        onPaper,
        subject: { kind: 'proposal', id },
        outcome,
        amounts: outcome === 'approved' ? [{ pot: 'pooled', windowId: 'W', amount: ASKED }] : [],
        reason: 'As in the letter.',
      },
    });
}
