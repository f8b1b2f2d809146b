import {
  type Aggregate,
  accept,
  type CommandHandler,
  type FlagLevel,
  flagHolds,
  type Instant,
  type LocalDate,
  localDate,
  MAX_FLAGS,
  organisationRecord,
} from '@mdtf/domain';
import { CURRENT, charterAggregate } from '../charter.ts';
import { alreadyExists, conflict, forbidden, invalid, notFound } from '../rejections.ts';
import { refuseOwn, roleOf } from '../roles/role-of.ts';
import type { DocumentReference } from '../shapes.ts';
import { askedAbout, endedByBlock } from '../silence/blocked-while-asked.ts';
import type { NonObjectionClosed } from '../silence/non-objection-events.ts';
import { organisationAggregate } from './organisation.ts';
import type { FlagLifted, OrganisationFlagged } from './organisation-events.ts';

/** Asks that an organisation be flagged. */
export interface FlagOrganisation {
  readonly id: string;
  readonly organisation: string;
  readonly level: FlagLevel;
  readonly reason: string;
  readonly evidence: readonly DocumentReference[];
  readonly until?: LocalDate | undefined;
}

/** Asks that a flag be taken back. */
export interface LiftFlag {
  readonly flagId: string;
  readonly organisation: string;
  readonly reason: string;
}

/** A flag on an organisation in one fund, with how it was lifted. */
export interface Flag {
  readonly flagId: string;
  readonly organisation: string;
  readonly level: FlagLevel;
  readonly reason: string;
  readonly evidence: readonly DocumentReference[];
  readonly until: LocalDate | null;
  readonly role: string;
  readonly raisedBy: string;
  readonly raisedAt: Instant;
  readonly lifted: {
    readonly by: string;
    readonly at: Instant;
    readonly role: string;
    readonly reason: string;
  } | null;
}

/** Every flag of a fund, whatever became of it. */
export const flagAggregate: Aggregate<Flag, OrganisationFlagged | FlagLifted> = {
  kind: 'flag',
  version: 1,
  concerns: { OrganisationFlagged: ({ flagId }) => flagId, FlagLifted: ({ flagId }) => flagId },
  evolve(state, event, { actor, time }) {
    if (event.type === 'OrganisationFlagged') return raised(event.data, actor, time);
    if (state === undefined) throw new RangeError('A flag was lifted that nobody had raised');
    return liftedFrom(state, event.data, actor, time);
  },
};

function raised(data: OrganisationFlagged['data'], raisedBy: string, raisedAt: Instant): Flag {
  return { ...data, raisedBy, raisedAt, lifted: null };
}

function liftedFrom(state: Flag, { role, reason }: FlagLifted['data'], by: string, at: Instant): Flag {
  return { ...state, lifted: { by, at, role, reason } };
}

/** A flag as told on a day: whether it holds is a matter of the date alone. */
export function flagAnswer(flag: Flag, today: LocalDate) {
  const status =
    flag.lifted !== null
      ? ('lifted' as const)
      : flagHolds(flag, today)
        ? ('in-force' as const)
        : ('ended' as const);
  return { ...flag, status };
}

export type FlagAnswer = ReturnType<typeof flagAnswer>;

/** Flags an organisation; a block ends at once what the seats are asked about its proposals outside a meeting. */
export const flagOrganisation: CommandHandler<
  FlagOrganisation,
  OrganisationFlagged | NonObjectionClosed,
  FlagAnswer
> = {
  needs({ id, organisation, level }, slice) {
    const asked = level === 'blocked' ? askedAbout(slice) : { own: [], facts: [] };
    return {
      own: [
        { kind: charterAggregate.kind, id: CURRENT },
        { kind: flagAggregate.kind, id },
        { kind: organisationRecord.kind, id: organisation },
        ...asked.own,
      ],
      facts: asked.facts,
      platform: [{ kind: organisationAggregate.kind, id: organisation }],
    };
  },
  decide(command, slice, { fund, actor, time, now }) {
    const charter = slice.get(charterAggregate, CURRENT)?.charter;
    if (charter === undefined) return notFound('fund', fund);
    const { id: flagId, organisation, level, reason, evidence, until = null } = command;
    const known = slice.platformFact(organisationAggregate, organisation);
    if (known === undefined) return notFound('organisation', organisation);
    if (slice.get(flagAggregate, flagId) !== undefined) return alreadyExists('flag', flagId);
    const today = localDate(now, charter.timeZone);
    if (until !== null && until < localDate(time, charter.timeZone)) return endedBefore(until, today);
    if ((slice.get(organisationRecord, organisation)?.flags.length ?? 0) >= MAX_FLAGS) {
      return tooManyFlags(organisation);
    }
    const data = { flagId, organisation, level, reason, evidence, until, role: roleOf(actor) };
    const ended = level === 'blocked' ? endedByBlock(known, flagId, slice) : [];
    return accept(
      [{ type: 'OrganisationFlagged', data }, ...ended],
      flagAnswer(raised(data, actor.id, time), today),
    );
  },
};

function endedBefore(until: LocalDate, today: LocalDate) {
  return invalid(
    'flag-over-already',
    { en: 'It would be over already', fr: 'Il serait déjà fini' },
    {
      en: `Its last day, ${until}, has passed; today is ${today} in the fund. Name a later day, or none.`,
      fr: `Son dernier jour, le ${until}, est passé ; aujourd’hui est le ${today} pour le fonds. Indiquez un jour plus tardif, ou aucun.`,
    },
    { field: 'body.until' },
  );
}

function tooManyFlags(organisation: string) {
  return conflict(
    'too-many-flags',
    { en: 'Too many flags', fr: 'Trop de signalements' },
    {
      en: `${organisation} carries ${MAX_FLAGS} flags that were not lifted: lift those that say nothing any more.`,
      fr: `${organisation} porte ${MAX_FLAGS} signalements qui n’ont pas été levés : levez ceux qui ne disent plus rien.`,
    },
  );
}

/** Takes a flag back; a block never by who raised it, and no flag by people of the organisation. */
export const liftFlag: CommandHandler<LiftFlag, FlagLifted, FlagAnswer> = {
  needs: ({ flagId, organisation }) => ({
    own: [
      { kind: charterAggregate.kind, id: CURRENT },
      { kind: flagAggregate.kind, id: flagId },
      { kind: organisationRecord.kind, id: organisation },
    ],
  }),
  decide({ flagId, organisation, reason }, slice, { fund, actor, time, now }) {
    const charter = slice.get(charterAggregate, CURRENT)?.charter;
    if (charter === undefined) return notFound('fund', fund);
    const flag = slice.get(flagAggregate, flagId);
    if (flag?.organisation !== organisation) return notFound('flag', flagId);
    if (flag.lifted !== null) {
      return conflict(
        'flag-lifted',
        { en: 'It was lifted', fr: 'Il a été levé' },
        {
          en: `Flag ${flagId} was lifted at ${flag.lifted.at}.`,
          fr: `Le signalement ${flagId} a été levé à ${flag.lifted.at}.`,
        },
      );
    }
    const unfit = refuseOwn(actor, organisation);
    if (unfit !== undefined) return unfit;
    if (flag.level === 'blocked' && actor.id === flag.raisedBy) {
      return forbidden(
        'four-eyes',
        { en: 'Another person lifts a block', fr: 'Une autre personne lève un blocage' },
        {
          en: `You raised flag ${flagId}: another person of the secretariat, the chair or a treasurer lifts it.`,
          fr: `Vous avez posé le signalement ${flagId} : une autre personne du secrétariat, la présidence ou un trésorier le lève.`,
        },
      );
    }
    const data = { flagId, organisation, reason, role: roleOf(actor) };
    return accept(
      [{ type: 'FlagLifted', data }],
      flagAnswer(liftedFrom(flag, data, actor.id, time), localDate(now, charter.timeZone)),
    );
  },
};
