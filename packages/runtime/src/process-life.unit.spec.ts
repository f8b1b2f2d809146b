import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';

const module = new URL('./process-life.ts', import.meta.url).href;

// A real process and real signals: nothing less shows that it ends.
function run(life: string, signals: NodeJS.Signals[] = []) {
  const code = `import { runProcess } from ${JSON.stringify(module)};
    const hold = setInterval(() => {}, 1000);
    await runProcess(${life});`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', code]);
  let out = '';
  child.stdout.on('data', (data) => {
    out += data;
    if (String(data).includes('started')) for (const signal of signals) child.kill(signal);
  });
  child.stderr.on('data', (data) => {
    out += data;
  });
  return new Promise<{ code: number | null; out: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, out })),
  );
}

const started = (dispose: string, more = '') =>
  `{ ${more} start: async () => { console.log('started'); return { async [Symbol.asyncDispose]() { ${dispose} } }; } }`;

it('stops in order on a signal', async () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const { code, out } = await run(started(`console.log('stopped'); clearInterval(hold);`), [signal]);
    expect([code, out]).toEqual([0, 'started\nstopped\n']);
  }
});

it('ends when stopping takes longer than its bound', async () => {
  const { code, out } = await run(started('await new Promise(() => {});', 'stopWithinMs: 50,'), ['SIGTERM']);
  expect([code, out]).toEqual([1, 'started\nNot stopped within 50 ms; ending now.\n']);
});

it('says in one sentence why it does not start', async () => {
  const error = `class PortTaken extends Error { name = 'PortTaken' }; clearInterval(hold); throw new PortTaken('Port 8080 is taken; set MDTF_PORT.')`;
  const { code, out } = await run(`{ start: async () => { ${error} } }`);
  expect([code, out]).toEqual([1, 'Port 8080 is taken; set MDTF_PORT.\n']);
});

it('tells a log instead, where there is one', async () => {
  const log = `log: { error: ({ err }, text) => console.log(err.message, '|', text) },`;
  const { code, out } = await run(
    `{ ${log} start: async () => { clearInterval(hold); throw new Error('no database'); } }`,
  );
  expect([code, out]).toEqual([1, 'no database | The process fails.\n']);
});
