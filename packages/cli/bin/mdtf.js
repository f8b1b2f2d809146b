#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const LEAST_NODE = 24;

if (Number(process.versions.node.split('.')[0]) >= LEAST_NODE) {
  await import('../src/main.ts');
} else {
  // Started by an older Node than the one this workspace brings along.
  const node = createRequire(import.meta.url).resolve('node/bin/node');
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const { status } = spawnSync(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = status ?? 2;
}
