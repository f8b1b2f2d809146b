import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkReceipt, contentHash, type Receipt, type ServedEntry } from './check.ts';

const content = { title: 'Ḥawāla \u{1F30D}', lead: 'iom', budget: [{ category: 1, amount: '1.00' }] };
const salt = Buffer.alloc(16, 7);
const payload = JSON.stringify({
  type: 'mdtf.proposals.full-proposal-submitted.v1',
  time: '2008-01-15T08:00:00.000Z',
  data: { proposalId: 'P1', revision: 2, content },
});
const hex = (...parts: (string | Uint8Array)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');
const envelope = JSON.stringify({
  datahash: hex(salt, payload),
  id: '01a',
  prevhash: '0'.repeat(64),
  recordedat: '2008-01-15T08:00:00.000Z',
  sequence: '41',
  source: '/funds/imdp/proposals',
  visibility: 'parties',
});
const entry: ServedEntry = { envelope, salt: salt.toString('base64'), payload };
const receipt: Receipt = {
  format: 'mdtf.submission-receipt.v1',
  fundId: 'imdp',
  proposalId: 'P1',
  revision: 2,
  stage: 'full',
  contentSha256: hex('{"budget":[{"amount":"1.00","category":1}],"lead":"iom","title":"Ḥawāla \u{1F30D}"}'),
  submittedAt: '2008-01-15T08:00:00.000Z',
  recordedAt: '2008-01-15T08:00:00.000Z',
  position: 'proposals/imdp/41',
  entryId: '01a',
  leafHash: hex('\0', envelope),
};

describe('a receipt', () => {
  it('is as the log has it, content included, or without it for who may not read that', () => {
    expect(checkReceipt(receipt, entry)).toEqual({ content: true, differences: [] });
    const unread = checkReceipt(receipt, { ...entry, salt: null, payload: null });
    expect(unread).toEqual({ content: false, differences: [] });
  });

  it.each([
    ['fundId', 'other'],
    ['proposalId', 'P2'],
    ['revision', 1],
    ['stage', 'concept-note'],
    ['contentSha256', '0'.repeat(64)],
    ['submittedAt', '2008-01-15T07:59:59.999Z'],
    ['recordedAt', '2008-01-15T07:59:59.999Z'],
    ['position', 'proposals/imdp/42'],
    ['entryId', '01b'],
    ['leafHash', '0'.repeat(64)],
  ])('that says another %s is found out', (name, value) => {
    const { differences } = checkReceipt({ ...receipt, [name]: value } as Receipt, entry);
    expect(differences).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
  });

  it('is of what was submitted: a payload changed afterwards is found out', () => {
    const changed = payload.replace('"1.00"', '"2.00"');
    expect(checkReceipt(receipt, { ...entry, payload: changed }).differences).toEqual([
      'payload: it is not the one whose hash the envelope names',
      expect.stringMatching(/^contentSha256: /),
    ]);
  });

  it('hashes a content whatever the order of its members', () => {
    expect(contentHash({ b: 1, a: [true, null] })).toBe(contentHash({ a: [true, null], b: 1 }));
    expect(contentHash({ a: [1, 2] })).not.toBe(contentHash({ a: [2, 1] }));
  });
});
