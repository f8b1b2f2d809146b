import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { type ByteBody, type ByteBounds, wordBytes } from '@mdtf/contracts';
import { type Refusal, refuse } from './refusal.ts';

/** Thrown while a stream comes that is longer than its route takes; answered as 413. */
export class TooManyBytes extends Error {
  override readonly name = 'TooManyBytes';
  readonly refusal: Refusal;
  constructor(maxBytes: number) {
    super(`more than ${maxBytes} bytes`);
    this.refusal = tooLarge(maxBytes);
  }
}

/** A body of bytes as it comes: read once, counted and hashed on the way, given up past its bound. */
export interface ReceivedBody extends ByteBody {
  readonly bytes: AsyncIterable<Buffer>;
  /** What has come, once all of it was read; throws RangeError before. */
  received(): Received;
}

/** What a stream came to. */
export interface Received {
  readonly mediaType: string;
  readonly sha256: string;
  readonly size: number;
}

/** What keeps a stream from being begun: another media type than the route takes, or a length said to be past its bound. */
export function refuseStream(
  { mediaTypes, maxBytes }: ByteBounds,
  headers: IncomingHttpHeaders,
): Refusal | undefined {
  if (!mediaTypes.includes(mediaTypeOf(headers)))
    return refuse(
      415,
      'unsupported-media-type',
      { en: 'Not a type that is taken here', fr: 'Type non accepté ici' },
      {
        en: `Send one of ${mediaTypes.join(', ')}, named in Content-Type, uncompressed; text in UTF-8.`,
        fr: `Envoyez l’un de ${mediaTypes.join(', ')}, nommé dans Content-Type, non compressé ; le texte en UTF-8.`,
      },
      { headers: { 'accept-post': mediaTypes.join(', ') } },
    );
  return Number(headers['content-length'] ?? 0) > maxBytes ? tooLarge(maxBytes) : undefined;
}

/** The body of a request that `refuseStream` lets begin. */
export function receiveBody(
  stream: Readable,
  headers: IncomingHttpHeaders,
  { maxBytes }: ByteBounds,
): ReceivedBody {
  const mediaType = mediaTypeOf(headers);
  let received: Received | undefined;
  async function* counted(): AsyncGenerator<Buffer> {
    const hash = createHash('sha256');
    let size = 0;
    // Not destroyed where reading ends early: the connection must stay for the answer that says why.
    for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw new TooManyBytes(maxBytes);
      hash.update(chunk);
      yield chunk;
    }
    received = { mediaType, sha256: hash.digest('hex'), size };
  }
  return {
    mediaType,
    bytes: counted(),
    received() {
      if (received === undefined) throw new RangeError('The stream has not come to its end');
      return received;
    },
  };
}

function mediaTypeOf(headers: IncomingHttpHeaders): string {
  return (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function tooLarge(maxBytes: number): Refusal {
  return refuse(
    413,
    'body-too-large',
    { en: 'Body too large', fr: 'Corps trop grand' },
    {
      en: `At most ${wordBytes(maxBytes)} are taken here, nothing was kept; send less, such as in several parts.`,
      fr: `Au plus ${wordBytes(maxBytes)} sont acceptés ici, rien n’a été gardé ; envoyez moins, par exemple en plusieurs parties.`,
    },
  );
}
