import { z } from 'zod';
import { id, instant } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { inFund } from '../common.ts';

const service = 'proposals' as const;
const path = '/v1/funds/{fundId}/proposals/{proposalId}/co-authors';

const coAuthor = z.object({ person: id, namedBy: id, namedAt: instant });

const listCoAuthors = defineRoute({
  id: 'listCoAuthors',
  service,
  method: 'GET',
  path,
  summary: 'Who may edit the proposal’s drafts besides its lead',
  access: ['partner', 'secretariat'],
  own: { partner: 'organisation', secretariat: 'organisation' },
  params: inFund('proposalId'),
  answer: z.object({ items: z.array(coAuthor) }),
});

const nameCoAuthor = defineRoute({
  id: 'nameCoAuthor',
  service,
  method: 'PUT',
  path: `${path}/{person}`,
  summary: 'Let a partner’s person of another organisation read and edit the drafts; the lead alone submits',
  description: 'Named by whoever writes for the lead. Naming somebody twice changes nothing.',
  access: ['partner', 'secretariat'],
  own: { partner: 'organisation', secretariat: 'organisation' },
  params: inFund('proposalId', 'person'),
  answer: coAuthor,
});

const removeCoAuthor = defineRoute({
  id: 'removeCoAuthor',
  service,
  method: 'DELETE',
  path: `${path}/{person}`,
  summary: 'Take that right back',
  access: ['partner', 'secretariat'],
  own: { partner: 'organisation', secretariat: 'organisation' },
  params: inFund('proposalId', 'person'),
  answer: coAuthor,
});

/** Who edits a proposal's drafts besides its lead. */
export const coAuthorRoutes = { listCoAuthors, nameCoAuthor, removeCoAuthor } as const;
