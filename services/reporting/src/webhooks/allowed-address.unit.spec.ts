import { textIn } from '@mdtf/domain';
import { describe, expect, it } from 'vitest';
import { isNetwork, mayReach, refuseUrl } from './allowed-address.ts';

const strict = { allowHttp: false, allowedNetworks: [] };

describe('where a webhook may go', () => {
  it.each([
    '127.0.0.1',
    '10.0.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
  ])('is not the private network or this machine: %s', (address) => {
    expect(mayReach(address, strict)).toBe(false);
  });

  it.each(['8.8.8.8', '172.32.0.1', '193.0.0.1', '2606:4700::1111'])(
    'is the public internet: %s',
    (address) => {
      expect(mayReach(address, strict)).toBe(true);
    },
  );

  it('is a private network where it is configured, and no other', () => {
    const rules = { allowHttp: false, allowedNetworks: ['10.1.0.0/16', 'fd00:1::/32'] };
    expect(['10.1.2.3', '10.2.0.1', 'fd00:1::5', 'fd00:2::5'].map((one) => mayReach(one, rules))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it.each([
    ['https://example.org/hooks', undefined],
    ['http://example.org/hooks', 'must begin with https://'],
    ['ftp://example.org', 'must begin with https://'],
    ['https://user:secret@example.org', 'must carry no user name and no password'],
    ['https://127.0.0.1/', 'must not be an address of a private network'],
    ['https://0x7f.1/', 'must not be an address of a private network'],
    ['https://2130706433/', 'must not be an address of a private network'],
    ['https://[::ffff:127.0.0.1]/', 'must not be an address of a private network'],
    ['hooks', 'must be a URL such as https://example.org/hooks'],
  ])('%s: %s', (url, reason) => {
    const said = refuseUrl(url, strict);
    expect(said === undefined ? undefined : textIn(said, 'en')).toBe(reason);
  });

  it('is http only in development', () => {
    expect(refuseUrl('http://example.org', { ...strict, allowHttp: true })).toBeUndefined();
  });

  it.each([
    ['10.0.0.0/8', true],
    ['fd00::/8', true],
    ['10.0.0.0', false],
    ['10.0.0.0/33', false],
    ['host/8', false],
    ['10.0.0.0/8/8', false],
  ])('knows a network when it is one: %s', (text, known) => {
    expect(isNetwork(text)).toBe(known);
  });
});
