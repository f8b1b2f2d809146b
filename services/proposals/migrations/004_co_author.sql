-- Persons who may read and edit a proposal's drafts though of another organisation than its lead, which named them.
CREATE TABLE co_author (
  fund        text COLLATE "C" NOT NULL,
  proposal_id text COLLATE "C" NOT NULL,
  person      text COLLATE "C" NOT NULL,
  -- The partner, or the secretariat for its own budget, that named the person.
  named_by    text COLLATE "C" NOT NULL,
  named_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (fund, proposal_id, person)
);

CREATE INDEX co_author_person ON co_author (fund, person);
