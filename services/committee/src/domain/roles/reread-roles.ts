import {
  type AnyCommandHandler,
  accessAggregate,
  type CommandHandler,
  type Context,
  type DomainEvent,
  holdingsOf,
  type Slice,
} from '@mdtf/domain';
import { forbidden } from '../rejections.ts';

/** Who asks, where a person does: named in the command, so that its roles are read again with the fund's log locked. */
interface Asked {
  readonly asker?: string | undefined;
}

/** Not granted in any fund: configuration gives them. */
const CONFIGURED: readonly string[] = ['admin', 'service'];

/** The same commands, refused when a role that the request came with was taken back before it is decided. */
export function rereadingRoles(commands: { readonly [type: string]: AnyCommandHandler }): {
  readonly [type: string]: AnyCommandHandler;
} {
  return Object.fromEntries(Object.entries(commands).map(([type, handler]) => [type, rereading(handler)]));
}

function rereading(handler: AnyCommandHandler): CommandHandler<Asked, DomainEvent, unknown> {
  return {
    needs({ asker, ...command }, slice) {
      const needs = handler.needs(command, slice);
      if (asker === undefined) return needs;
      return { ...needs, own: [...(needs.own ?? []), { kind: accessAggregate.kind, id: asker }] };
    },
    decide({ asker, ...command }, slice, context) {
      const gone = asker === undefined ? undefined : roleTakenBack(asker, slice, context);
      if (gone === undefined) return handler.decide(command, slice, context);
      return forbidden(
        'role-taken-back',
        { en: 'A role was taken back', fr: 'Un rôle a été retiré' },
        {
          en: `You were ${gone} when you asked, and are not any more; ask again with the roles you have.`,
          fr: `Vous aviez le rôle ${gone} en demandant, et ne l’avez plus ; redemandez avec les rôles que vous avez.`,
        },
      );
    },
  };
}

function roleTakenBack(asker: string, slice: Slice, { actor }: Context): string | undefined {
  const access = slice.get(accessAggregate, asker);
  // Nothing was ever granted to it here: its roles are of another fund, or of configuration.
  if (access === undefined || actor.id !== asker) return undefined;
  const { roles } = holdingsOf(access);
  return actor.roles.find((role) => !CONFIGURED.includes(role) && !roles.includes(role));
}
