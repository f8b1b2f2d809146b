import { defineConfig } from 'vitest/config';

const elsewhere = ['**/node_modules/**', '**/.mdtf/**'];

/** Three kinds of test: those that need nothing, those on a real PostgreSQL and those on a real Kafka besides, each once per run. */
export default defineConfig({
  test: {
    passWithNoTests: false,
    allowOnly: false,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/**/*.unit.spec.ts', 'services/**/*.unit.spec.ts', 'test/**/*.unit.spec.ts'],
          exclude: elsewhere,
          // Pure specs leave nothing behind, so files share what they have loaded: half the time goes without it.
          isolate: false,
          // Of what hangs, not of what is slow: a busy machine is no failure.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['packages/**/*.int.spec.ts', 'services/**/*.int.spec.ts', 'test/**/*.int.spec.ts'],
          exclude: elsewhere,
          globalSetup: ['@mdtf/testing/database-setup'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'kafka',
          include: ['packages/**/*.kafka.spec.ts', 'services/**/*.kafka.spec.ts', 'test/**/*.kafka.spec.ts'],
          exclude: elsewhere,
          globalSetup: ['@mdtf/testing/database-setup', '@mdtf/testing/kafka-setup'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
