import { type ClientRequest, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** An upload in pieces, over a connection of its own: it may stop where it is, or break off. */
export interface RawUpload {
  /** Resolves when the connection has taken it. */
  send(bytes: Buffer): Promise<void>;
  breakOff(): void;
  /** What is answered; rejects where the connection ends before. */
  readonly answer: Promise<{ readonly status: number; readonly text: string }>;
}

/** Begins to upload a file of so many bytes, or of a length that is not said. */
export function beginUpload(
  url: string,
  { token, key, size }: { readonly token: string; readonly key: string; readonly size?: number },
): RawUpload {
  const sent: ClientRequest = request(url, {
    method: 'POST',
    agent: false,
    headers: {
      authorization: `Bearer ${token}`,
      'idempotency-key': key,
      'content-type': 'application/pdf',
      ...(size !== undefined && { 'content-length': String(size) }),
    },
  });
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
  sent.once('response', (response) => {
    text(response).then((body) => resolve({ status: response.statusCode ?? 0, text: body }), reject);
  });
  // Before anything of the body, as a caller does that awaits leave to send it.
  sent.flushHeaders();
  // After an answer that came early, what is still sent may well fail.
  sent.on('error', reject);
  promise.catch(() => {});
  return {
    send: (bytes) =>
      new Promise((taken, failed) => sent.write(bytes, (error) => (error == null ? taken() : failed(error)))),
    breakOff: () => void sent.destroy(),
    answer: promise,
  };
}
