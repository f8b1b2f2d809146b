import type { CommitteeEvent } from '@mdtf/contracts';
import { type Money, minorOf } from '@mdtf/domain';
import { PLATFORM, type ReadEntry } from '@mdtf/fund-log';
import { atTime, onDay, placeOf } from './moments.ts';
import type { Projector } from './projector.ts';
import type { Rows } from './tables.ts';

/** Organisations, charters, decisions and what became of them. */
export const committeeProjector: Projector<CommitteeEvent> = {
  OrganisationRegistered: organisationAsKnown,
  OrganisationCorrected({ organisation }, entry, rows) {
    organisationAsKnown(organisation, entry, rows);
  },
  CharterAdopted({ version, charter }, entry, rows) {
    rows.charter.push({
      ...placeOf(entry),
      version,
      title_en: charter.title.en,
      title_fr: charter.title.fr,
      currency: charter.currency,
      time_zone: charter.timeZone,
      publishes: charter.publishes,
      unpublished: charter.unpublished ?? null,
      rules: charter.rules,
      windows: charter.windows.map(({ id, title }) => ({ id, title })),
      reminders: charter.reminders ?? null,
      happened: entry.time,
      recorded_at: entry.recordedAt,
    });
  },
  DecisionTaken(data, entry, rows) {
    rows.decision.push({
      ...placeOf(entry),
      decision_id: data.decisionId,
      subject_kind: data.subject.kind,
      subject_id: data.subject.id,
      session_id: data.sessionId,
      title: data.title,
      outcome: data.outcome,
      reason: data.reason,
      reason_fr: data.reasonIn?.fr ?? null,
      approved: data.amounts.reduce((sum, { amount }) => sum + minorOf(amount as Money), 0n),
      amounts: data.amounts,
      conditions: data.conditions,
      quorum: data.quorum,
      tally: data.tally,
      on_paper: data.onPaper?.reference ?? null,
      amendment: data.amendment ?? null,
      ...onDay(data.decidedOn, entry),
    });
  },
  DecisionCarriedOut({ decisionId, allocationId }, entry, rows) {
    rows.decision_effect.push({
      ...placeOf(entry),
      decision_id: decisionId,
      carried_out: true,
      allocation_id: allocationId,
      reason: null,
      reason_fr: null,
      ...atTime(entry),
    });
  },
  DecisionNotCarriedOut({ decisionId, reason, reasonIn }, entry, rows) {
    rows.decision_effect.push({
      ...placeOf(entry),
      decision_id: decisionId,
      carried_out: false,
      allocation_id: null,
      reason,
      reason_fr: reasonIn?.fr ?? null,
      ...atTime(entry),
    });
  },
};

type Registered = Extract<CommitteeEvent, { type: 'OrganisationRegistered' }>['data'];

function organisationAsKnown(
  { id, name, kinds, type, country }: Registered,
  { fund, sequence }: ReadEntry,
  rows: Rows,
): void {
  if (fund !== PLATFORM) return;
  rows.organisation.push({ id, name, kinds, type: type ?? null, country: country ?? null, sequence });
}
