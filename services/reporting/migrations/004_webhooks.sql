-- Whom entries are sent to. In no log, edited in place.

CREATE TABLE webhook (
  fund            text COLLATE "C" NOT NULL,
  webhook_id      text COLLATE "C" NOT NULL,
  owner           text COLLATE "C" NOT NULL,
  url             text NOT NULL,
  -- Empty: all that the owner may see.
  event_types     text[] COLLATE "C" NOT NULL,
  state           text COLLATE "C" NOT NULL CHECK (state IN ('active', 'paused', 'disabled')),
  disabled_reason text COLLATE "C" CHECK (disabled_reason IN ('failing', 'gone', 'no-role')),
  -- Needed to sign, so kept as they are; backups of this table are secrets.
  secret          text NOT NULL,
  previous_secret text,
  previous_until  timestamptz,
  -- Failed tries in succession, and since when.
  attempts        integer NOT NULL DEFAULT 0,
  failing_since   timestamptz,
  next_try_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  lease_until     timestamptz,
  version         bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (fund, webhook_id)
);

-- Up to where each log was sent or passed over.
CREATE TABLE webhook_cursor (
  fund       text COLLATE "C" NOT NULL,
  webhook_id text COLLATE "C" NOT NULL,
  source     text COLLATE "C" NOT NULL,
  sequence   bigint NOT NULL,
  PRIMARY KEY (fund, webhook_id, source),
  FOREIGN KEY (fund, webhook_id) REFERENCES webhook ON DELETE CASCADE
);

CREATE TABLE webhook_delivery (
  fund       text COLLATE "C" NOT NULL,
  webhook_id text COLLATE "C" NOT NULL,
  source     text COLLATE "C" NOT NULL,
  sequence   bigint NOT NULL,
  entry_id   text COLLATE "C" NOT NULL,
  type       text COLLATE "C" NOT NULL,
  state      text COLLATE "C" NOT NULL CHECK (state IN ('delivered', 'failing', 'again')),
  attempts   integer NOT NULL DEFAULT 1,
  status     integer,
  error      text,
  last_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (fund, webhook_id, source, sequence),
  FOREIGN KEY (fund, webhook_id) REFERENCES webhook ON DELETE CASCADE
);

CREATE INDEX webhook_delivery_last ON webhook_delivery (fund, webhook_id, last_at);
CREATE INDEX webhook_delivery_again ON webhook_delivery (fund, webhook_id) WHERE state = 'again';

-- Keys under which something was asked to be sent again, for as long as keys are remembered.
CREATE TABLE webhook_replay (
  fund        text COLLATE "C" NOT NULL,
  person      text COLLATE "C" NOT NULL,
  key         text COLLATE "C" NOT NULL,
  fingerprint text COLLATE "C" NOT NULL,
  asked_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (fund, person, key)
);
