import type { ApprovedAmount, DecisionSubject, Needs, Slice, StateRef } from '@mdtf/domain';
import { withProposal } from './amendment.ts';
import { CURRENT, charterAggregate } from './charter.ts';
import { proposalNeeds } from './proposal-at-hand.ts';
import { subjectFacts } from './subject-check.ts';

/** What is put to the committee, and the money it would take. */
interface Put {
  readonly subject: DecisionSubject;
  readonly amounts: readonly ApprovedAmount[];
}

/** The charter and the documents behind a subject that is put to the committee, with those that the command adds. */
export function needsAbout(
  { subject: asked, amounts }: Put,
  slice: Slice | undefined,
  added: (subject: DecisionSubject) => readonly StateRef[],
): Needs {
  const subject = withProposal(asked, slice);
  const about = proposalNeeds(subject, amounts, slice);
  return {
    own: [{ kind: charterAggregate.kind, id: CURRENT }, ...added(subject), ...about.own],
    facts: [...subjectFacts(subject), ...about.facts],
    platform: about.platform,
  };
}
