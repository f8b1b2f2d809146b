import { describe } from 'vitest';
import { clockConformance } from './conformance/clock.ts';
import { commandConformance } from './conformance/commands.ts';
import { crowdConformance } from './conformance/crowds.ts';
import { factConformance } from './conformance/facts.ts';
import type { MakeStore } from './conformance/harness.ts';

/** The promises of a store, kept through a committer: every form of it passes this one suite. */
export function storeConformance(name: string, make: MakeStore): void {
  describe(name, () => {
    commandConformance(make);
    crowdConformance(make);
    clockConformance(make);
    factConformance(make);
  });
}
