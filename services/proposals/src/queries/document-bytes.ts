import { Readable } from 'node:stream';
import { withTransaction } from '@mdtf/postgres';
import type pg from 'pg';

/** Where the bytes of documents are, each content once in a fund. */
export interface DocumentBytes {
  /** Takes bytes in as they come; undone when reading them fails. Nobody reads them before they are kept. */
  take(fund: string, bytes: AsyncIterable<Buffer>): Promise<Taken>;
  /** Lets go of content that was kept or is to be looked at again: erased unless a document of the fund has it. */
  release(fund: string, sha256: string): Promise<void>;
  /** Makes ready to let go of the content of a document that is being removed. */
  claim(fund: string, sha256: string): Promise<void>;
  /** The bytes of a content; undefined where there are none. Ends with an error if they are erased meanwhile. */
  read(fund: string, sha256: string): Promise<Readable | undefined>;
}

/** Bytes that have come and are not kept yet. */
export interface Taken {
  read(): AsyncIterable<Buffer>;
  /** Keeps them under their SHA-256, as one with what was there of the same content; `release` must follow. */
  keep(sha256: string): Promise<void>;
  discard(): Promise<void>;
}

const CHUNK_BYTES = 256 * 1024;

/** After that nobody counts on bytes any more whose request never came to its end. */
const FORGOTTEN_AFTER = '1 hour';

/** Contents forgotten at one go. */
const MAX_FORGOTTEN = 20;

/** The bytes in the service's own database, so that every replica has them, and every backup. */
export function createDocumentBytes(pool: pg.Pool): DocumentBytes {
  return {
    async take(fund, bytes) {
      await pool.query(FORGET);
      const { rows } = await pool.query<{ id: string }>(BEGIN_BYTES, [fund]);
      const id = rows[0]?.id ?? '';
      const discard = async (): Promise<void> => void (await pool.query(DISCARD, [id]));
      try {
        let number = 0;
        for await (const data of inChunks(bytes)) {
          await pool.query(ADD_CHUNK, [id, number, data]);
          number += 1;
        }
      } catch (error) {
        await discard();
        throw error;
      }
      return { read: () => chunksOf(pool, id), discard, keep: (sha256) => keep(pool, { id, fund, sha256 }) };
    },
    async release(fund, sha256) {
      await withTransaction(pool, async (client) => {
        await client.query(RELEASE, [fund, sha256]);
        await client.query(ERASE, [fund, sha256]);
      });
    },
    async claim(fund, sha256) {
      await pool.query(CLAIM, [fund, sha256]);
    },
    async read(fund, sha256) {
      const { rows } = await pool.query<{ id: string }>(FIND, [fund, sha256]);
      const [row] = rows;
      return row && Readable.from(chunksOf(pool, row.id), { objectMode: false });
    },
  };
}

/** True where a document of the fund that is not removed has the content. */
const IS_USED = `EXISTS (
  SELECT FROM state WHERE state.fund = document_bytes.fund AND kind = 'document'
    AND data ->> 'sha256' = document_bytes.sha256 AND data ->> 'removed' IS NULL)`;

const BEGIN_BYTES = 'INSERT INTO document_bytes (fund) VALUES ($1) RETURNING id';
const ADD_CHUNK = 'INSERT INTO document_chunk (bytes_id, number, data) VALUES ($1, $2, $3)';
const DISCARD = 'DELETE FROM document_bytes WHERE id = $1';
const FIND = 'SELECT id FROM document_bytes WHERE fund = $1 AND sha256 = $2';
const READ_CHUNK = 'SELECT data FROM document_chunk WHERE bytes_id = $1 AND number = $2';

const CLAIM = `
  UPDATE document_bytes SET claims = claims + 1, attached = false, touched_at = clock_timestamp()
  WHERE fund = $1 AND sha256 = $2`;

const KEEP = `
  UPDATE document_bytes SET sha256 = $3, touched_at = clock_timestamp()
  WHERE id = $1 AND NOT EXISTS (SELECT FROM document_bytes WHERE fund = $2 AND sha256 = $3)`;

const RELEASE = `
  UPDATE document_bytes SET claims = greatest(claims - 1, 0), attached = ${IS_USED}
  WHERE fund = $1 AND sha256 = $2`;

const ERASE = 'DELETE FROM document_bytes WHERE fund = $1 AND sha256 = $2 AND claims = 0 AND NOT attached';

const FORGET = `
  DELETE FROM document_bytes WHERE id = ANY (ARRAY (
    SELECT id FROM document_bytes
    WHERE NOT attached AND touched_at < clock_timestamp() - interval '${FORGOTTEN_AFTER}'
      AND (sha256 IS NULL OR NOT ${IS_USED})
    LIMIT ${MAX_FORGOTTEN} FOR UPDATE SKIP LOCKED))`;

const UNIQUE_VIOLATION = '23505';

interface Keep {
  readonly id: string;
  readonly fund: string;
  readonly sha256: string;
}

async function keep(pool: pg.Pool, { id, fund, sha256 }: Keep): Promise<void> {
  for (;;) {
    try {
      const { rowCount } = await pool.query(KEEP, [id, fund, sha256]);
      if (rowCount === 1) return;
    } catch (error) {
      if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
    }
    const { rowCount } = await pool.query(CLAIM, [fund, sha256]);
    // Erased between the two: then they are kept after all.
    if (rowCount === 0) continue;
    await pool.query(DISCARD, [id]);
    return;
  }
}

async function* chunksOf(pool: pg.Pool, id: string): AsyncGenerator<Buffer> {
  for (let number = 0; ; number += 1) {
    const { rows } = await pool.query<{ data: Buffer }>(READ_CHUNK, [id, number]);
    if (rows[0] === undefined) return;
    yield rows[0].data;
  }
}

/** The same bytes in pieces of one size, the last one shorter. */
async function* inChunks(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let held = 0;
  for await (const piece of bytes) {
    waiting.push(piece);
    held += piece.length;
    if (held < CHUNK_BYTES) continue;
    let all = Buffer.concat(waiting);
    for (; all.length >= CHUNK_BYTES; all = all.subarray(CHUNK_BYTES)) yield all.subarray(0, CHUNK_BYTES);
    waiting = [all];
    held = all.length;
  }
  if (held > 0) yield Buffer.concat(waiting);
}
