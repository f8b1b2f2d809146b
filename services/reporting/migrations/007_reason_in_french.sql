-- Why a decision was not carried out, in French; null where that was recorded in English alone.
ALTER TABLE decision_effect ADD COLUMN reason_fr text;
