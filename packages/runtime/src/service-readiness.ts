import { PLATFORM, type Subscription } from '@mdtf/fund-log';
import type { Relay } from '@mdtf/messaging';
import type { Readiness } from './health.ts';
import type { OpenService } from './service-host.ts';

/** Where a process is in its life: folding what another version has folded, at work, or stopping. */
export type Phase = 'folding anew' | 'at work' | 'stopping';

const MAX_NAMED_FUNDS = 5;

/**
 * Whether a service can take commands: its database answers and its states are of this code. What it follows is told
 * beside that and does not make it unready: commands are taken, and dated, while another service or the bus is away.
 */
export async function serviceReadiness(
  service: OpenService,
  phase: Phase,
  relay: Relay | undefined,
): Promise<Readiness> {
  const database = await service.parts.pool.query('SELECT 1').then(
    () => 'ok',
    (error: Error) => error.message || error.name,
  );
  const streams = service.parts.streams.map((stream) => [`follows ${nameOf(stream)}`, stateOf(stream)]);
  return {
    ready: database === 'ok' && phase === 'at work',
    checks: { database, phase, publishes: publishing(relay), ...Object.fromEntries(streams) },
  };
}

function publishing(relay: Relay | undefined): string {
  if (relay === undefined) return 'not yet';
  const { leader, lag, aside } = relay.status();
  const without = aside.length === 0 ? '' : `, without ${aside.length} funds that are set aside`;
  return leader ? `${lag} entries to go${without}` : 'another process does';
}

const nameOf = ({ source, subscriber }: Subscription): string => `${source} for ${subscriber}`;

function stateOf(stream: Subscription): string {
  const parked = stream.status().filter(({ state }) => state === 'parked');
  if (parked.length > 0) {
    const named = parked.slice(0, MAX_NAMED_FUNDS).map(({ fund }) => fund);
    return `parked: ${named.join(', ')}${parked.length > named.length ? ` and ${parked.length - named.length} more` : ''}`;
  }
  const through = stream.completeThrough(PLATFORM);
  return through === undefined ? 'not read yet' : `complete through ${through}`;
}
