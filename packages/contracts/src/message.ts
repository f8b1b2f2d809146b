const FRENCH = new Map<string, string>();

/** The message of a schema in both languages: zod carries the English one, `frenchMessage` finds the other by it. */
export function message(en: string, fr: string): string {
  const known = FRENCH.get(en);
  if (known !== undefined && known !== fr) throw new Error(`Two French texts for "${en}"`);
  FRENCH.set(en, fr);
  return en;
}

/** The French of a message that was declared with `message`; undefined for any other text. */
export function frenchMessage(en: string): string | undefined {
  return FRENCH.get(en);
}
