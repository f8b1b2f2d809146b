import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

describe('the configuration of the all-in-one', () => {
  it('is loopback, port 8080, .mdtf and the demonstration fund unless told otherwise', () => {
    expect(readConfig([], {})).toEqual({
      dataFolder: '.mdtf',
      host: '127.0.0.1',
      port: 8080,
      demonstration: true,
      logLevel: 'error',
      notices: { webhooks: { allowHttp: true, allowedNetworks: [] } },
      scanner: undefined,
    });
  });

  it('takes the command line before the environment', () => {
    const config = readConfig(['--empty', '--port', '9000', '--data', '/data'], {
      MDTF_PORT: '9001',
      MDTF_DATA: '/other',
    });
    expect(config).toMatchObject({ port: 9000, dataFolder: '/data', demonstration: false });
  });

  it('sends by itself only what it is given a mail server for', () => {
    const env = { MDTF_SMTP_URL: 'smtp://mail:25', MDTF_MAIL_FROM: 'fund@example.org' };
    expect(readConfig([], env).notices).toMatchObject({
      mail: { url: 'smtp://mail:25', from: 'fund@example.org' },
      limits: { retryAfterMs: 60_000 },
    });
    const soon = { ...env, MDTF_MAIL_RETRY_SECONDS: '1' };
    expect(readConfig([], soon).notices).toMatchObject({ limits: { retryAfterMs: 1_000 } });
    expect(() => readConfig([], { MDTF_SMTP_URL: 'http://mail' })).toThrow(
      /MDTF_SMTP_URL must begin with smtp.*MDTF_MAIL_FROM is required/s,
    );
  });

  it('has documents scanned where a scanner is given', () => {
    const [url, words] = ['http://127.0.0.1:3310/scan', 'clamdscan --no-summary -'];
    expect(readConfig([], { MDTF_DOCUMENT_SCAN_URL: url }).scanner).toEqual({ url });
    expect(readConfig([], { MDTF_DOCUMENT_SCAN_COMMAND: words }).scanner).toEqual({
      command: words.split(' '),
    });
    expect(readConfig([], { MDTF_DOCUMENT_SCAN_URL: '' }).scanner).toBeUndefined();
    expect(() => readConfig([], { MDTF_DOCUMENT_SCAN_URL: 'clamd:3310' })).toThrow(/MDTF_DOCUMENT_SCAN_URL/);
  });

  it('names what it does not understand, and what may be given', () => {
    expect(() => readConfig(['--prot', '9000'], {})).toThrow(/--prot.*Options: --empty/s);
    expect(() => readConfig([], { MDTF_PORT: 'http' })).toThrow(/MDTF_PORT/);
    expect(() => readConfig([], { MDTF_HOST: '0.0.0.0' })).toThrow(/MDTF_HOST must be one of 127.0.0.1/);
  });
});
