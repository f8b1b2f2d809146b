import type { Actor } from '@mdtf/domain';
import { forbidden } from '../rejections.ts';

const TOLD: readonly string[] = ['secretariat', 'chair', 'treasurer', 'admin'];

/** The role in which somebody keeps the record on organisations: records tell the role, not the person. */
export function roleOf({ roles }: Actor): string {
  return TOLD.find((role) => roles.includes(role)) ?? 'secretariat';
}

/** 403 for who acts as partner of the organisation that the record is about. */
export function refuseOwn({ organisations }: Actor, organisation: string) {
  if (!organisations.includes(organisation)) return undefined;
  return forbidden(
    'own-organisation',
    {
      en: 'Nobody vouches for their own organisation',
      fr: 'Personne ne se porte garant de sa propre organisation',
    },
    {
      en: `You act as partner of ${organisation}: somebody who does not confirms or lifts this.`,
      fr: `Vous agissez comme partenaire pour ${organisation} : une personne qui ne le fait pas confirme ou lève cela.`,
    },
  );
}
