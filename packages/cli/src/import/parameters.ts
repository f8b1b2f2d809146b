import { type Profile, ProfileMistake } from './profile.ts';
import { cellReader } from './read-cell.ts';
import type { Cells } from './row.ts';

/** A parameter that was given and cannot be used; the message says which and why. */
export class UnusableParameter extends Error {
  override readonly name = 'UnusableParameter';
}

/** The parameters of a profile with their given or default values, as cells named `@name`. */
export function parameterCells(profile: Profile, given: Readonly<Record<string, string>>): Cells {
  const unknown = Object.keys(given).find((name) => !(name in profile.parameters));
  if (unknown !== undefined) {
    const names = Object.keys(profile.parameters).join(', ') || 'none';
    throw new UnusableParameter(
      `The profile ${profile.profile} has no parameter ${unknown}; it has ${names}.`,
    );
  }
  return Object.fromEntries(
    Object.entries(profile.parameters).map(([name, { kind, default: standard }]) => {
      const cell = cellReader({ kind, optional: false }, profile.currency)(given[name] ?? standard);
      if (cell !== undefined && !('reason' in cell)) return [`@${name}`, cell];
      const reason = cell?.reason ?? 'is blank';
      if (given[name] === undefined) throw new ProfileMistake(`parameters.${name}.default`, `it ${reason}`);
      throw new UnusableParameter(`${name}=${given[name]} ${reason}.`);
    }),
  );
}
