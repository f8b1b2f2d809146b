-- Texts being prepared: ordinary rows, edited in place, in no log. What is submitted is an entry.
CREATE TABLE draft (
  fund        text COLLATE "C" NOT NULL,
  proposal_id text COLLATE "C" NOT NULL,
  -- Who sees and edits it: the partner organisation, or role:secretariat for the secretariat's own budget.
  owner       text COLLATE "C" NOT NULL,
  content     jsonb NOT NULL,
  -- Of the text; with the number of changes to what was submitted it makes the ETag.
  version     bigint NOT NULL DEFAULT 1,
  updated_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (fund, proposal_id)
);

CREATE INDEX draft_owner ON draft (fund, owner);

-- What was answered under an idempotency key when a draft was begun; outlives the draft, for as long as keys are remembered.
CREATE TABLE draft_begun (
  fund        text COLLATE "C" NOT NULL,
  actor       text COLLATE "C" NOT NULL,
  key         text COLLATE "C" NOT NULL,
  fingerprint text COLLATE "C" NOT NULL,
  proposal_id text COLLATE "C" NOT NULL,
  -- Not jsonb, which has an order of its own: a replay is the first answer to the byte.
  content     json NOT NULL,
  begun_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (fund, actor, key)
);

CREATE INDEX draft_begun_old ON draft_begun (begun_at);
