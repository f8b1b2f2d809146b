import { MAX_CALL_PROPOSALS } from '@mdtf/contracts';
import { notKnown } from '@mdtf/domain';
import { type GrantedWaivers, knownAllocated, NOTHING_ALLOCATED, THE_SUMS, waiversOf } from '@mdtf/rules';
import { notFound, type Refusal, refuse, rejected, type ServiceParts } from '@mdtf/runtime';
import { call } from '../domain/calls/call.ts';
import { knownCharter } from '../domain/known/charter.ts';
import type { ProposalStatus } from '../domain/proposal.ts';
import { waivers, waiversOfKind } from '../domain/waivers.ts';
import { type Candidate, callOutcome } from '../domain/what-if/call-outcome.ts';
import { type Supposable, type Supposition, suppose } from '../domain/what-if/supposition.ts';
import { wordSupposition } from '../domain/what-if/supposition-words.ts';
import { type ProposalOfCall, proposalsOfCall } from '../queries/call-proposals.ts';
import type { Handlers } from './handlers.ts';

const UNDECIDED: ReadonlySet<ProposalStatus> = new Set(['submitted', 'deferred', 'not-funded']);
const WAITS_FOR_MONEY: ReadonlySet<ProposalStatus> = new Set(['approved', 'revision-needed']);

/** A call’s proposals together, with and without what is supposed. */
export function whatIfHandlers(parts: ServiceParts): Handlers<'checkCall'> {
  const { pool, view, store } = parts;
  return {
    async checkCall({ fund, params: { callId }, body: { order = [], suppose: asked = [] } }) {
      const known = await view.read(fund, call, callId);
      const charter =
        known === undefined ? undefined : await view.read(fund, knownCharter, `${known.charterVersion}`);
      if (known === undefined || charter === undefined) return notFound('call', callId);
      const found = await proposalsOfCall(pool, { fund, callId, limit: MAX_CALL_PROPOSALS + 1 });
      if (found.length > MAX_CALL_PROPOSALS) return tooMany();
      const ofCall = new Set(found.map(({ proposalId }) => proposalId));
      const stray = order.findIndex((id) => !ofCall.has(id));
      if (stray !== -1) return rejected(notKnown('proposal', order[stray] ?? '', `body.order.${stray}`));
      const facts: Supposable = {
        charter,
        proposals: new Map(
          found.map(({ proposalId, state, newest }) => [
            proposalId,
            { content: newest.content, status: state.status },
          ]),
        ),
        first: [],
      };
      const supposed = suppose(facts, asked as readonly Supposition[]);
      if ('code' in supposed) return rejected(supposed);
      const granted = new Map<string, readonly (GrantedWaivers | undefined)[]>();
      for (const { proposalId, newest } of found)
        granted.set(proposalId, [
          await view.read(fund, waivers, proposalId),
          await view.read(fund, waivers, waiversOfKind(newest.content.kind)),
        ]);
      const sums = (await view.read(fund, knownAllocated, THE_SUMS)) ?? NOTHING_ALLOCATED;
      const at = await store.clock(fund);
      const outcome = (of: Supposable) =>
        callOutcome(candidatesOf(found, order, of, granted), { charter: of.charter, sums, at });
      return {
        body: {
          charterVersion: charter.version,
          before: outcome(facts),
          ...(asked.length === 0 ? {} : { after: outcome(supposed) }),
          suppositions: (asked as readonly Supposition[]).map(wordSupposition),
        },
      };
    },
  };
}

/** Those to be decided in the order asked, then as submitted; those supposed or known to be approved come first. */
function candidatesOf(
  found: readonly ProposalOfCall[],
  order: readonly string[],
  { proposals, first, charter }: Supposable,
  granted: ReadonlyMap<string, readonly (GrantedWaivers | undefined)[]>,
): readonly Candidate[] {
  const isApproved = ({ proposalId, state }: ProposalOfCall) =>
    WAITS_FOR_MONEY.has(state.status) || first.includes(proposalId);
  const rank = ({ proposalId }: ProposalOfCall) =>
    order.includes(proposalId) ? order.indexOf(proposalId) : order.length;
  const supposedFirst = first.flatMap((id) => found.filter(({ proposalId }) => proposalId === id));
  const known = found.filter((each) => isApproved(each) && !first.includes(each.proposalId));
  const undecided = found
    .filter((each) => UNDECIDED.has(each.state.status) && !isApproved(each))
    .toSorted((a, b) => rank(a) - rank(b));
  return [...known, ...supposedFirst, ...undecided].map((each) => {
    const { proposalId, state, newest } = each;
    const { title, lead } = state;
    return {
      proposalId,
      title,
      lead,
      content: proposals.get(proposalId)?.content ?? newest.content,
      approved: isApproved(each),
      waivers: waiversOf(proposalId, granted.get(proposalId) ?? [], charter.timeZone),
    };
  });
}

function tooMany(): Refusal {
  return refuse(
    422,
    'too-many-proposals',
    { en: 'Too many proposals', fr: 'Trop de propositions' },
    {
      en: `A call of more than ${MAX_CALL_PROPOSALS} full proposals is not judged in one answer.`,
      fr: `Un appel de plus de ${MAX_CALL_PROPOSALS} propositions complètes ne se juge pas en une seule réponse.`,
    },
  );
}
