import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Language, Localised } from '@mdtf/domain';
import type { FastifyInstance } from 'fastify';
import { languageFor, languageHeaders } from './language.ts';
import { PROBLEM_JSON, sendRefusal } from './problem-answers.ts';
import { problemIn, type Refusal, refuse } from './refusal.ts';

/** Answers bytes that are not an HTTP request at all, or headers beyond Node's bound, and closes the connection. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, reason, code, title] = CLIENT_ERRORS[error.code ?? ''] ?? BAD_REQUEST;
  // What the caller would rather read stands in headers that cannot be read.
  end(socket, refuse(status, code, title, UNREADABLE), reason, 'en');
}

/** Answers what Node would refuse by itself, or leave without an answer: no Host, an expectation, a tunnel. */
export function answerProtocolFaults(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (request.headers.host === undefined && request.raw.httpVersion === '1.1') sendRefusal(reply, NO_HOST);
    else done();
  });
  const server = app.server as Server;
  server.on('checkExpectation', ({ headers }: IncomingMessage, response: ServerResponse) => {
    const { problem } = UNMET_EXPECTATION;
    const language = languageFor(headers['accept-language']);
    response.writeHead(problem.status, {
      'content-type': PROBLEM_JSON,
      connection: 'close',
      ...languageHeaders(language),
    });
    response.end(JSON.stringify(problemIn(problem, language)));
  });
  server.on('connect', ({ headers }: IncomingMessage, socket: Socket) =>
    end(socket, NO_TUNNEL, 'Method Not Allowed', languageFor(headers['accept-language'])),
  );
}

const MALFORMED = { en: 'Malformed request', fr: 'Requête mal formée' };

const NO_HOST = refuse(400, 'malformed-request', MALFORMED, {
  en: 'A request in HTTP/1.1 names its Host.',
  fr: 'Une requête HTTP/1.1 nomme son hôte dans l’en-tête Host.',
});

const UNMET_EXPECTATION = refuse(
  417,
  'expectation-failed',
  { en: 'Expectation failed', fr: 'Attente non satisfaite' },
  {
    en: 'The only expectation that is met here is 100-continue.',
    fr: 'La seule attente satisfaite ici est 100-continue.',
  },
);

const NO_TUNNEL = refuse(
  405,
  'method-not-allowed',
  { en: 'Method not allowed', fr: 'Méthode non autorisée' },
  { en: 'There are no tunnels through here.', fr: 'Aucun tunnel ne passe par ici.' },
  { headers: { allow: 'DELETE, GET, HEAD, OPTIONS, POST, PUT' } },
);

function end(socket: Socket, { problem, headers = {} }: Refusal, reason: string, language: Language): void {
  const body = JSON.stringify(problemIn(problem, language));
  const lines = [
    `HTTP/1.1 ${problem.status} ${reason}`,
    `content-type: ${PROBLEM_JSON}`,
    `content-length: ${Buffer.byteLength(body)}`,
    ...Object.entries({ ...headers, ...languageHeaders(language) }).map(
      ([name, value]) => `${name}: ${value}`,
    ),
    'connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

const UNREADABLE = {
  en: 'This is not an HTTP request that can be read.',
  fr: 'Ceci n’est pas une requête HTTP lisible.',
};

type ClientError = readonly [status: number, reason: string, code: string, title: Localised];

const BAD_REQUEST: ClientError = [400, 'Bad Request', 'malformed-request', MALFORMED];

const CLIENT_ERRORS: { readonly [code: string]: ClientError } = {
  HPE_HEADER_OVERFLOW: [
    431,
    'Request Header Fields Too Large',
    'headers-too-large',
    { en: 'Headers too large', fr: 'En-têtes trop longs' },
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    408,
    'Request Timeout',
    'request-timeout',
    { en: 'Too slow', fr: 'Requête trop lente' },
  ],
};
