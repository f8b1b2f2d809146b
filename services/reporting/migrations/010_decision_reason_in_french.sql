-- The reason of a decision in French, where nobody wrote it: by silence.
ALTER TABLE decision ADD COLUMN reason_fr text;
