import type { ProposalsEvent } from '@mdtf/contracts';
import { minorOf } from '@mdtf/domain';
import { INDIRECT_CATEGORY } from '@mdtf/rules';
import { atTime, placeOf } from './moments.ts';
import type { Projector } from './projector.ts';

/** The register of recommendations, the facility request, calls, and full proposals as often as they were submitted. */
export const proposalsProjector: Projector<ProposalsEvent> = {
  RecommendationRecorded({ recommendationId, meeting, date, session, text }, entry, rows) {
    rows.recommendation.push({
      ...placeOf(entry),
      recommendation_id: recommendationId,
      meeting,
      held_on: date,
      session,
      text_en: text.en,
      text_fr: text.fr,
      ...atTime(entry),
    });
  },
  FacilityRequestSubmitted({ stage, totalSought, internal }, entry, rows) {
    const sums = { total: minorOf(totalSought), internal: minorOf(internal) };
    rows.facility_request.push({ ...placeOf(entry), stage, ...sums, ...atTime(entry) });
  },
  CallOpened({ callId, windowId, title, source, year, planned }, entry, rows) {
    rows.call.push({
      ...placeOf(entry),
      call_id: callId,
      window_id: windowId,
      title,
      origin: source,
      year,
      planned: planned === null ? null : minorOf(planned),
      ...atTime(entry),
    });
  },
  FullProposalSubmitted({ proposalId, content, requested }, entry, rows) {
    let directCost = 0n;
    let indirectCost = 0n;
    for (const { category, amount } of content.budget) {
      if (category === INDIRECT_CATEGORY) indirectCost += minorOf(amount);
      else directCost += minorOf(amount);
    }
    const { beneficiaries } = content;
    rows.proposal.push({
      ...placeOf(entry),
      proposal_id: proposalId,
      kind: content.kind,
      title: content.title,
      lead: content.lead,
      call_id: content.callId ?? null,
      window_id: content.windowId ?? null,
      start_date: content.startDate ?? null,
      end_date: content.endDate ?? null,
      requested: minorOf(requested),
      direct_cost: directCost,
      indirect_cost: indirectCost,
      countries: content.countries,
      recommendations: content.recommendations,
      women: countOf(beneficiaries?.women),
      men: countOf(beneficiaries?.men),
      girls: countOf(beneficiaries?.girls),
      boys: countOf(beneficiaries?.boys),
      ...atTime(entry),
    });
  },
};

function countOf(people: number | undefined): bigint | null {
  return people === undefined ? null : BigInt(people);
}
