-- What a decision changes of an earlier one; null for every other decision.
ALTER TABLE decision ADD COLUMN amendment jsonb;
