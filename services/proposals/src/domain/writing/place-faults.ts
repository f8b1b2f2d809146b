import type { FieldFault } from '@mdtf/domain';
import { fault, required } from '../field-fault.ts';
import type { KnownWindow } from '../known/charter.ts';
import type { Surroundings } from './completeness.ts';
import type { ProposalContent } from './content.ts';
import { KINDS } from './kinds.ts';

function windowOf({ windowId }: ProposalContent, { charter }: Surroundings): KnownWindow | undefined {
  return charter.windows.find(({ id }) => id === windowId);
}

/** What keeps a proposal from its place in the fund: its window and its call. */
export function placeFaults(content: ProposalContent, around: Surroundings): FieldFault[] {
  const { callId, windowId } = content;
  if (!KINDS[content.kind].placed) return outsideFaults(content, around);
  if (windowId === undefined)
    return [required('windowId', callId === undefined ? undefined : WINDOW_OF_CALL)];
  const window = windowOf(content, around);
  if (window === undefined)
    return [
      fault(
        'windowId',
        'is no window of the charter that holds here',
        'n’est pas un guichet de la charte qui vaut ici',
      ),
    ];
  if (around.call === undefined)
    return window.alwaysOpen
      ? []
      : [
          required('callId', {
            en: `the window ${windowId} takes proposals under a call only`,
            fr: `le guichet ${windowId} ne reçoit de propositions que sur appel`,
          }),
        ];
  const { windowId: asked } = around.call;
  return asked === null || asked === windowId
    ? []
    : [
        fault(
          'windowId',
          `must be ${asked}, the window of the call`,
          `doit être ${asked}, le guichet de l’appel`,
        ),
      ];
}

const WINDOW_OF_CALL = { en: 'the window of the call', fr: 'le guichet de l’appel' };

/** The secretariat's own budget belongs to no call and no window. */
function outsideFaults({ callId, windowId }: ProposalContent, { stage }: Surroundings): FieldFault[] {
  const faults: FieldFault[] = [];
  if (stage !== 'full')
    faults.push(
      fault(
        'kind',
        'has no concept note: submit the secretariat’s budget in full',
        'n’a pas de note conceptuelle : soumettez le budget du secrétariat en entier',
      ),
    );
  if (callId !== undefined) faults.push(fault('callId', ...NOT_FOR_THE_BUDGET));
  if (windowId !== undefined) faults.push(fault('windowId', ...NOT_FOR_THE_BUDGET));
  return faults;
}

const NOT_FOR_THE_BUDGET = [
  'is not for the secretariat’s budget; leave it out',
  'ne concerne pas le budget du secrétariat ; omettez-le',
] as const;

/** What keeps it from its purpose: objectives of the fund and of its window, recommendations of the Forum. */
export function purposeFaults(content: ProposalContent, around: Surroundings): FieldFault[] {
  const { charter, stage } = around;
  const window = windowOf(content, around);
  const faults: FieldFault[] = [];
  if (content.objectives.length === 0)
    faults.push(
      fault(
        'objectives',
        'must name at least one objective of the fund',
        'doit nommer au moins un objectif du fonds',
      ),
    );
  for (const [at, objective] of content.objectives.entries()) {
    const field = `objectives.${at}`;
    if (!charter.objectives.includes(objective))
      faults.push(fault(field, 'is no objective of the charter', 'n’est pas un objectif de la charte'));
    else if (window !== undefined && !window.objectives.includes(objective))
      faults.push(
        fault(
          field,
          `is not served by the window ${window.id}`,
          `n’est pas servi par le guichet ${window.id}`,
        ),
      );
  }
  for (const [at, recommendation] of content.recommendations.entries()) {
    if (!around.recommendations.has(recommendation))
      faults.push(
        fault(
          `recommendations.${at}`,
          'is not in the register of the Forum’s recommendations',
          'n’est pas au registre des recommandations du Forum',
        ),
      );
  }
  if (stage === 'full' && window?.actsForForum && content.recommendations.length === 0)
    faults.push(
      fault(
        'recommendations',
        `must cite at least one: the window ${window.id} acts for the Forum`,
        `doit en citer au moins une : le guichet ${window.id} agit pour le Forum`,
      ),
    );
  return faults;
}
