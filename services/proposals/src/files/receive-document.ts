import { type ReceivedBody, type Refusal, refuse } from '@mdtf/runtime';
import type { Scan } from '../domain/documents/document-events.ts';
import { isText } from '../domain/documents/document-name.ts';
import type { DocumentBytes, Taken } from '../queries/document-bytes.ts';
import { typeOfContent, watchingText } from './content-type.ts';
import type { Scanner } from './scanner.ts';

/** A document whose bytes are kept, told by its content and scanned; whoever has it releases its bytes afterwards. */
export interface ReceivedDocument {
  readonly mediaType: string;
  readonly sha256: string;
  readonly size: number;
  readonly scan: Scan;
}

/** Documents that come at a time in one process; past it 503. */
export const MAX_UNDER_WAY = 20;

/** Takes documents in. */
export type ReceiveDocument = (fund: string, body: ReceivedBody) => Promise<ReceivedDocument | Refusal>;

/** Takes documents in, at most MAX_UNDER_WAY at a time; what is refused or breaks off leaves nothing behind. */
export function createReceiveDocument(store: DocumentBytes, scanner: Scanner | undefined): ReceiveDocument {
  let underWay = 0;
  return async (fund, body) => {
    if (underWay >= MAX_UNDER_WAY) return TOO_BUSY;
    underWay += 1;
    try {
      return await receive(store, scanner, fund, body);
    } finally {
      underWay -= 1;
    }
  };
}

async function receive(
  store: DocumentBytes,
  scanner: Scanner | undefined,
  fund: string,
  body: ReceivedBody,
): Promise<ReceivedDocument | Refusal> {
  const { bytes, isText: wasText } = watchingText(body.bytes);
  const taken = await store.take(fund, bytes);
  let kept = false;
  try {
    const { mediaType, sha256, size } = body.received();
    const refusal = size === 0 ? EMPTY : await refuseContent(mediaType, taken, wasText());
    if (refusal !== undefined) return refusal;
    const scan = scanner === undefined ? 'not-scanned' : await scanner(taken.read());
    if (scan === 'infected') return INFECTED;
    if (scan === 'failed') return SCANNER_AWAY;
    await taken.keep(sha256);
    kept = true;
    return { mediaType, sha256, size, scan };
  } finally {
    if (!kept) await taken.discard();
  }
}

/** What keeps the content from being what it is said to be. */
async function refuseContent(
  mediaType: string,
  taken: Taken,
  wasText: boolean,
): Promise<Refusal | undefined> {
  const found = await typeOfContent(taken.read());
  if (isText(mediaType) ? found === undefined && wasText : found === mediaType) return undefined;
  const shown = wasText ? TEXT : UNKNOWN;
  const [en, fr] = [found ?? shown.en, found ?? shown.fr];
  const inText = isText(mediaType) ? HOW_TEXT_IS : { en: '', fr: '' };
  return refuse(
    422,
    'content-not-its-type',
    { en: 'Not what it is said to be', fr: 'Autre chose que ce qui est annoncé' },
    {
      en: `It is sent as ${mediaType}, and its content is ${en}; nothing was kept.${inText.en} Name its true type, or send it in another one.`,
      fr: `Il est envoyé comme ${mediaType}, et son contenu est ${fr} ; rien n’a été gardé.${inText.fr} Nommez son vrai type, ou envoyez-le dans un autre.`,
    },
    {
      errors: [
        {
          field: 'header.content-type',
          message: {
            en: `does not fit the content, which is ${en}`,
            fr: `ne correspond pas au contenu, qui est ${fr}`,
          },
        },
      ],
    },
  );
}

const TEXT = { en: 'text', fr: 'du texte' };
const UNKNOWN = { en: 'of no type that is known here', fr: 'd’aucun type connu ici' };
const HOW_TEXT_IS = {
  en: ' Text is UTF-8 without control characters.',
  fr: ' Le texte est en UTF-8, sans caractères de commande.',
};

const EMPTY = refuse(
  422,
  'document-empty',
  { en: 'An empty document', fr: 'Document vide' },
  { en: 'The file has no bytes; nothing was kept.', fr: 'Le fichier est vide ; rien n’a été gardé.' },
);

const INFECTED = refuse(
  422,
  'document-infected',
  { en: 'The scanner refuses it', fr: 'Refusé par l’analyse' },
  {
    en: 'The scanner found malicious content; nothing was kept, and nobody can read it. Clean the file and send it again.',
    fr: 'L’analyse a trouvé un contenu malveillant ; rien n’a été gardé, et personne ne peut le lire. Nettoyez le fichier et renvoyez-le.',
  },
);

const SCANNER_AWAY = refuse(
  503,
  'scanner-away',
  { en: 'The scanner does not answer', fr: 'L’analyse ne répond pas' },
  {
    en: 'No document is taken before it is scanned, and nothing was kept; send it again shortly under the same key.',
    fr: 'Aucun document n’est pris avant d’être analysé, et rien n’a été gardé ; renvoyez-le bientôt sous la même clé.',
  },
  { retryAfterSeconds: 30 },
);

const TOO_BUSY = refuse(
  503,
  'too-busy',
  { en: 'Too busy', fr: 'Trop de demandes' },
  {
    en: `${MAX_UNDER_WAY} documents are coming at the moment; send it again shortly under the same key.`,
    fr: `${MAX_UNDER_WAY} documents arrivent en ce moment ; renvoyez-le bientôt sous la même clé.`,
  },
  { retryAfterSeconds: 5 },
);
