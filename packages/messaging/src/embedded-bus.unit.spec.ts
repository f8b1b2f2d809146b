import { expect, it } from 'vitest';
import { noteReader } from '../test/note-taking.ts';
import { busConformance } from './bus-conformance.ts';
import { createEmbeddedBus } from './index.ts';

const limits = { headsIntervalMs: 20, retryMs: 5 };

busConformance('the embedded bus', {
  make: async (sources, onAlarm) => createEmbeddedBus({ sources, limits, onAlarm }),
  newService: async () => 'committee',
});

it('refuses to follow a source that nobody has announced', async () => {
  await using bus = createEmbeddedBus({ sources: [] });
  expect(() => bus.follow('committee', noteReader().handler)).toThrow(RangeError);
});
