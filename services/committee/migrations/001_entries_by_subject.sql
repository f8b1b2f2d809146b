-- A decision's record is made of the entries that have it, its item or its session as their subject: found by it,
-- however long the log has become. Charters and seats bear on every decision, and are few.
CREATE INDEX entry_subject ON entry (fund, subject, sequence);
CREATE INDEX entry_constitution ON entry (fund, sequence) WHERE type IN ('CharterAdopted', 'MemberSeated');
