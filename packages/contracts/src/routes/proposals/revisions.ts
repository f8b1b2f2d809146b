import { z } from 'zod';
import { fundId, id, instant, sha256, wholeNumber } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { stage } from '../../schemas/stage.ts';
import { change } from '../change.ts';
import { inFund } from '../common.ts';

const service = 'proposals' as const;

const MAX_REVISION = 999_999;

/** What proves what was submitted when: the content's hash, and the entry of the log that holds it. */
export const submissionReceipt = z
  .object({
    format: z.literal('mdtf.submission-receipt.v1'),
    fundId,
    proposalId: id,
    revision: z.int(),
    stage,
    contentSha256: sha256.describe('Of the content as canonical JSON, RFC 8785'),
    submittedAt: instant.describe('By the fund’s clock'),
    recordedAt: instant,
    position: z.string().describe('Of the entry, such as proposals/imdp/41'),
    entryId: z.string(),
    leafHash: sha256.describe('Of the entry’s envelope, which names the hash of its payload'),
  })
  .meta({ id: 'SubmissionReceipt' });

const compareRevisions = defineRoute({
  id: 'compareRevisions',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/proposals/{proposalId}/revisions/changes',
  summary: 'What one revision says differently from another',
  access: 'any-role',
  own: { partner: 'organisation', reviewer: 'assignment' },
  params: inFund('proposalId'),
  query: z.strictObject({ from: wholeNumber(1, MAX_REVISION), to: wholeNumber(1, MAX_REVISION) }),
  answer: z.object({ from: z.int(), to: z.int(), changes: z.array(change) }),
});

const getReceipt = defineRoute({
  id: 'getSubmissionReceipt',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/proposals/{proposalId}/revisions/{revision}/receipt',
  summary: 'The receipt of a submission; `mdtf receipts verify` checks it against the log',
  access: 'any-role',
  own: { partner: 'organisation', reviewer: 'assignment' },
  params: z.strictObject({ fundId, proposalId: id, revision: wholeNumber(1, MAX_REVISION) }),
  answer: submissionReceipt,
});

/** What was submitted: revisions compared, and receipts. */
export const revisionRoutes = { compareRevisions, getSubmissionReceipt: getReceipt } as const;
