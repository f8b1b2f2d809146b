-- The parts that a fund which publishes withholds from the public; null where its charter names none.
ALTER TABLE charter ADD COLUMN unpublished text[];
