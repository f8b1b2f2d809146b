-- What publishes a service's log to a message broker, where there is one.

-- Who publishes: one process at a time. Whoever takes the lease raises the epoch, and with an old one nothing is noted.
CREATE TABLE relay_lease (
  one        boolean PRIMARY KEY DEFAULT true CHECK (one),
  epoch      bigint NOT NULL,
  holder     text NOT NULL,
  expires_at timestamptz NOT NULL
) WITH (fillfactor = 20);

INSERT INTO relay_lease (epoch, holder, expires_at) VALUES (0, 'nobody', '2000-01-01');

-- How far each fund's log was published. Beside the head, so that publishing never waits for whoever writes to the fund.
CREATE TABLE relayed (
  fund             text COLLATE "C" PRIMARY KEY,
  sequence         bigint NOT NULL DEFAULT 0 CHECK (sequence >= 0),
  set_aside_reason text,
  set_aside_at     timestamptz,
  CHECK ((set_aside_reason IS NULL) = (set_aside_at IS NULL))
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

CREATE INDEX relayed_set_aside ON relayed (fund) WHERE set_aside_at IS NOT NULL;
