import { type ChaosReport, seconds } from './chaos.ts';
import type { Struck } from './strike.ts';

const MAX_TOLD = 20;

/** Faults by kind with their slowest, then what became of the commands, then all that was wrong. */
export function tellReport(report: ChaosReport, say: (text: string) => void): void {
  say('');
  for (const [fault, struck] of Map.groupBy(report.struck, (one) => one.fault)) {
    const [first] = struck as [Struck];
    const slowest = (of: (one: Struck) => number) => seconds(Math.max(...struck.map(of)));
    say(
      `${first.of.padEnd(10)}${String(struck.length).padStart(4)} × ${fault}: ` +
        `back within ${slowest((one) => one.recoveredMs)}, nobody answered for ${slowest((one) => one.stallMs)} at most`,
    );
  }
  for (const why of report.impossible) say(`not here  ${why}`);
  for (const end of report.ends) say(`started anew: ${end}`);
  for (const violation of report.violations.slice(0, MAX_TOLD)) say(`VIOLATION ${violation}`);
  if (report.violations.length > MAX_TOLD) say(`and ${report.violations.length - MAX_TOLD} more violations`);
  for (const [trouble, times] of Object.entries(report.troubles)) say(`answered  ${times} × ${trouble}`);
  const refused = Object.entries(report.refused).map(([type, times]) => `${times} ${type}`);
  say(
    `seed ${report.seed}: ${report.struck.length} faults; ${report.acknowledged} commands acknowledged, ` +
      `${report.lost} lost, ${report.doubled} doubled; ${report.repeated} sent more than once; ` +
      `refused: ${refused.join(', ') || 'none'}; longest stall ${seconds(report.longestStallMs)}; ` +
      `${report.violations.length} violations`,
  );
}
