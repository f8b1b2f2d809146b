import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { echoServer } from '../test/echo-service.ts';

let app: FastifyInstance;
let authorization: string;

beforeAll(async () => {
  const server = await echoServer();
  app = server.app;
  authorization = `Bearer ${await server.token('treasurer-1')}`;
});
afterAll(() => app.close());

const url = '/v1/funds/imdp/notes';
const note = { text: 'hello', amount: { amount: '1.00', currency: 'USD' } };

async function record(payload: object, key: string, language?: string) {
  const headers = {
    authorization,
    'idempotency-key': key,
    ...(language !== undefined && { 'accept-language': language }),
  };
  const answer = await app.inject({ method: 'POST', url, headers, payload });
  return { answer, body: answer.json() };
}

describe('a refusal', () => {
  it('is in the language asked for, and says which', async () => {
    for (const [asked, language, title] of [
      [undefined, 'en', 'No'],
      ['fr-CH, en;q=0.5', 'fr', 'Non'],
      ['fr;q=0.2, en', 'en', 'No'],
    ] as const) {
      const { answer, body } = await record(
        { ...note, text: 'refuse refused' },
        `l-${language}-${title}-${asked?.length}`,
        asked,
      );
      expect([answer.statusCode, body.title]).toEqual([422, title]);
      expect(answer.headers['content-language']).toBe(language);
      expect(answer.headers.vary).toBe('accept-language');
    }
  });

  it('keeps both languages for a replay in the other', async () => {
    const refused = { ...note, text: 'refuse conflict' };
    expect((await record(refused, 'r-1', 'fr')).body.detail).toBe('parce que\u00a0: non');
    const again = await record(refused, 'r-1');
    expect(again.answer.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toMatchObject({ title: 'No', errors: [{ field: 'text', message: 'because' }] });
  });

  it('names in French every field that does not fit', async () => {
    const payload = {
      text: '',
      amount: { amount: '-1', currency: 'usd' },
      tags: Array(6).fill('a'),
      more: 1,
    };
    const { body } = await record(payload, 'f-1', 'fr');
    expect(body.title).toBe('La demande ne correspond pas à son contrat');
    expect(
      Object.fromEntries(body.errors.map((e: { field: string; message: string }) => [e.field, e.message])),
    ).toEqual({
      'body.text': 'doit compter au moins 1 caractère',
      'body.amount.amount':
        'doit être un nombre décimal tel que "1234.56"\u00a0: sans signe, sans exposant, 15 chiffres au plus avant le point',
      'body.amount.currency': 'doit être un code ISO 4217 tel que USD',
      'body.tags': 'doit compter au plus 5 éléments',
      'body.more': 'n’est pas un champ connu\u00a0; retirez-le',
    });
    expect(body.detail).toBe('body.text doit compter au moins 1 caractère (et 4 de plus).');
  });

  it('of one item of a bulk request is in the language of the request', async () => {
    const items = [{ path: url, idempotencyKey: 'b-1', body: { ...note, text: 'refuse refused' } }];
    const headers = { authorization, 'accept-language': 'fr' };
    const answer = await app.inject({ method: 'POST', url: '/v1/bulk', headers, payload: { items } });
    expect(answer.json().items[0].body.title).toBe('Non');
    expect(answer.headers['content-language']).toBe('fr');
  });

  it('comes before the route is known in French as well', async () => {
    const headers = { 'accept-language': 'fr' };
    const broken = { ...headers, authorization, 'idempotency-key': 'x', 'content-type': 'application/json' };
    const answers = [
      await app.inject({ url: '/v1/nowhere', headers }),
      await app.inject({ method: 'DELETE', url, headers }),
      await app.inject({ url, headers }),
      await app.inject({ method: 'POST', url, headers: broken, payload: '{' }),
      await app.inject({ url: '/v1/broken', headers }),
    ];
    expect(answers.map((answer) => [answer.statusCode, answer.json().title])).toEqual([
      [404, 'Chemin inexistant'],
      [405, 'Méthode non autorisée'],
      [401, 'Un jeton d’accès valable est nécessaire'],
      [400, 'Requête mal formée'],
      [500, 'Une erreur s’est produite ici'],
    ]);
  });
});
