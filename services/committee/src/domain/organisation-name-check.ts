import { hidesText, looksOf, mixedWord, organisationNames, plainName, type StateRef } from '@mdtf/domain';
import type { Organisation } from './organisation-events.ts';
import { conflict, invalid } from './rejections.ts';

/** The documents that tell who bears a name of the same look. */
export function nameRefs(name: string): readonly StateRef[] {
  return looksOf(name).map((id) => ({ kind: organisationNames.kind, id }));
}

/**
 * What keeps a name from being registered: text that a reader does not see as it is, a word in two scripts that look
 * alike, or the look of another organisation's name. The very same name is for another body only where identifiers of one
 * register, or countries together with identifiers, tell the two apart.
 */
export function refuseName(wanted: Organisation, others: readonly Organisation[]) {
  const { name } = wanted;
  if (hidesText(name)) {
    return invalid(
      'name-hides-text',
      'The name does not read as it is written',
      'It holds characters that turn the direction of text or that nobody sees. Leave them out: a name in a right-to-left script needs none of them.',
      { field: FIELD },
    );
  }
  const mixed = mixedWord(name);
  if (mixed !== undefined) {
    return invalid(
      'name-mixes-scripts',
      'A word of the name mixes scripts',
      `“${mixed.word}” has letters of ${mixed.scripts.join(' and ')}, which look alike: write each word in one script.`,
      { field: FIELD, params: { word: mixed.word, scripts: mixed.scripts.join(' ') } },
    );
  }
  return others
    .filter(({ id }) => id !== wanted.id)
    .map((other) => refuseBeside(wanted, other))
    .find((refusal) => refusal !== undefined);
}

const FIELD = 'body.name';

function refuseBeside(wanted: Organisation, other: Organisation) {
  const params = { organisation: other.id };
  if (plainName(wanted.name) !== plainName(other.name)) {
    return conflict(
      'name-look-alike',
      'The name looks like another organisation’s',
      `It can be taken for “${other.name}”, the name of ${other.id}: use that organisation, or write the name out so that it differs to the eye.`,
      { field: FIELD, params },
    );
  }
  if (areToldApart(wanted, other)) return undefined;
  return conflict(
    'name-taken',
    'Another organisation has this name',
    `${other.id} is registered as “${other.name}”. If this is another body, give both an identifier in the same public register, or each its country and an identifier there; have ${other.id} corrected first where it has none.`,
    { field: FIELD, params },
  );
}

function areToldApart(one: Organisation, other: Organisation): boolean {
  const [ours = [], theirs = []] = [one.identifiers, other.identifiers];
  // An identifier is one organisation's alone, so two of one register are of two bodies.
  if (ours.some(({ scheme }) => theirs.some((identifier) => identifier.scheme === scheme))) return true;
  const abroad = one.country !== undefined && other.country !== undefined && one.country !== other.country;
  return abroad && ours.length > 0 && theirs.length > 0;
}
