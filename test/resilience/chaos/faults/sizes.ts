import { proposalsRoutes } from '@mdtf/contracts';
import { moneyOf } from '@mdtf/domain';
import { proposalBody } from '../../../journeys/trial-fund.ts';
import type { Fault } from '../fault.ts';
import type { Stage } from '../stage.ts';

/** Of a payload; the same bound in the log, on every page and in Kafka. */
const MAX_PAYLOAD_BYTES = 262_144;
const LINES = 480;
const SHORTEST = 460;
const LONGEST = 500;
const MAX_TRIES = 4;
const COMES_THROUGH_WITHIN_MS = 20_000;
let proposed = 1_000;

/** Entries as large as one may be, and one byte larger. */
export const sizeFaults: readonly Fault[] = [
  {
    name: 'an entry is as large as one may be, and another would be larger by a byte',
    of: 'entries',
    holdMs: [0, 0],
    async inject(stage) {
      const { people, quiet } = stage;
      const propose = async (characters: number) => {
        proposed += 1;
        const proposalId = `large-${proposed}`;
        const answer = await people.ask('secretariat', proposalsRoutes.submitProposal, {
          params: { fundId: quiet, proposalId },
          body: bodyOf(characters),
        });
        const type = answer.ok ? undefined : answer.body.type;
        return { proposalId, type, bytes: await recordedBytes(stage, proposalId) };
      };
      const told: string[] = [];
      let last = await propose(LINES * SHORTEST);
      let characters = LINES * SHORTEST;
      for (let tries = 1; tries <= MAX_TRIES && last.bytes !== MAX_PAYLOAD_BYTES; tries += 1) {
        characters += MAX_PAYLOAD_BYTES - (last.bytes ?? 0);
        last = await propose(characters);
      }
      if (last.bytes !== MAX_PAYLOAD_BYTES)
        told.push(`an entry at the bound was not recorded: ${last.type}, ${last.bytes} bytes`);
      const larger = await propose(characters + 1);
      if (larger.bytes !== undefined || larger.type !== 'urn:mdtf:problem:entry-too-large')
        told.push(
          `an entry beyond the bound was answered ${larger.type} and recorded with ${larger.bytes} bytes`,
        );
      return {
        meanwhile: async () => told,
        heal: async () => {},
        afterwards: async () =>
          (await stage.decide(quiet, last.proposalId, COMES_THROUGH_WITHIN_MS))
            ? []
            : ['the largest entry did not come through to the reports'],
      };
    },
  },
];

/** Descriptions of so many characters in all, spread over the lines of a budget. */
function bodyOf(characters: number) {
  const { stage, content } = proposalBody('Large', BigInt(LINES));
  const budget = Array.from({ length: LINES }, (_, n) => ({
    category: 4,
    amount: moneyOf(1n, 'USD'),
    description: 'd'.repeat(Math.min(LONGEST, Math.floor((characters + n) / LINES))),
  }));
  return { stage, content: { ...content, budget } };
}

async function recordedBytes({ world, quiet }: Stage, proposalId: string): Promise<number | undefined> {
  const rows = await world.database.query<{ bytes: number }>(
    'proposals',
    `SELECT octet_length(payload) AS bytes FROM entry WHERE fund = $1 AND payload LIKE $2 ORDER BY sequence LIMIT 1`,
    [quiet, `%"${proposalId}"%`],
  );
  return rows[0]?.bytes;
}
