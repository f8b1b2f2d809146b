import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { receiveBody, refuseStream, TooManyBytes } from './received-body.ts';

const bounds = { mediaTypes: ['application/pdf', 'text/plain'], maxBytes: 10 };
const headers = { 'content-type': 'Text/Plain; charset=utf-8' };
const of = (...pieces: string[]) =>
  receiveBody(
    Readable.from(
      pieces.map((piece) => Buffer.from(piece)),
      { objectMode: false },
    ),
    headers,
    bounds,
  );

describe('a body of bytes', () => {
  it('is counted and hashed on the way, to the very bound', async () => {
    const body = of('12345', '67890');
    expect(() => body.received()).toThrow(RangeError);
    expect(await text(body.bytes as never)).toBe('1234567890');
    expect(body.received()).toEqual({
      mediaType: 'text/plain',
      size: 10,
      sha256: createHash('sha256').update('1234567890').digest('hex'),
    });
  });

  it('is given up with the first byte past its bound', async () => {
    const body = of('12345', '678901', 'never read');
    await expect(text(body.bytes as never)).rejects.toThrow(TooManyBytes);
    expect(() => body.received()).toThrow(RangeError);
  });

  it('is not begun where its type is not taken, or its length is said to be too much', () => {
    const code = (given: Record<string, string>) =>
      refuseStream(bounds, given)?.problem.type.split(':').at(-1);
    expect(code({ ...headers, 'content-length': '10' })).toBeUndefined();
    expect(code({ ...headers, 'content-length': '11' })).toBe('body-too-large');
    expect(code({ 'content-type': 'text/html' })).toBe('unsupported-media-type');
    expect(code({})).toBe('unsupported-media-type');
  });
});
