import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { PROBLEM_JSON, sendRefusal } from './problem-answers.ts';
import { type Refusal, refuse } from './refusal.ts';

/** Answers bytes that are not an HTTP request at all, or headers beyond Node's bound, and closes the connection. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, reason, code] = CLIENT_ERRORS[error.code ?? ''] ?? [400, 'Bad Request', 'malformed-request'];
  end(socket, refuse(status, code, reason, 'This is not an HTTP request that can be read.'));
}

/** Answers what Node would refuse by itself, or leave without an answer: no Host, an expectation, a tunnel. */
export function answerProtocolFaults(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (request.headers.host === undefined && request.raw.httpVersion === '1.1') sendRefusal(reply, NO_HOST);
    else done();
  });
  const server = app.server as Server;
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const { problem } = UNMET_EXPECTATION;
    response.writeHead(problem.status, { 'content-type': PROBLEM_JSON, connection: 'close' });
    response.end(JSON.stringify(problem));
  });
  server.on('connect', (_request: IncomingMessage, socket: Socket) => end(socket, NO_TUNNEL));
}

const NO_HOST = refuse(400, 'malformed-request', 'Bad Request', 'A request in HTTP/1.1 names its Host.');

const UNMET_EXPECTATION = refuse(
  417,
  'expectation-failed',
  'Expectation Failed',
  'The only expectation that is met here is 100-continue.',
);

const NO_TUNNEL = refuse(
  405,
  'method-not-allowed',
  'Method Not Allowed',
  'There are no tunnels through here.',
  {
    headers: { allow: 'DELETE, GET, HEAD, OPTIONS, POST, PUT' },
  },
);

function end(socket: Socket, { problem, headers = {} }: Refusal): void {
  const body = JSON.stringify(problem);
  const lines = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    `content-type: ${PROBLEM_JSON}`,
    `content-length: ${Buffer.byteLength(body)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    'connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

const CLIENT_ERRORS: { readonly [code: string]: readonly [number, string, string] } = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large', 'headers-too-large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'request-timeout'],
};
