import { BlockList, isIP } from 'node:net';
import type { Localised } from '@mdtf/domain';

/** Where webhooks may go. */
export interface AddressRules {
  /** Also http, for development; otherwise https alone. */
  readonly allowHttp: boolean;
  /** Networks that are reached though they are private, as CIDR: `10.1.0.0/16`. */
  readonly allowedNetworks: readonly string[];
}

// What is not the public internet: this host, private networks, links, documentation, multicast, translated addresses.
const NOT_PUBLIC_4 =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4';
const NOT_PUBLIC_6 =
  '::/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fc00::/7 fe80::/10 ff00::/8';

const NOT_PUBLIC = listOf([...NOT_PUBLIC_4.split(' '), ...NOT_PUBLIC_6.split(' ')]);

/** Whether an IP address may be sent to. */
export function mayReach(address: string, { allowedNetworks }: AddressRules): boolean {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  return listOf(allowedNetworks).check(address, family) || !NOT_PUBLIC.check(address, family);
}

/** Why an address of the web cannot be a webhook's; undefined when it can, as far as is known without looking its host up. */
export function refuseUrl(text: string, rules: AddressRules): Localised | undefined {
  if (!URL.canParse(text))
    return {
      en: 'must be a URL such as https://example.org/hooks',
      fr: 'doit être une URL telle que https://example.org/hooks',
    };
  const { protocol, username, password, hostname } = new URL(text);
  if (protocol !== 'https:' && !(rules.allowHttp && protocol === 'http:'))
    return { en: 'must begin with https://', fr: 'doit commencer par https://' };
  if (username !== '' || password !== '')
    return {
      en: 'must carry no user name and no password',
      fr: 'ne doit porter ni nom d’utilisateur ni mot de passe',
    };
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) !== 0 && !mayReach(host, rules))
    return {
      en: 'must not be an address of a private network',
      fr: 'ne doit pas être une adresse d’un réseau privé',
    };
  return undefined;
}

/** Whether a text is a network as CIDR. */
export function isNetwork(text: string): boolean {
  const [address = '', prefix = '', ...more] = text.split('/');
  const family = isIP(address);
  return (
    family !== 0 &&
    more.length === 0 &&
    /^\d{1,3}$/.test(prefix) &&
    Number(prefix) <= (family === 6 ? 128 : 32)
  );
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix = ''] = network.split('/');
    list.addSubnet(address, Number(prefix), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}
