import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceLog } from '../test/source-log.ts';
import { canonicalJson } from './canonical-json.ts';
import { CorruptEntry, decodeEntry, EntryTooLarge, encodeEntry, readEntry } from './entry.ts';
import { GENESIS, MAX_PAYLOAD_BYTES } from './log-reader.ts';

describe('an entry', () => {
  it('is sealed as the published standards say, so that anyone can check it with their own tools', () => {
    const log = sourceLog('committee', 'imdp');
    const read = log.flag('donor-a');
    const [stored] = log.stored;
    const sha256 = (...parts: (string | Buffer)[]) =>
      parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');
    const envelope = JSON.parse(stored?.envelope ?? '');
    expect(canonicalJson(envelope)).toBe(stored?.envelope);
    expect(envelope.datahash).toBe(sha256(Buffer.from(stored?.salt ?? '', 'base64'), stored?.payload ?? ''));
    expect(read.leafHash).toBe(sha256(Buffer.from([0]), stored?.envelope ?? ''));
    expect(envelope).toMatchObject({ source: '/funds/imdp/committee', sequence: '1', prevhash: GENESIS });
    expect(JSON.parse(stored?.payload ?? '')).toMatchObject({
      specversion: '1.0',
      id: envelope.id,
      source: envelope.source,
      type: 'mdtf.committee.donor-flagged.v1',
      datacontenttype: 'application/json',
    });
  });

  it('is read back as it was written, whatever its data', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (data) => {
        const log = sourceLog('committee', 'imdp');
        expect(log.append({ type: 'NoteTaken', data }).data).toEqual(JSON.parse(JSON.stringify(data)));
      }),
    );
  });

  it('has one encoding, and nothing else decodes to it', () => {
    const log = sourceLog('committee', 'imdp');
    log.flag('donor-a');
    const [stored] = log.stored;
    if (stored === undefined) throw new Error('no entry');
    expect(decodeEntry(encodeEntry(stored))).toEqual(stored);
    for (const text of ['{}', '[]', 'null', '{"envelope":1,"salt":"","payload":""}']) {
      expect(() => decodeEntry(text)).toThrow(CorruptEntry);
    }
  });

  it('with a payload that is not the one its envelope names is found out', () => {
    const log = sourceLog('committee', 'imdp');
    log.flag('donor-a');
    const [stored] = log.stored;
    if (stored === undefined) throw new Error('no entry');
    const forged = { ...stored, payload: stored.payload.replace('donor-a', 'donor-b') };
    expect(() => readEntry(forged)).toThrow(CorruptEntry);
  });

  it('is refused one byte above the bound, and not at it', () => {
    const empty = sourceLog('committee', 'imdp');
    empty.append({ type: 'NoteTaken', data: '' });
    const room = MAX_PAYLOAD_BYTES - Buffer.byteLength(empty.stored[0]?.payload ?? '');
    const exact = sourceLog('committee', 'imdp').append({ type: 'NoteTaken', data: 'x'.repeat(room) });
    expect(exact.data).toHaveLength(room);
    const over = 'é'.repeat(room / 2 + 1);
    expect(() => sourceLog('committee', 'imdp').append({ type: 'NoteTaken', data: over })).toThrow(
      EntryTooLarge,
    );
  });

  it('ignores what a later writer may have added', () => {
    const log = sourceLog('committee', 'imdp');
    log.append({ type: 'NoteTaken', data: { text: 'a', addedLater: true } });
    const [stored] = log.stored;
    expect(readEntry(stored as never).data).toMatchObject({ text: 'a' });
  });
});
