-- Reviews being written: ordinary rows, edited in place by their reviewer, in no log. What is completed is an entry.
CREATE TABLE review_draft (
  fund        text COLLATE "C" NOT NULL,
  proposal_id text COLLATE "C" NOT NULL,
  review_id   text COLLATE "C" NOT NULL,
  content     jsonb NOT NULL,
  version     bigint NOT NULL DEFAULT 1,
  updated_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (fund, proposal_id, review_id)
);
