import { committeeRoutes } from '@mdtf/contracts';
import { FAILED, readArguments, UsageError } from '../command-line.ts';
import { connectTo, DEFAULT_URL, reasonOf, Unreachable } from '../connection.ts';
import { differencesOf } from '../decisions/compare.ts';
import { readCommitteeLog, UnsoundLog } from '../decisions/log.ts';
import { recompute } from '../decisions/recompute.ts';

const DECISIONS_USAGE = 'mdtf decisions verify --fund FUND [--decision ID] [--as PERSONA] [--url URL]';

const options = {
  url: { type: 'string', default: DEFAULT_URL },
  fund: { type: 'string' },
  decision: { type: 'string' },
  as: { type: 'string', default: 'auditor' },
} as const;

/**
 * Recomputes decision records from the committee's log, which is hashed anew, and compares them with those served. The
 * exit code is 0 when all are equal, 1 when anything differs, 2 when the log is unsound or cannot be read.
 */
export async function decisions(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, options, DECISIONS_USAGE);
  if (positionals[0] !== 'verify' || values.fund === undefined)
    throw new UsageError(`Usage: ${DECISIONS_USAGE}`);
  const { client, tokenOf, url } = connectTo(values.url);
  const token = await tokenOf(values.as);
  const unanswered = (error: unknown): never => {
    if (error instanceof UnsoundLog) throw error;
    throw new Unreachable(`${url} does not answer (${reasonOf(error)}).`);
  };
  try {
    const fundId = values.fund;
    const entries = await readCommitteeLog(client, fundId, token).catch(unanswered);
    const all = recompute(fundId, entries);
    const wanted = all.filter(({ decisionId }) => (values.decision ?? decisionId) === decisionId);
    let equal = 0;
    for (const recomputed of wanted) {
      const { decisionId } = recomputed;
      const params = { fundId, decisionId };
      const answer = await client
        .call(committeeRoutes.getDecisionRecord, { params, token })
        .catch(unanswered);
      const found = answer.ok
        ? differencesOf(answer.body, recomputed, entries)
        : [answer.body.detail ?? answer.body.title];
      for (const difference of found) say(`✗ ${decisionId} ${difference}`);
      if (found.length === 0) equal += 1;
    }
    say(`${equal} of ${wanted.length} decision records are as the log has them (${entries.length} entries).`);
    return equal === wanted.length && wanted.length > 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UnsoundLog)) throw error;
    say(`The log of ${values.fund} cannot be relied on: ${error.message}.`);
    return FAILED;
  }
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
