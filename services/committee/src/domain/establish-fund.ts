import { accept, accessAggregate, type CommandHandler, MAX_GRANTS_PER_PERSON } from '@mdtf/domain';
import { CURRENT, charterAggregate, pinned, refuseCharter } from './charter.ts';
import type { CharterAdopted, FundEstablished, RoleGranted } from './events.ts';
import { type FundSummary, fundAggregate, fundSummary, THE_FUND, withheldBy } from './fund.ts';
import { organisationAggregate } from './organisations/organisation.ts';
import { alreadyExists, invalid } from './rejections.ts';
import {
  grantAggregate,
  organisationsOf,
  refuseRole,
  refuseTogether,
  type WantedRole,
} from './roles/grant.ts';
import { holdersNeeds } from './roles/role-holders.ts';
import type { Charter } from './shapes.ts';

/** Asks, in the new fund's own log, that it be established under a charter, with its first roles. */
export interface EstablishFund {
  readonly id: string;
  readonly charter: Charter;
  readonly grants: readonly WantedRole[];
}

/** The log that all funds share; no fund can be called so. */
const RESERVED = 'platform';

const FIRST_VERSION = 1;

/** Establishes a fund once: itself, version 1 of its charter, and its first roles, which nobody else could approve yet. */
export const establishFund: CommandHandler<
  EstablishFund,
  FundEstablished | CharterAdopted | RoleGranted,
  FundSummary
> = {
  needs: ({ grants }) => ({
    own: [
      { kind: fundAggregate.kind, id: THE_FUND },
      { kind: charterAggregate.kind, id: CURRENT },
      { kind: charterAggregate.kind, id: String(FIRST_VERSION) },
      ...grants.map((_, at) => ({ kind: grantAggregate.kind, id: firstGrantId(at) })),
      ...grants.map(({ person }) => ({ kind: accessAggregate.kind, id: person })),
      ...grants.flatMap(({ role }) => holdersNeeds(role)),
    ],
    platform: organisationsOf(grants),
  }),
  decide(command, slice, { now, time, actor }) {
    const { id: fundId, grants } = command;
    if (fundId === RESERVED) return reservedId();
    if (slice.get(fundAggregate, THE_FUND) !== undefined) return alreadyExists('fund', fundId);
    const unfit =
      refuseCharter(command.charter) ??
      refuseGrants(command, (id) => slice.platformFact(organisationAggregate, id));
    if (unfit !== undefined) return unfit;
    const charter = pinned(command.charter);
    const { title, currency, timeZone, publishes } = charter;
    const fund = { fundId, title, currency, timeZone, publishes };
    const granted = grants.map(
      ({ person, role, organisation, seat }, at): RoleGranted => ({
        type: 'RoleGranted',
        data: {
          grantId: firstGrantId(at),
          person,
          role,
          organisation: organisation ?? null,
          seat: seat ?? null,
          requestedBy: actor.id,
          approvedBy: actor.id,
        },
      }),
    );
    const adopted = { version: FIRST_VERSION, charter, decisionId: null, document: charter.document ?? null };
    return accept(
      [{ type: 'FundEstablished', data: fund }, { type: 'CharterAdopted', data: adopted }, ...granted],
      fundSummary(
        { ...fund, ...withheldBy(charter), charterVersion: FIRST_VERSION, establishedAt: time },
        now,
      ),
    );
  },
};

function firstGrantId(at: number): string {
  return `first-${at + 1}`;
}

function refuseGrants({ charter, grants }: EstablishFund, organisation: (id: string) => unknown) {
  const held = new Map<string, readonly string[]>();
  for (const [at, wanted] of grants.entries()) {
    const field = `body.grants.${at}`;
    const before = held.get(wanted.person) ?? [];
    const unfit =
      refuseRole(wanted, field, { charter, organisation }) ?? refuseTogether(wanted, before, field);
    if (unfit !== undefined) return unfit;
    held.set(wanted.person, [...before, wanted.role]);
    if (before.length >= MAX_GRANTS_PER_PERSON) {
      return invalid(
        'too-many-roles',
        { en: 'Too many roles', fr: 'Trop de rôles' },
        {
          en: `${wanted.person} is given more than ${MAX_GRANTS_PER_PERSON} roles.`,
          fr: `${wanted.person} reçoit plus de ${MAX_GRANTS_PER_PERSON} rôles.`,
        },
        { field: `${field}.person` },
      );
    }
  }
  return undefined;
}

function reservedId() {
  return invalid(
    'fund-id-reserved',
    { en: 'This id is reserved', fr: 'Cet identifiant est réservé' },
    {
      en: `No fund can be called ${RESERVED}: it is the log that all funds share.`,
      fr: `Aucun fonds ne peut s’appeler ${RESERVED} : c’est le journal commun à tous les fonds.`,
    },
    { field: 'body.id' },
  );
}
