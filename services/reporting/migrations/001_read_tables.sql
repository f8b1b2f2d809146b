-- What reports are read from. A row is one fact as one entry told it: rows are added and never changed, so that every
-- report can be asked as of any day (when it happened) and as known at any instant (when it was recorded).
--
-- Two columns say when it happened. Where the entry names a day (dated), happened is that day's midnight in UTC and
-- stands for the day. Where it does not, happened is the entry's instant, which the fund's time zone makes a day of
-- when it is asked: so the tables do not hang on which log was read first.
-- Amounts are whole minor units of the fund's currency.

-- How far each log has been read: the last entry recorded at each instant.
CREATE TABLE log_progress (
  fund        text COLLATE "C" NOT NULL,
  source      text COLLATE "C" NOT NULL,
  recorded_at timestamptz NOT NULL,
  sequence    bigint NOT NULL,
  PRIMARY KEY (fund, source, recorded_at)
);

-- Organisations of all funds; a look-up, so only the latest word on each.
CREATE TABLE organisation (
  id       text COLLATE "C" PRIMARY KEY,
  name     text NOT NULL,
  kinds    text[] NOT NULL,
  type     text,
  country  text,
  sequence bigint NOT NULL
);

CREATE TABLE charter (
  fund        text COLLATE "C" NOT NULL,
  version     integer NOT NULL,
  title_en    text NOT NULL,
  title_fr    text NOT NULL,
  currency    text NOT NULL,
  time_zone   text NOT NULL,
  publishes   boolean NOT NULL,
  rules       jsonb NOT NULL,
  windows     jsonb NOT NULL,
  happened    timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  sequence    bigint NOT NULL,
  PRIMARY KEY (fund, sequence)
);

CREATE TABLE decision (
  fund         text COLLATE "C" NOT NULL,
  sequence     bigint NOT NULL,
  decision_id  text COLLATE "C" NOT NULL,
  subject_kind text NOT NULL,
  subject_id   text COLLATE "C" NOT NULL,
  session_id   text,
  title        text NOT NULL,
  outcome      text NOT NULL,
  reason       text NOT NULL,
  approved     bigint NOT NULL,
  amounts      jsonb NOT NULL,
  conditions   jsonb NOT NULL,
  quorum       jsonb,
  tally        jsonb,
  on_paper     text,
  dated        boolean NOT NULL,
  happened     timestamptz NOT NULL,
  recorded_at  timestamptz NOT NULL,
  PRIMARY KEY (fund, sequence)
);

-- What became of a decision: its money was set aside, or could not be.
CREATE TABLE decision_effect (
  fund          text COLLATE "C" NOT NULL,
  sequence      bigint NOT NULL,
  decision_id   text COLLATE "C" NOT NULL,
  carried_out   boolean NOT NULL,
  allocation_id text COLLATE "C",
  reason        text,
  dated         boolean NOT NULL,
  happened      timestamptz NOT NULL,
  recorded_at   timestamptz NOT NULL,
  PRIMARY KEY (fund, sequence)
);

CREATE TABLE call (
  fund        text COLLATE "C" NOT NULL,
  sequence    bigint NOT NULL,
  call_id     text COLLATE "C" NOT NULL,
  window_id   text COLLATE "C",
  title       text NOT NULL,
  origin      text,
  year        integer NOT NULL,
  planned     bigint,
  dated       boolean NOT NULL,
  happened    timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (fund, sequence)
);

CREATE TABLE facility_request (
  fund        text COLLATE "C" NOT NULL,
  sequence    bigint NOT NULL,
  stage       text NOT NULL,
  total       bigint NOT NULL,
  internal    bigint NOT NULL,
  dated       boolean NOT NULL,
  happened    timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (fund, sequence)
);

-- Full proposals, a row for each time one was submitted.
CREATE TABLE proposal (
  fund            text COLLATE "C" NOT NULL,
  sequence        bigint NOT NULL,
  proposal_id     text COLLATE "C" NOT NULL,
  kind            text NOT NULL,
  title           text NOT NULL,
  lead            text COLLATE "C" NOT NULL,
  call_id         text COLLATE "C",
  window_id       text COLLATE "C",
  start_date      date,
  end_date        date,
  requested       bigint NOT NULL,
  direct_cost     bigint NOT NULL,
  indirect_cost   bigint NOT NULL,
  countries       text[] NOT NULL,
  recommendations text[] NOT NULL,
  women           bigint,
  men             bigint,
  girls           bigint,
  boys            bigint,
  dated           boolean NOT NULL,
  happened        timestamptz NOT NULL,
  recorded_at     timestamptz NOT NULL,
  PRIMARY KEY (fund, proposal_id, sequence)
);

-- Money set aside for a proposal, which makes it an activity.
CREATE TABLE allocation (
  fund          text COLLATE "C" NOT NULL,
  sequence      bigint NOT NULL,
  allocation_id text COLLATE "C" NOT NULL,
  decision_id   text COLLATE "C" NOT NULL,
  activity_id   text COLLATE "C" NOT NULL,
  partner       text COLLATE "C" NOT NULL,
  title         text NOT NULL,
  -- Of its largest part; an activity belongs to one window.
  window_id     text COLLATE "C",
  dated         boolean NOT NULL,
  happened      timestamptz NOT NULL,
  recorded_at   timestamptz NOT NULL,
  PRIMARY KEY (fund, activity_id, sequence)
);

CREATE TABLE activity_status (
  fund        text COLLATE "C" NOT NULL,
  sequence    bigint NOT NULL,
  activity_id text COLLATE "C" NOT NULL,
  status      text NOT NULL,
  source_code text,
  dated       boolean NOT NULL,
  happened    timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (fund, activity_id, sequence)
);

-- Financial reports that were accepted.
CREATE TABLE expenditure (
  fund        text COLLATE "C" NOT NULL,
  sequence    bigint NOT NULL,
  activity_id text COLLATE "C" NOT NULL,
  report_id   text COLLATE "C" NOT NULL,
  corrects    text COLLATE "C",
  amount      bigint NOT NULL,
  provisional boolean NOT NULL,
  dated       boolean NOT NULL,
  happened    timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (fund, activity_id, sequence)
);

-- The terms of a contribution, a row for each time they changed.
CREATE TABLE contribution (
  fund            text COLLATE "C" NOT NULL,
  sequence        bigint NOT NULL,
  contribution_id text COLLATE "C" NOT NULL,
  stage           text NOT NULL,
  donor           text COLLATE "C" NOT NULL,
  donor_name      text NOT NULL,
  amount          bigint NOT NULL,
  internal        boolean NOT NULL,
  earmark         text NOT NULL,
  window_id       text COLLATE "C",
  oda             boolean,
  year            integer,
  schedule        jsonb NOT NULL,
  dated           boolean NOT NULL,
  happened        timestamptz NOT NULL,
  recorded_at     timestamptz NOT NULL,
  PRIMARY KEY (fund, contribution_id, sequence)
);

-- Every sum of money there is, one row for each part of each entry that moves one.
CREATE TABLE money_movement (
  fund        text COLLATE "C" NOT NULL,
  source      text COLLATE "C" NOT NULL,
  sequence    bigint NOT NULL,
  line        integer NOT NULL,
  measure     text COLLATE "C" NOT NULL,
  amount      bigint NOT NULL,
  pot         text COLLATE "C" NOT NULL,
  -- With whom: the contribution money came by, the organisation it went to or came back from; otherwise empty.
  party       text COLLATE "C" NOT NULL,
  activity_id text COLLATE "C",
  dated       boolean NOT NULL,
  happened    timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  -- By when it was recorded, to find what was recorded after a report's instant.
  PRIMARY KEY (fund, recorded_at, source, sequence, line)
);

CREATE INDEX money_movement_activity ON money_movement (fund, activity_id) WHERE activity_id IS NOT NULL;
CREATE INDEX money_movement_party ON money_movement (fund, party) WHERE party <> '';

-- Sums of movements, by the day (or quarter of an hour, where no day is named) they happened and the day they were
-- recorded on, in UTC: a statement adds up some thousand of these instead of millions of movements.
CREATE TABLE money_total (
  fund         text COLLATE "C" NOT NULL,
  measure      text COLLATE "C" NOT NULL,
  pot          text COLLATE "C" NOT NULL,
  dated        boolean NOT NULL,
  happened     timestamptz NOT NULL,
  recorded_day timestamptz NOT NULL,
  amount       bigint NOT NULL,
  PRIMARY KEY (fund, measure, pot, dated, happened, recorded_day)
) WITH (fillfactor = 50);

-- The sums of the whole fund as the ledger's own entries tell them: what the movements must come to.
CREATE TABLE ledger_total (
  fund        text COLLATE "C" NOT NULL,
  recorded_at timestamptz NOT NULL,
  sequence    bigint NOT NULL,
  agreed      bigint NOT NULL,
  deposited   bigint NOT NULL,
  allocated   bigint NOT NULL,
  PRIMARY KEY (fund, recorded_at)
);
