import { committeeRoutes } from '@mdtf/contracts';
import type { Api } from './api.ts';
import { params } from './fund.ts';
import { partners } from './people.ts';

const QUESTIONS = [
  {
    question: 'Is it legally registered, and who represents it?',
    answer: 'Yes; its statutes name who signs for it.',
    evidence: [{ reference: 'Statutes, as deposited' }],
  },
  {
    question: 'Are its accounts audited by somebody independent?',
    answer: 'Each year, without reservation in the last three.',
    evidence: [{ reference: 'Audit reports 2004 to 2006' }],
  },
  {
    question: 'Can it account for the fund’s money apart from its own?',
    answer: 'Yes, by project code.',
    evidence: [],
  },
];

/** A due diligence on each partner, recorded by the secretariat and confirmed by a treasurer; one observation, which stops nothing. */
export async function partnersChecked(api: Api): Promise<void> {
  for (const organisationId of Object.values(partners)) {
    const recordId = `due-diligence-${organisationId}`;
    const about = { ...params, organisationId };
    await api.send('secretariat', committeeRoutes.recordDueDiligence, {
      params: about,
      body: {
        id: recordId,
        questions: QUESTIONS,
        rating: 'low',
        validFrom: '2007-12-14',
        validUntil: '2009-12-31',
      },
    });
    await api.send('treasurer-1', committeeRoutes.confirmDueDiligence, { params: { ...about, recordId } });
  }
  await api.send('treasurer-1', committeeRoutes.flagOrganisation, {
    params: { ...params, organisationId: 'remit-compare' },
    body: {
      id: 'remit-compare-accounts',
      level: 'observation',
      reason: 'Its accounts of 2006 were audited four months late.',
      until: '2008-12-31',
    },
  });
}
