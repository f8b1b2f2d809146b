-- Terms of seats, requests for a review or an extension, and deposits have a last day as well: the logs are read anew for it.
TRUNCATE log_progress, organisation, charter, decision, decision_effect, call, facility_request, proposal, allocation,
  activity_status, expenditure, contribution, money_movement, money_total, ledger_total,
  role_grant, deadline, deadline_move, deadline_turn, partner_report, agenda_item, announcement,
  follow_up_event, recommendation, activity_result;
DELETE FROM cursor WHERE subscriber = 'tables';
