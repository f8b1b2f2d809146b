import { type Aggregate, accept, type Model, type Money, moneyOf, reject } from '@mdtf/domain';
import type { SimulatedService } from './world/deployment.ts';

interface Submitted {
  readonly type: 'FullProposalSubmitted';
  readonly data: {
    readonly proposalId: string;
    readonly content: { readonly financing: { readonly fund: Money } };
  };
}

const proposal: Aggregate<{ revision: number }, Submitted> = {
  kind: 'proposal',
  version: 1,
  concerns: { FullProposalSubmitted: ({ proposalId }) => proposalId },
  evolve: (before) => ({ revision: (before?.revision ?? 0) + 1 }),
};

const model: Model = {
  service: 'proposals',
  aggregates: [proposal],
  facts: [],
  commands: {
    SubmitFullProposal: {
      needs: ({ proposalId }) => ({ own: [{ kind: 'proposal', id: proposalId }] }),
      decide(command, slice) {
        if (slice.get(proposal, command.proposalId) !== undefined)
          return reject({ code: 'exists', category: 'conflict', title: 'Exists', detail: '' });
        const data = {
          ...command,
          revision: 1,
          requested: command.content.financing.fund,
          bankPart: moneyOf(0n, 'USD'),
          verdicts: [],
        };
        return accept([{ type: 'FullProposalSubmitted', data }], null);
      },
    },
  },
  subject: ({ data }) => `proposal/${(data as Submitted['data']).proposalId}`,
};

export const standInProposals: SimulatedService = {
  name: 'proposals',
  model,
  follows: { committee: () => undefined },
};
