import { expect, it } from 'vitest';
import { postGuarded } from './post-guarded.ts';

const strict = { allowHttp: false, allowedNetworks: [] };

it.each(['https://localhost/', 'HTTPS://localhost/', 'https:localhost'])(
  'sends nothing to this machine, however its address is written: %s',
  async (url) => {
    expect(await postGuarded(url, {}, '{}', strict)).toEqual({ error: 'address-not-allowed' });
  },
);
