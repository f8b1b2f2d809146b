import { fileTypeFromStream } from 'file-type';

/** The media type that bytes show themselves to be; undefined where they have no mark of one, as text. */
export async function typeOfContent(bytes: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  return (await fileTypeFromStream(ReadableStream.from(bytes)))?.mime;
}

/** Passes bytes on and remembers whether they are text: UTF-8 without control characters other than blanks. */
export function watchingText(bytes: AsyncIterable<Buffer>): {
  readonly bytes: AsyncIterable<Buffer>;
  readonly isText: () => boolean;
} {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let readable = true;
  const look = (piece?: Buffer): void => {
    if (!readable) return;
    try {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the control characters are what is refused
      readable = !/[\u0000-\u0008\u000b\u000e-\u001f\u007f]/.test(
        decoder.decode(piece, { stream: piece !== undefined }),
      );
    } catch {
      readable = false;
    }
  };
  async function* watched(): AsyncGenerator<Buffer> {
    for await (const piece of bytes) {
      look(piece);
      yield piece;
    }
    look();
  }
  return { bytes: watched(), isText: () => readable };
}
