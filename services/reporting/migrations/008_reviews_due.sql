-- Reviews are due: the date put for all reviews of a call moves each of them, and what is settled may be taken up again.
ALTER TABLE deadline ADD COLUMN moved_with text COLLATE "C";
COMMENT ON COLUMN deadline.moved_with IS
  'What puts its date later together with others'', where that is not its matter: only ever later';

ALTER TABLE deadline_turn DROP CONSTRAINT deadline_turn_how_check;
ALTER TABLE deadline_turn ADD CONSTRAINT deadline_turn_how_check
  CHECK (how IN ('begun', 'done', 'reopened', 'paused', 'resumed', 'cancelled'));

-- The logs are read anew for the reviews recorded before.
TRUNCATE log_progress, organisation, charter, decision, decision_effect, call, facility_request, proposal, allocation,
  activity_status, expenditure, contribution, money_movement, money_total, ledger_total,
  role_grant, deadline, deadline_move, deadline_turn, partner_report, agenda_item, announcement,
  follow_up_event, recommendation, activity_result;
DELETE FROM cursor WHERE subscriber = 'tables';
