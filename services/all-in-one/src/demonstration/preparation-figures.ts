import { committeeRoutes, proposalsRoutes, reportingRoutes } from '@mdtf/contracts';
import { minorOf, moneyOf, sumMinor } from '@mdtf/domain';
import { P4_QUESTION } from './clarifications.ts';
import { daysOf, factsOf } from './facts.ts';
import { params, usd } from './fund.ts';
import { CALL } from './proposals.ts';
import { money } from './reading.ts';
import type { Story } from './story.ts';

const onCall = { ...params, callId: CALL };

/** What was done before the third session: the meetings followed up, clarifications, reviews and their ranking, who applies with whom. */
export async function preparationFigures(story: Story): Promise<void> {
  await meetings(story);
  await clarifications(story);
  await reviewed(story);
  await packs(story);
  await togetherWith(story);
}

async function meetings({ api, say, book }: Story): Promise<void> {
  say('The calendar of follow-up events, published in versions.');
  const calendar = async (asOf?: string) =>
    (
      await api.read('auditor', reportingRoutes.listFollowUpEvents, {
        params,
        query: asOf === undefined ? {} : { asOf },
      })
    ).items.map(({ number, version, startsOn, endsOn, venue }) => {
      return `${number} ${venue} ${startsOn} to ${endsOn}, version ${version}`;
    });
  const brussels = '1 Brussels 2007-07-09 to 2007-07-11, version 1';
  book.check(
    'meetings of the Forum',
    `${brussels}; 2 Manila 2008-10-29 to 2008-10-30, version 2`,
    (await calendar()).join('; '),
  );
  book.check(
    'the same as published in 2007',
    `${brussels}; 2 Manila 2008-10-27 to 2008-10-30, version 1`,
    (await calendar('2007-12-31')).join('; '),
  );
}

async function clarifications({ api, say, book }: Story): Promise<void> {
  say(
    'Clarifications: one about the call, for all; one to P4’s applicant, answered before the end of 18 April.',
  );
  const { items } = await api.read('auditor', proposalsRoutes.listCallClarifications, { params: onCall });
  book.check('questions about the call, answered for all', '1', items[0]?.answers.length);
  const asked = await api.read('auditor', proposalsRoutes.listProposalClarifications, {
    params: { ...params, proposalId: 'P4' },
  });
  book.check('clarifications end', '2008-04-18T21:59:59.000Z', asked.items[0]?.due);
  const days = daysOf(await factsOf(api, 'proposals'), 'proposal-question-answered');
  book.check('P4’s applicant answered', '2008-04-18', days);
  const late = await api.refused('partner-remit', proposalsRoutes.answerAsApplicant, {
    params: P4_QUESTION,
    body: { answer: 'And one thing more.' },
  });
  say(`  ${late.title}: ${late.detail ?? ''}`);
  book.check('an answer after the end', 'answer-too-late', late.type.replace(/^.*:/, ''));
  const question = await api.refused('partner-remit', proposalsRoutes.askAboutCall, {
    params: onCall,
    body: { question: 'May costs of preparation be charged?' },
  });
  say(`  ${question.title}: ${question.detail ?? ''}`);
  book.check('a question about the call by then', 'questions-closed', question.type.replace(/^.*:/, ''));
}

async function reviewed({ api, say, book }: Story): Promise<void> {
  say('Reviews: two to each proposal, signed and complete between 3 and 21 March; the ranking.');
  const facts = await factsOf(api, 'proposals');
  book.check('reviewers assigned', '2008-03-03', daysOf(facts, 'reviewer-assigned'));
  book.check('their statements signed', '2008-03-03', daysOf(facts, 'reviewer-statement-signed'));
  book.check('reviews complete', '2008-03-14, 2008-03-21', daysOf(facts, 'review-completed'));
  book.check('reviews in all', '12', facts.filter(({ type }) => type === 'review-completed').length);
  const { items } = await api.read('auditor', proposalsRoutes.getRanking, { params: onCall });
  for (const { rank, reasons } of items) if (rank === 1) say(`  ${reasons.en}`);
  book.check(
    'the ranking',
    '1 P1 4.75, 2 P5 4.60, 3 P6 4.25, 4 P4 3.45, 5 P2 3.40, 6 P3 2.50',
    items.map(({ rank, proposalId, result }) => `${rank} ${proposalId} ${result?.mean.value}`).join(', '),
  );
}

async function packs({ api, say, book }: Story): Promise<void> {
  say('What a seat reads on P1 before it decides: one pack, with its place among the reviewed.');
  const pack = await api.read('seat-1', committeeRoutes.getAgendaPack, {
    params: { ...params, agendaItemId: 'P1' },
  });
  const { standing, completed } = pack.reviews ?? {};
  book.check('P1’s pack: rank', '1 of 6', `${standing?.rank} of ${standing?.of}`);
  book.check('P1’s pack: reviews', '2', completed?.length);
  const own = await api.read('seat-5', committeeRoutes.getAgendaPack, {
    params: { ...params, agendaItemId: 'P6' },
  });
  book.check('P6’s pack for seat 5, which applies with it', 'without-reviews', own.shown);
}

async function togetherWith({ api, say, book }: Story): Promise<void> {
  say('Who applies with whom, and what goes with P1.');
  const contentOf = async (proposalId: string) =>
    (await api.read('auditor', proposalsRoutes.getProposal, { params: { ...params, proposalId } })).content;
  const p2 = await contentOf('P2');
  const shares = p2.partners.flatMap(({ share }) => share ?? []);
  const lead = minorOf(p2.financing?.fund ?? usd('0.00')) - sumMinor(shares, 'USD');
  book.check('P2: countries', '8', p2.countries.length);
  book.check(
    'P2: lead and partners share',
    '660000.00 + 610000.00 + 228000.00',
    [moneyOf(lead, 'USD'), ...shares].map(money).join(' + '),
  );
  const ministry = (await contentOf('P6')).partners[0];
  book.check(
    'P6’s co-applicant',
    'Ministry of Health of Country X (country-x): true',
    `${ministry?.organisation} (${ministry?.organisationId}): ${ministry?.coApplicant}`,
  );
  const interests = await api.read('auditor', committeeRoutes.listInterests, {
    params: { ...params, agendaItemId: 'P6' },
  });
  const seat5 = interests.items.find(({ seat }) => seat === '5');
  book.check('seat 5 in P6', 'consortium', seat5?.roles.join(' '));
  const { items } = await api.read('auditor', proposalsRoutes.listProposalDocuments, {
    params: { ...params, proposalId: 'P1' },
  });
  book.check('documents of P1', 'module.pdf application/pdf', `${items[0]?.fileName} ${items[0]?.mediaType}`);
}
