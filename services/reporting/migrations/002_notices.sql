-- What has a date and somebody must act on, whom it concerns, and what they were told.
--
-- The first group is filled by projections like the tables of reports: rows are added and never changed. What stands now
-- is the last row of each id, wherever its date moved since, and whether something has ended it.

-- Whom a role was given or taken back from; the latest row of a grant says whether it holds.
CREATE TABLE role_grant (
  fund         text COLLATE "C" NOT NULL,
  sequence     bigint NOT NULL,
  grant_id     text COLLATE "C" NOT NULL,
  person       text COLLATE "C" NOT NULL,
  role         text COLLATE "C" NOT NULL,
  organisation text COLLATE "C",
  seat         text COLLATE "C",
  live         boolean NOT NULL,
  PRIMARY KEY (fund, grant_id, sequence)
);

CREATE INDEX role_grant_person ON role_grant (fund, person);

CREATE TABLE deadline (
  fund         text COLLATE "C" NOT NULL,
  deadline_id  text COLLATE "C" NOT NULL,
  -- Of the log that tells of it; one id is always told by the same log.
  sequence     bigint NOT NULL,
  -- What moves and ends it, alone or with others: a non-objection has a deadline for each seat.
  matter       text COLLATE "C" NOT NULL,
  kind         text COLLATE "C" NOT NULL,
  subject_kind text COLLATE "C" NOT NULL,
  subject_id   text COLLATE "C" NOT NULL,
  title_en     text NOT NULL,
  title_fr     text NOT NULL,
  -- role:secretariat, organisation:iom, seat:3, person:somebody
  audience     text[] COLLATE "C" NOT NULL,
  -- The instant; or the last day, which the fund's zone makes an instant of when it is asked; or the rule that counts
  -- from a day, by the charter in force: R9 (final narrative), R11 (certified expenditure of a year).
  due          timestamptz,
  due_day      date,
  rule         text COLLATE "C",
  -- For reports: of which activity, and up to which day they must tell.
  activity_id  text COLLATE "C",
  covers_to    date,
  facts        jsonb NOT NULL,
  recorded_at  timestamptz NOT NULL,
  PRIMARY KEY (fund, deadline_id, sequence)
);

CREATE TABLE deadline_move (
  fund        text COLLATE "C" NOT NULL,
  matter      text COLLATE "C" NOT NULL,
  sequence    bigint NOT NULL,
  due         timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (fund, matter, sequence)
);

CREATE TABLE deadline_turn (
  fund        text COLLATE "C" NOT NULL,
  source      text COLLATE "C" NOT NULL,
  sequence    bigint NOT NULL,
  matter      text COLLATE "C" NOT NULL,
  -- Null: all of the matter.
  deadline_id text COLLATE "C",
  -- Partners' reports are due once their mandate is accepted: begun.
  how         text COLLATE "C" NOT NULL CHECK (how IN ('begun', 'done', 'cancelled')),
  recorded_at timestamptz NOT NULL
);

CREATE INDEX deadline_turn_matter ON deadline_turn (fund, matter);

-- Reports of partners as they were submitted and judged.
CREATE TABLE partner_report (
  fund        text COLLATE "C" NOT NULL,
  sequence    bigint NOT NULL,
  activity_id text COLLATE "C" NOT NULL,
  report_id   text COLLATE "C" NOT NULL,
  kind        text COLLATE "C" NOT NULL CHECK (kind IN ('narrative', 'financial')),
  state       text COLLATE "C" NOT NULL CHECK (state IN ('submitted', 'accepted', 'returned')),
  -- Of what was submitted; null where an entry only judges.
  period_to   date,
  provisional boolean,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (fund, activity_id, sequence)
);

CREATE TABLE agenda_item (
  fund           text COLLATE "C" NOT NULL,
  sequence       bigint NOT NULL,
  agenda_item_id text COLLATE "C" NOT NULL,
  session_id     text COLLATE "C" NOT NULL,
  title          text NOT NULL,
  PRIMARY KEY (fund, session_id, sequence)
);

-- Decisions to be told to whoever applied.
CREATE TABLE announcement (
  fund            text COLLATE "C" NOT NULL,
  announcement_id text COLLATE "C" NOT NULL,
  sequence        bigint NOT NULL,
  audience        text[] COLLATE "C" NOT NULL,
  title           text NOT NULL,
  outcome         text NOT NULL,
  reason          text NOT NULL,
  decided_on      date NOT NULL,
  facts           jsonb NOT NULL,
  recorded_at     timestamptz NOT NULL,
  PRIMARY KEY (fund, announcement_id, sequence)
);

ALTER TABLE charter ADD COLUMN reminders jsonb;

-- The rest is in no log: people, what was sent to them, and when to look next. Edited in place, and erasable.

CREATE TABLE contact (
  fund       text COLLATE "C" NOT NULL,
  person     text COLLATE "C" NOT NULL,
  email      text,
  language   text NOT NULL CHECK (language IN ('en', 'fr')),
  tell       text[] NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  -- By the fund's clock: what was decided before is not told.
  since      timestamptz NOT NULL,
  version    bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (fund, person)
);

CREATE TABLE deadline_feed (
  fund       text COLLATE "C" NOT NULL,
  person     text COLLATE "C" NOT NULL,
  -- SHA-256 of the token; nobody can read the token here.
  token_hash text COLLATE "C" NOT NULL UNIQUE,
  made_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (fund, person)
);

-- When to look next at what a fund has to tell, by its clock; -infinity: something has changed.
CREATE TABLE notice_schedule (
  fund    text COLLATE "C" PRIMARY KEY,
  look_at timestamptz NOT NULL
) WITH (fillfactor = 50);

-- One message of one kind about one thing to one person: sent once, by whichever process holds its lease.
CREATE TABLE message (
  fund        text COLLATE "C" NOT NULL,
  about       text COLLATE "C" NOT NULL,
  person      text COLLATE "C" NOT NULL,
  kind        text COLLATE "C" NOT NULL,
  state       text COLLATE "C" NOT NULL DEFAULT 'waiting'
              CHECK (state IN ('waiting', 'accepted', 'refused', 'skipped', 'given-up')),
  attempts    integer NOT NULL DEFAULT 0,
  next_try_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  lease_until timestamptz,
  -- The number alone: a server's words may name the address.
  code        text,
  -- Since when the mail server was not to be reached, and when this was settled, by the fund's clock.
  away_since  timestamptz,
  settled_at  timestamptz,
  made_at     timestamptz NOT NULL,
  -- Whether what came of a notice to a seat stands in the log.
  on_record   boolean NOT NULL DEFAULT false,
  PRIMARY KEY (fund, about, person, kind)
);

CREATE INDEX message_waiting ON message (next_try_at) WHERE state = 'waiting';
CREATE INDEX message_to_record ON message (fund, about) WHERE kind = 'notice' AND NOT on_record;

-- The logs are read anew, so that what was recorded before is in the new tables as well.
TRUNCATE log_progress, organisation, charter, decision, decision_effect, call, facility_request, proposal, allocation,
  activity_status, expenditure, contribution, money_movement, money_total, ledger_total;
DELETE FROM cursor WHERE subscriber = 'tables';
