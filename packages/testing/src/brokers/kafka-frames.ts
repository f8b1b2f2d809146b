const SIZE_BYTES = 4;
// Of a request: size, API key, version, correlation id. Of an answer: size, correlation id.
const REQUEST_HEAD_BYTES = 12;
const ANSWER_HEAD_BYTES = 8;

/** A piece of a stream that lies within one frame; `head` is the frame's beginning, whole, and comes once a frame. */
interface Piece {
  readonly bytes: Buffer;
  readonly head?: Buffer;
  readonly last: boolean;
}

/** Cuts a stream of Kafka's size-prefixed frames into pieces, never waiting for more of a frame than its head. */
function createFramer(headBytes: number): (chunk: Buffer) => readonly Piece[] {
  let waiting = Buffer.alloc(0);
  let remaining = 0;
  return (chunk) => {
    let rest = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    waiting = Buffer.alloc(0);
    const pieces: Piece[] = [];
    while (rest.length > 0) {
      if (remaining > 0) {
        const bytes = rest.subarray(0, remaining);
        remaining -= bytes.length;
        rest = rest.subarray(bytes.length);
        pieces.push({ bytes, last: remaining === 0 });
      } else if (rest.length < headBytes) {
        waiting = Buffer.from(rest);
        return pieces;
      } else {
        const head = rest.subarray(0, headBytes);
        remaining = SIZE_BYTES + head.readUInt32BE(0) - headBytes;
        rest = rest.subarray(headBytes);
        pieces.push({ bytes: head, head, last: remaining === 0 });
      }
    }
    return pieces;
  };
}

/** What one connection asked and has not had an answer to: API keys by correlation id. */
export interface Conversation {
  /** Notes what is asked in these bytes on their way to the broker. */
  asked(chunk: Buffer): void;
  /** Gives each piece of an answer on its way back, with the API key that it answers. */
  answered(
    chunk: Buffer,
  ): readonly { readonly apiKey: number; readonly first: boolean; readonly bytes: Buffer }[];
}

/** Follows one plain connection between a client and a broker. */
export function followConversation(): Conversation {
  const requests = createFramer(REQUEST_HEAD_BYTES);
  const answers = createFramer(ANSWER_HEAD_BYTES);
  const open = new Map<number, number>();
  let current = -1;
  return {
    asked(chunk) {
      for (const { head } of requests(chunk))
        if (head !== undefined) open.set(head.readInt32BE(8), head.readInt16BE(4));
    },
    answered(chunk) {
      return answers(chunk).map(({ bytes, head }) => {
        if (head !== undefined) {
          const correlation = head.readInt32BE(4);
          current = open.get(correlation) ?? -1;
          open.delete(correlation);
        }
        return { apiKey: current, first: head !== undefined, bytes };
      });
    },
  };
}
