-- The calendar of follow-up events, a row for each version; a cancellation says nothing but its reason.
CREATE TABLE follow_up_event (
  fund          text COLLATE "C" NOT NULL,
  sequence      bigint NOT NULL,
  event_id      text COLLATE "C" NOT NULL,
  version       integer NOT NULL,
  number        integer,
  title_en      text,
  title_fr      text,
  starts_on     date,
  ends_on       date,
  venue         text,
  organisations text[],
  category      text COLLATE "C",
  cancelled     boolean NOT NULL,
  reason        text,
  dated         boolean NOT NULL,
  happened      timestamptz NOT NULL,
  recorded_at   timestamptz NOT NULL,
  PRIMARY KEY (fund, event_id, version)
);

-- The register of the Forum's recommendations.
CREATE TABLE recommendation (
  fund              text COLLATE "C" NOT NULL,
  sequence          bigint NOT NULL,
  recommendation_id text COLLATE "C" NOT NULL,
  meeting           text NOT NULL,
  held_on           date NOT NULL,
  session           text NOT NULL,
  text_en           text NOT NULL,
  text_fr           text NOT NULL,
  dated             boolean NOT NULL,
  happened          timestamptz NOT NULL,
  recorded_at       timestamptz NOT NULL,
  PRIMARY KEY (fund, recommendation_id)
);

-- Results that partners told of, monetised or not.
CREATE TABLE activity_result (
  fund        text COLLATE "C" NOT NULL,
  sequence    bigint NOT NULL,
  activity_id text COLLATE "C" NOT NULL,
  result_id   text COLLATE "C" NOT NULL,
  dated       boolean NOT NULL,
  happened    timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (fund, activity_id, result_id)
);

-- The logs are read anew, so that what was recorded before is in the new tables as well.
TRUNCATE log_progress, organisation, charter, decision, decision_effect, call, facility_request, proposal, allocation,
  activity_status, expenditure, contribution, money_movement, money_total, ledger_total,
  role_grant, deadline, deadline_move, deadline_turn, partner_report, agenda_item, announcement;
DELETE FROM cursor WHERE subscriber = 'tables';
