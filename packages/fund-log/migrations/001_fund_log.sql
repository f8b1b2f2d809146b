-- One generic set of tables per service: the log itself, and what is folded from it.
-- Texts that are keys compare by byte, as the program's own sorting does.
-- Rows of usual size stay as they are on their page (toast_tuple_target): compressing one costs more than writing it.

-- Where each fund's log ends. Locked FOR UPDATE by whoever writes to the fund; all else follows from that lock.
-- No index but its key and room on each page, so that an update never leaves the page.
CREATE TABLE head (
  fund        text COLLATE "C" PRIMARY KEY CHECK (fund ~ '^[a-z][a-z0-9-]{0,39}$'),
  sequence    bigint NOT NULL DEFAULT 0 CHECK (sequence >= 0),
  leaf_hash   text NOT NULL DEFAULT repeat('0', 64),
  recorded_at timestamptz,
  -- The fund's clock is the database's plus this; 0 except in development.
  offset_ms   bigint NOT NULL DEFAULT 0,
  next_due    timestamptz,
  -- How often the states were folded anew: what a process remembers of the fund is of one generation.
  generation  integer NOT NULL DEFAULT 0
) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- Envelope, salt and payload are the entry, byte for byte; the other columns are taken from them for queries.
CREATE TABLE entry (
  fund        text COLLATE "C" NOT NULL,
  sequence    bigint NOT NULL CHECK (sequence > 0),
  type        text COLLATE "C" NOT NULL,
  subject     text COLLATE "C" NOT NULL,
  visibility  text COLLATE "C" NOT NULL CHECK (visibility IN ('public', 'parties', 'restricted')),
  time        timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL CHECK (recorded_at >= time),
  envelope    text NOT NULL CHECK (octet_length(envelope) <= 16384),
  salt        bytea NOT NULL CHECK (octet_length(salt) = 16),
  payload     text NOT NULL CHECK (octet_length(payload) <= 262144),
  traceparent text,
  PRIMARY KEY (fund, sequence)
) WITH (toast_tuple_target = 8160);

-- States folded from own entries and facts folded from others', by the model's kinds.
CREATE TABLE state (
  fund     text COLLATE "C" NOT NULL,
  kind     text COLLATE "C" NOT NULL,
  id       text COLLATE "C" NOT NULL,
  -- Of the code that folded it: another one folds it again.
  version  integer NOT NULL,
  -- How many events it was folded from.
  revision bigint NOT NULL,
  due_at   timestamptz,
  -- Money and other large whole numbers are texts that end in n: "-250n".
  data     jsonb NOT NULL,
  PRIMARY KEY (fund, kind, id)
) WITH (fillfactor = 80, toast_tuple_target = 8160);

CREATE INDEX state_due ON state (fund, due_at) WHERE due_at IS NOT NULL;

-- Balances are credits less debits, in minor units of the fund's currency.
CREATE TABLE account (
  fund            text COLLATE "C" NOT NULL,
  account         text COLLATE "C" NOT NULL,
  balance         numeric(38, 0) NOT NULL,
  may_go_negative boolean NOT NULL,
  PRIMARY KEY (fund, account),
  CONSTRAINT account_not_overdrawn CHECK (balance >= 0 OR may_go_negative)
) WITH (fillfactor = 80);

-- One row moves one amount from one account to another, so the books balance by construction.
CREATE TABLE posting (
  fund           text COLLATE "C" NOT NULL,
  sequence       bigint NOT NULL,
  line           integer NOT NULL CHECK (line > 0),
  debit          text COLLATE "C" NOT NULL,
  credit         text COLLATE "C" NOT NULL,
  amount         numeric(38, 0) NOT NULL CHECK (amount > 0),
  debit_balance  numeric(38, 0) NOT NULL,
  credit_balance numeric(38, 0) NOT NULL,
  time           timestamptz NOT NULL,
  recorded_at    timestamptz NOT NULL,
  PRIMARY KEY (fund, sequence, line),
  CHECK (debit <> credit)
);

-- What was answered under a key; kept for as long as the key is promised to be remembered.
CREATE TABLE idempotency (
  fund        text COLLATE "C" NOT NULL,
  actor       text COLLATE "C" NOT NULL,
  key         text COLLATE "C" NOT NULL,
  fingerprint text COLLATE "C" NOT NULL,
  outcome     text COLLATE "C" NOT NULL CHECK (outcome IN ('accepted', 'rejected')),
  sequence    bigint NOT NULL,
  events      integer NOT NULL,
  answer      text NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (fund, actor, key)
) WITH (toast_tuple_target = 8160);

-- Rows come in the order of their time, so a few pages of index find the old ones.
CREATE INDEX idempotency_created ON idempotency USING brin (created_at);

-- How far each subscriber has come in each source's log of each fund.
CREATE TABLE cursor (
  subscriber    text COLLATE "C" NOT NULL,
  fund          text COLLATE "C" NOT NULL,
  source        text COLLATE "C" NOT NULL,
  sequence      bigint NOT NULL CHECK (sequence >= 0),
  leaf_hash     text NOT NULL,
  attempts      integer NOT NULL DEFAULT 0,
  parked_reason text,
  parked_at     timestamptz,
  PRIMARY KEY (subscriber, fund, source),
  CHECK ((parked_reason IS NULL) = (parked_at IS NULL))
) WITH (fillfactor = 50);

-- Reactions that a rule refused, for operators; the oldest make room.
CREATE TABLE refused_reaction (
  number     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source     text NOT NULL,
  fund       text NOT NULL,
  sequence   bigint NOT NULL,
  command    text NOT NULL,
  rejection  jsonb NOT NULL,
  refused_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- History is added to, never changed: where roles exist they may not either, and this holds for everyone.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER posting_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON posting
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Ends a transaction that did not find what it left: somebody wrote without holding the head.
CREATE FUNCTION expect_rows(moved bigint, expected bigint, what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF moved <> expected THEN
    RAISE EXCEPTION '%: % of % rows stood where they should', what, moved, expected
      USING ERRCODE = 'serialization_failure';
  END IF;
END
$$;

-- Whether the transaction that locked or changed a row last is still under way, as this statement's snapshot has it.
-- A batch takes the head's lock before it reads the clock; so when none is under way, every batch that this snapshot
-- does not show records later than the transaction's start, and `recorded-through` needs no lock and no write.
CREATE FUNCTION is_under_way(locker xid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT locker <> '0'::xid AND NOT pg_visible_in_snapshot(full_xid::text::xid8, snapshot)
  FROM (SELECT pg_current_snapshot() AS snapshot) s,
       LATERAL (SELECT pg_snapshot_xmax(snapshot)::text::bigint AS next) n,
       -- A row keeps the low 32 bits only: the nearest number to the next one that has them.
       LATERAL (SELECT ((locker::text::bigint - next + 2147483648) & 4294967295) - 2147483648 + next AS full_xid) x
$$;
