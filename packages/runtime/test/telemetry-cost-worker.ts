import { telemetryOf } from '../src/telemetry/service-telemetry.ts';
import { echoMount, echoServer, noteCommands } from './echo-service.ts';

/** One measurement of `telemetry-cost.ts`: prints the processor time of one command over HTTP, in microseconds. */
const WARM_UP = 15_000;
const REQUESTS = 40_000;
const AT_ONCE = 32;

const commands = noteCommands();
const observed = telemetryOf('allocation').committer(commands as never);
const { app, token } = await echoServer(
  { checkAnswers: false, limits: { requestsPerSecond: 1e6, burst: 1e6 } },
  echoMount({ submit: (c) => observed.submit(c) }),
);
const authorization = `Bearer ${await token('treasurer-1')}`;
let keys = 0;

async function record(): Promise<void> {
  keys += 1;
  commands.seen.length = 0;
  const answer = await app.inject({
    method: 'POST',
    url: '/v1/funds/imdp/notes',
    headers: { authorization, 'content-type': 'application/json', 'idempotency-key': `k-${keys}` },
    payload: '{"text":"hello","amount":{"amount":"1.00","currency":"USD"}}',
  });
  if (answer.statusCode !== 201) throw new Error(answer.body);
}

async function send(requests: number): Promise<void> {
  for (let sent = 0; sent < requests; sent += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, record));
  }
}

await send(WARM_UP);
const before = process.cpuUsage();
await send(REQUESTS);
const { user, system } = process.cpuUsage(before);
process.stdout.write(`${(user + system) / REQUESTS}\n`);
await app.close();
process.exit();
