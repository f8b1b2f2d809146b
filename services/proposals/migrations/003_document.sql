-- The bytes of documents, each content once in a fund; which document has them is in the log, by their SHA-256.
CREATE TABLE document_bytes (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  fund       text COLLATE "C" NOT NULL,
  -- Null while they come; nobody reads them then.
  sha256     text COLLATE "C",
  -- Requests under way that count on them.
  claims     integer NOT NULL DEFAULT 1,
  -- False: not known to belong to a document, and erased once no request can count on them any more.
  attached   boolean NOT NULL DEFAULT false,
  touched_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (fund, sha256)
);

CREATE INDEX document_bytes_loose ON document_bytes (touched_at) WHERE NOT attached;

-- In pieces, so that neither coming nor going needs a whole file in memory or a connection of its own.
CREATE TABLE document_chunk (
  bytes_id uuid NOT NULL REFERENCES document_bytes ON DELETE CASCADE,
  number   integer NOT NULL,
  data     bytea NOT NULL,
  PRIMARY KEY (bytes_id, number)
);

-- Most are compressed already.
ALTER TABLE document_chunk ALTER COLUMN data SET STORAGE EXTERNAL;
