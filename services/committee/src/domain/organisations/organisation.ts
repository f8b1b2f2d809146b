import {
  type Aggregate,
  accept,
  type CommandHandler,
  ifNamed,
  organisationNames,
  type Slice,
} from '@mdtf/domain';
import { alreadyExists, conflict, invalid, notFound } from '../rejections.ts';
import { correctionsAggregate } from './correction.ts';
import { identifierAggregate, identifierRefs, refuseIdentifiers } from './identifiers.ts';
import type { Organisation, OrganisationCorrected, OrganisationRegistered } from './organisation-events.ts';
import { nameRefs, refuseName } from './organisation-name-check.ts';

/** Asks that an organisation be registered for all funds. */
export type RegisterOrganisation = Organisation;

/** Asks that what the register has of an organisation be put right, with the reason. */
export interface CorrectOrganisation {
  readonly organisation: Organisation;
  readonly reason: string;
}

/** An organisation, in the platform's log. */
export const organisationAggregate: Aggregate<Organisation, OrganisationRegistered | OrganisationCorrected> =
  {
    kind: 'organisation',
    version: 2,
    concerns: {
      OrganisationRegistered: ({ id }) => id,
      OrganisationCorrected: ({ organisation }) => organisation.id,
    },
    evolve: (_, event) => (event.type === 'OrganisationRegistered' ? event.data : event.data.organisation),
  };

/** Registers an organisation once, for all funds. */
export const registerOrganisation: CommandHandler<
  RegisterOrganisation,
  OrganisationRegistered,
  Organisation
> = {
  needs: (command, slice) => ({ own: registerNeeds(command, slice) }),
  decide(command, slice) {
    if (slice.get(organisationAggregate, command.id) !== undefined) {
      return alreadyExists('organisation', command.id);
    }
    const unfit = refuseUnfit(command, slice);
    if (unfit !== undefined) return unfit;
    return accept([{ type: 'OrganisationRegistered', data: command }], command);
  },
};

/** Corrects a registered organisation: what stood before is kept beside what stands now. */
export const correctOrganisation: CommandHandler<CorrectOrganisation, OrganisationCorrected, Organisation> = {
  needs({ organisation }, slice) {
    const before = slice === undefined ? undefined : beforeOf(organisation, slice);
    return {
      own: [
        ...registerNeeds(organisation, slice),
        { kind: correctionsAggregate.kind, id: organisation.id },
        ...(before === undefined ? [] : [...nameRefs(before.name), ...identifierRefs(before)]),
      ],
    };
  },
  decide({ organisation, reason }, slice) {
    const before = slice.get(organisationAggregate, organisation.id);
    if (before === undefined) return notFound('organisation', organisation.id);
    if (same(organisation, before)) {
      return conflict(
        'nothing-to-correct',
        { en: 'The register says this already', fr: 'Le registre le dit déjà' },
        {
          en: `${organisation.id} stands in the register exactly as given; nothing was corrected.`,
          fr: `${organisation.id} figure au registre exactement ainsi ; rien n’a été corrigé.`,
        },
      );
    }
    const unfit = refuseUnfit(organisation, slice);
    if (unfit !== undefined) return unfit;
    return accept([{ type: 'OrganisationCorrected', data: { organisation, before, reason } }], organisation);
  },
};

const beforeOf = ({ id }: Organisation, slice: Slice) => ifNamed(() => slice.get(organisationAggregate, id));

function registerNeeds(organisation: Organisation, slice: Slice | undefined) {
  const others = slice === undefined ? [] : namesakes(organisation, slice);
  return [
    ...[organisation.id, ...others].map((id) => ({ kind: organisationAggregate.kind, id })),
    ...nameRefs(organisation.name),
    ...identifierRefs(organisation),
  ];
}

function refuseUnfit(organisation: Organisation, slice: Slice) {
  if (new Set(organisation.kinds).size < organisation.kinds.length) {
    return invalid(
      'kind-named-twice',
      { en: 'A kind is named twice', fr: 'Un type est nommé deux fois' },
      { en: 'Name each kind once.', fr: 'Nommez chaque type une fois.' },
      {
        field: 'body.kinds',
      },
    );
  }
  const others = namesakes(organisation, slice).flatMap((id) => slice.get(organisationAggregate, id) ?? []);
  return (
    refuseName(organisation, others) ??
    refuseIdentifiers(organisation, (identifier) => slice.get(identifierAggregate, identifier))
  );
}

/** Who bears a name of the same look; the organisation itself may be one of them. */
function namesakes({ name }: Organisation, slice: Slice): readonly string[] {
  const ids = nameRefs(name).flatMap(
    ({ id }) => ifNamed(() => slice.get(organisationNames, id))?.organisations ?? [],
  );
  return [...new Set(ids)];
}

function same(a: Organisation, b: Organisation): boolean {
  const plain = ({ id, name, kinds, country, type, knowHow, identifiers }: Organisation) =>
    JSON.stringify([id, name, kinds, country, type, knowHow, identifiers]);
  return plain(a) === plain(b);
}
