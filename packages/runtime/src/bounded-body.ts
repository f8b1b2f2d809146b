/** The answer is longer than whoever asked is prepared to hold. */
export class BodyTooLong extends Error {
  override readonly name = 'BodyTooLong';
}

/** The body of an answer as text, of at most so many bytes; throws BodyTooLong beyond, and reads no further. */
export async function boundedText(response: Response, maxBytes: number): Promise<string> {
  const tooLong = () => new BodyTooLong(`${response.url} answers with more than ${maxBytes} bytes`);
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) {
    await response.body?.cancel();
    throw tooLong();
  }
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop early ends the connection.
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
