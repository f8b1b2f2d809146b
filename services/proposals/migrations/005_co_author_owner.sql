-- Who is named writes for whoever named them, and for nobody else who comes to have a proposal of the same id.
ALTER TABLE co_author ADD COLUMN owner text COLLATE "C";

UPDATE co_author c SET owner = coalesce(
  (SELECT CASE p.data ->> 'kind' WHEN 'secretariat-budget' THEN 'role:secretariat' ELSE p.data ->> 'lead' END
   FROM state p WHERE p.fund = c.fund AND p.kind = 'proposal' AND p.id = c.proposal_id),
  (SELECT d.owner FROM draft d WHERE d.fund = c.fund AND d.proposal_id = c.proposal_id));

DELETE FROM co_author WHERE owner IS NULL;

ALTER TABLE co_author ALTER COLUMN owner SET NOT NULL;
ALTER TABLE co_author DROP CONSTRAINT co_author_pkey;
ALTER TABLE co_author ADD PRIMARY KEY (fund, proposal_id, owner, person);
