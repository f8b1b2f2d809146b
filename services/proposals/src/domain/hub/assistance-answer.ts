import type { ProposalAnswer } from '../answer.ts';
import type { ProposalContent } from '../writing/content.ts';

/** What a request asks for, in the words of the page. */
export function pageAnswer(requestId: string, content: ProposalContent) {
  const {
    lead,
    title,
    countries,
    summary,
    mandate,
    windowId,
    objectives,
    results,
    assistance,
    classification = [],
  } = content;
  return {
    requestId,
    government: lead,
    title,
    countries: [...countries],
    need: mandate?.objectives ?? summary ?? '',
    asked: mandate?.tasks ?? '',
    windowId: windowId ?? null,
    objectives: [...objectives],
    results: results.map(({ statement, indicators }) => ({
      statement,
      indicators: indicators.map(({ name, unit, target }) => ({ name, unit, target })),
    })),
    implementedBy: assistance?.implementedBy ?? null,
    themes: [...classification],
    languages: [...(assistance?.languages ?? [])],
    inKind: [...(assistance?.inKind ?? [])],
  };
}

/** A request that was just filed: nothing is found for it yet, and it is no project. */
export function filedAnswer({
  proposalId,
  content,
  status,
  requested,
  verdicts,
  submittedAt,
}: ProposalAnswer) {
  return {
    ...pageAnswer(proposalId, content),
    status,
    requested,
    verdicts,
    submittedAt,
    demand: 'unmet' as const,
    projects: [],
  };
}

export type FiledAnswer = ReturnType<typeof filedAnswer>;
