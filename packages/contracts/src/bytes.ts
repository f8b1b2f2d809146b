import { z } from 'zod';
import { message } from './message.ts';

/** Bytes with their media type: what a route takes whose body is a stream. A server gets them as they come. */
export interface ByteBody {
  readonly mediaType: string;
  readonly bytes: Uint8Array | AsyncIterable<Uint8Array>;
}

/** A body that is no JSON; what it may be is in the route's `upload`. */
export const byteBody = z.custom<ByteBody>(
  (given) => typeof given === 'object' && given !== null && 'mediaType' in given && 'bytes' in given,
  { error: message('must be bytes with their media type', 'doit être des octets avec leur type de média') },
);

/** What a stream of bytes may be: its media types, and how many bytes at most. */
export interface ByteBounds {
  readonly mediaTypes: readonly string[];
  readonly maxBytes: number;
}

/** A bound on bytes in words: 20 MiB. */
export const wordBytes = (bytes: number): string =>
  bytes % 1_048_576 === 0 ? `${bytes / 1_048_576} MiB` : `${bytes} bytes`;
