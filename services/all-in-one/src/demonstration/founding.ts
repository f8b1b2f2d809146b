import { committeeRoutes, proposalsRoutes } from '@mdtf/contracts';
import type { Api } from './api.ts';
import { charterVersion1 } from './charter.ts';
import { answerAboutCall, askAboutCall, QUESTIONS_DUE } from './clarifications.ts';
import { eligibility } from './eligibility.ts';
import { announceMeetings } from './follow-up.ts';
import { FUND, morning, params, usd } from './fund.ts';
import { firstGrants, organisations, personOf, seatHolders } from './people.ts';
import { CALL, P1, P2, P3, P4, P5, P6, S0 } from './proposals.ts';
import { recommendations } from './recommendations.ts';
import { REVIEW_CRITERIA } from './reviews.ts';
import { attachSurveyModule } from './survey-module.ts';

const CHARTER_ON_PAPER = { reference: 'SCPF/13, annex: the proposal of the Partnership', date: '2007-11-16' };

/** Organisations, charter and roles, seats, the register of recommendations, and when the Forum met and meets next. */
export async function foundation(api: Api): Promise<void> {
  for (const organisation of organisations) {
    const identifiers = 'identifiers' in organisation ? organisation.identifiers : [];
    await api.send('admin', committeeRoutes.registerOrganisation, {
      body: { ...organisation, kinds: [...organisation.kinds], identifiers: [...identifiers] },
    });
  }
  await api.send('admin', committeeRoutes.establishFund, {
    body: { id: FUND, charter: { ...charterVersion1, document: CHARTER_ON_PAPER }, grants: [...firstGrants] },
  });
  await api.settle(FUND);
  for (const [seat, organisation] of Object.entries(seatHolders)) {
    await api.send('secretariat', committeeRoutes.seatMember, { params, body: { seat, organisation } });
  }
  for (const recommendation of recommendations) {
    await api.send('secretariat', proposalsRoutes.recordRecommendation, { params, body: recommendation });
  }
  await announceMeetings(api);
}

/** The proposals of the first call. */
export const firstRound = { P1, P2, P3, P4, P5, P6 };

/** The call, a question about it, concept notes, the preliminary facility request, screening and invitations. */
export async function callAndConceptNotes(api: Api): Promise<void> {
  await api.clock(FUND, morning('2007-11-19'));
  await api.send('secretariat', proposalsRoutes.openCall, {
    params,
    body: {
      id: CALL,
      title: 'First call of the Partnership',
      year: 2007,
      planned: usd('5600000.00'),
      conceptNotesDue: '2007-12-03T22:59:59.000Z',
      fullProposalsDue: '2008-01-15T22:59:59.000Z',
      questionsDue: QUESTIONS_DUE,
      criteria: REVIEW_CRITERIA,
    },
  });
  await api.clock(FUND, morning('2007-12-03'));
  await askAboutCall(api);
  for (const [id, content] of Object.entries(firstRound)) {
    const person = personOf(content.lead);
    await api.send(person, proposalsRoutes.draftProposal, { params, body: { id, content } });
    await api.send(person, proposalsRoutes.submitProposal, {
      params: { ...params, proposalId: id },
      body: { stage: 'concept-note' },
    });
  }
  await api.send('secretariat', proposalsRoutes.submitFacilityRequest, {
    params,
    body: { ...facilityRequest, stage: 'preliminary' },
  });
  await api.clock(FUND, morning('2007-12-14'));
  await answerAboutCall(api);
  for (const proposalId of Object.keys(firstRound)) {
    await api.send('secretariat', proposalsRoutes.screenProposal, {
      params: { ...params, proposalId },
      body: {
        stage: 'concept-note',
        eligible: true,
        reasons: 'Complete, and within the objectives of the window.',
      },
    });
    await api.send('secretariat', proposalsRoutes.inviteProposal, {
      params: { ...params, proposalId },
      body: {},
    });
  }
}

const facilityRequest = {
  stage: 'formal' as const,
  totalSought: usd('8000000.00'),
  internal: usd('1200000.00'),
  donors: [
    { donor: 'State A', amount: usd('3000000.00'), confirmed: true },
    { donor: 'State B', amount: usd('2200000.00'), confirmed: true },
    { donor: 'State C', amount: usd('1300000.00'), confirmed: false },
    { donor: 'Foundation D', amount: usd('300000.00'), confirmed: true },
  ],
  facilityPartners: ['Global Migration Group'],
  substantiveBasis:
    'Migration and development gain from each other where data, coherent policies and capacities exist; the Partnership finances and coordinates those who work on them.',
};

/** The formal facility request and the full proposals, on the day they are due. */
export async function fullProposals(api: Api): Promise<void> {
  await api.clock(FUND, morning('2008-01-15'));
  await api.send('secretariat', proposalsRoutes.submitFacilityRequest, {
    params,
    body: {
      ...facilityRequest,
      governance:
        'An oversight committee of nine seats: donors, developing countries, other stakeholders; the bank without vote.',
      evaluation: 'Each pilot is evaluated; the fund itself after three years, independently.',
      eligibility,
    },
  });
  await attachSurveyModule(api);
  for (const [id, content] of Object.entries(firstRound)) {
    await api.send(personOf(content.lead), proposalsRoutes.submitProposal, {
      params: { ...params, proposalId: id },
      body: { stage: 'full' },
    });
  }
  await api.send('secretariat', proposalsRoutes.submitProposal, {
    params: { ...params, proposalId: 'S0' },
    body: { stage: 'full', content: S0 },
  });
}
