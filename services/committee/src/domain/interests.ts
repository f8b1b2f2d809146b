import { type Access, type ApprovedAmount, BANK_POT } from '@mdtf/domain';
import type { AgendaItem } from './agenda-item.ts';
import { ROLE_IN_ITEM_IN_FRENCH } from './french-words.ts';
import type { KnownProposal } from './known/proposal.ts';
import { forbidden, refused } from './rejections.ts';
import type { Holder } from './seats.ts';

/** What an organisation is to an item: it leads the proposal, is of its consortium, gives internal resources to it, hosts the fund, or gives to the fund. */
export type RoleInItem = 'lead' | 'consortium' | 'internal-donor' | 'host' | 'donor';

/** All that the holder of a seat is to an item, each role by itself: one institution may be several at once. */
export function rolesOf(
  holder: Holder | undefined,
  proposal: Pick<KnownProposal, 'lead' | 'partners'> | undefined,
  split: readonly ApprovedAmount[],
): readonly RoleInItem[] {
  if (holder === undefined) return [];
  const { organisation, organisationName, kinds } = holder;
  const isBank = kinds.includes('administering-bank');
  const named = proposal?.partners.some((name) => sameName(name, organisationName) || name === organisation);
  const roles: readonly [RoleInItem, boolean][] = [
    ['lead', proposal?.lead === organisation],
    ['consortium', named ?? false],
    ['internal-donor', isBank && split.some(({ pot }) => pot === BANK_POT)],
    ['host', isBank],
    ['donor', kinds.includes('donor')],
  ];
  return roles.filter(([, is]) => is).map(([role]) => role);
}

/** The same for several proposals under one item, each role once. */
export function rolesInAll(
  holder: Holder | undefined,
  proposals: readonly Pick<KnownProposal, 'lead' | 'partners'>[],
  split: readonly ApprovedAmount[],
): readonly RoleInItem[] {
  const all = proposals.length === 0 ? [undefined] : proposals;
  return [...new Set(all.flatMap((proposal) => rolesOf(holder, proposal, split)))];
}

/** Why a seat is left out of what its organisation leads. */
export const leadNature = (lead: string): string => `Held by ${lead}, which leads the proposal`;

/** 403 for a seat whose organisation leads the proposal. */
export function ownProposal(seat: string, lead: string) {
  return forbidden(
    'own-proposal',
    {
      en: 'Nobody decides on their own proposal',
      fr: 'Nul ne décide de sa propre proposition',
    },
    {
      en: `Seat ${seat} is held by ${lead}, which leads the proposal.`,
      fr: `Le siège ${seat} est tenu par ${lead}, chef de file de la proposition.`,
    },
  );
}

/**
 * 403 for a person who holds a role for an organisation of the proposal other than the seat's own, whose interest is
 * ruled for the seat; undefined for anyone else.
 */
export function refuseOwnPerson(
  access: Access | undefined,
  { seat, holder }: { readonly seat: string; readonly holder: Holder | undefined },
  { lead, partners }: Pick<KnownProposal, 'lead' | 'partners'>,
) {
  const own = access?.grants
    .map(({ organisation }) => organisation)
    .filter((id) => id !== null && id !== holder?.organisation)
    .find((id) => id === lead || partners.includes(id ?? ''));
  if (own === undefined) return undefined;
  return forbidden(
    'own-proposal',
    {
      en: 'Nobody decides on their own proposal',
      fr: 'Nul ne décide de sa propre proposition',
    },
    {
      en: `You hold a role for ${own}, which applies with the proposal: another person answers for seat ${seat}.`,
      fr: `Vous avez un rôle pour ${own}, qui présente la proposition : une autre personne répond pour le siège ${seat}.`,
    },
  );
}

/** True where an interest is to be ruled before the seat has a part; who leads is recused in any case. */
export function mustBeRuled(roles: readonly RoleInItem[]): boolean {
  return roles.some((role) => role === 'lead' || role === 'consortium' || role === 'internal-donor');
}

/** True once an interest of the seat in the item is ruled, either way. */
export function isRuled({ interests }: Pick<AgendaItem, 'interests'>, seat: string): boolean {
  return interests.some((interest) => interest.seat === seat);
}

/** 422: the chair rules first whether it is a disclosure or a recusal. */
export function interestNotRuled(seat: string, roles: readonly RoleInItem[]) {
  return refused(
    'interest-not-ruled',
    { en: 'An interest is not ruled', fr: 'Un intérêt n’est pas tranché' },
    {
      en: `The organisation in seat ${seat} is ${roles.join(', ')} in this item: have it ruled a disclosure or a recusal.`,
      fr: `L’organisation du siège ${seat} est ${roles.map((role) => ROLE_IN_ITEM_IN_FRENCH[role]).join(', ')} dans ce point : faites trancher si c’est une déclaration ou un déport.`,
    },
    { params: { seat, roles: roles.join(' ') } },
  );
}

function sameName(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

const plain = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
