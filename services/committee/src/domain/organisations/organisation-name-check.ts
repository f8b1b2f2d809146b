import { hidesText, looksOf, mixedWord, organisationNames, plainName, type StateRef } from '@mdtf/domain';
import { conflict, invalid } from '../rejections.ts';
import type { Organisation } from './organisation-events.ts';

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
      { en: 'The name does not read as it is written', fr: 'Le nom ne se lit pas comme il s’écrit' },
      {
        en: 'It holds characters that turn the direction of text or that nobody sees. Leave them out: a name in a right-to-left script needs none of them.',
        fr: 'Il contient des caractères qui inversent le sens du texte ou que personne ne voit. Supprimez-les : un nom dans une écriture de droite à gauche n’en a pas besoin.',
      },
      { field: FIELD },
    );
  }
  const mixed = mixedWord(name);
  if (mixed !== undefined) {
    return invalid(
      'name-mixes-scripts',
      { en: 'A word of the name mixes scripts', fr: 'Un mot du nom mélange des écritures' },
      {
        en: `“${mixed.word}” has letters of ${mixed.scripts.join(' and ')}, which look alike: write each word in one script.`,
        fr: `« ${mixed.word} » a des lettres des écritures ${mixed.scripts.join(' et ')}, qui se ressemblent : écrivez chaque mot dans une seule écriture.`,
      },
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
      {
        en: 'The name looks like another organisation’s',
        fr: 'Le nom ressemble à celui d’une autre organisation',
      },
      {
        en: `It can be taken for “${other.name}”, the name of ${other.id}: use that organisation, or write the name out so that it differs to the eye.`,
        fr: `On peut le prendre pour « ${other.name} », le nom de ${other.id} : utilisez cette organisation, ou écrivez le nom en toutes lettres pour qu’il s’en distingue à l’œil.`,
      },
      { field: FIELD, params },
    );
  }
  if (areToldApart(wanted, other)) return undefined;
  return conflict(
    'name-taken',
    { en: 'Another organisation has this name', fr: 'Une autre organisation porte ce nom' },
    {
      en: `${other.id} is registered as “${other.name}”. If this is another body, give both an identifier in the same public register, or each its country and an identifier there; have ${other.id} corrected first where it has none.`,
      fr: `${other.id} est enregistrée sous « ${other.name} ». S’il s’agit d’une autre entité, donnez aux deux un identifiant du même registre public, ou à chacune son pays et un identifiant de ce pays ; faites d’abord corriger ${other.id} si elle n’en a pas.`,
    },
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
