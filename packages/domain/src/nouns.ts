type Gender = 'm' | 'f';

// What can be missing, unknown or there already, with its French name after the definite article.
const NOUNS = {
  activity: ['l’activité', 'f'],
  'agenda item': ['le point de l’ordre du jour', 'm'],
  allocation: ['l’allocation', 'f'],
  'assistance request': ['la demande d’assistance', 'f'],
  'budget move': ['le virement', 'm'],
  call: ['l’appel', 'm'],
  'charter version': ['la version de la charte', 'f'],
  'co-author': ['le coauteur', 'm'],
  code: ['le code', 'm'],
  'code list': ['la liste de codes', 'f'],
  clarification: ['la question', 'f'],
  condition: ['la condition', 'f'],
  contribution: ['la contribution', 'f'],
  decision: ['la décision', 'f'],
  delivery: ['la livraison', 'f'],
  deposit: ['le dépôt', 'm'],
  document: ['le document', 'm'],
  'due diligence': ['la diligence raisonnable', 'f'],
  'facility request': ['la demande au DGF', 'f'],
  'financial report': ['le rapport financier', 'm'],
  'follow-up event': ['l’événement de suivi', 'm'],
  flag: ['le signalement', 'm'],
  fund: ['le fonds', 'm'],
  'gift in kind': ['le don en nature', 'm'],
  grant: ['l’attribution de rôle', 'f'],
  interest: ['l’intérêt', 'm'],
  'kind of proposal': ['le type de proposition', 'm'],
  'ledger entry': ['l’écriture', 'f'],
  log: ['le journal', 'm'],
  mandate: ['le mandat', 'm'],
  match: ['le rapprochement', 'm'],
  'non-objection': ['la procédure de non-objection', 'f'],
  note: ['la note', 'f'],
  offer: ['l’offre', 'f'],
  organisation: ['l’organisation', 'f'],
  person: ['la personne', 'f'],
  pot: ['l’enveloppe', 'f'],
  'progress report': ['le rapport d’avancement', 'm'],
  proposal: ['la proposition', 'f'],
  recommendation: ['la recommandation', 'f'],
  refund: ['le remboursement', 'm'],
  result: ['le résultat', 'm'],
  revision: ['la révision', 'f'],
  review: ['l’évaluation', 'f'],
  'revision of the facility request': ['la révision de la demande au DGF', 'f'],
  rule: ['la règle', 'f'],
  seat: ['le siège', 'm'],
  session: ['la séance', 'f'],
  tranche: ['la tranche', 'f'],
  waiver: ['la dérogation', 'f'],
  webhook: ['le webhook', 'm'],
  'webhook delivery': ['l’envoi au webhook', 'm'],
  window: ['le guichet', 'm'],
} as const satisfies Readonly<Record<string, readonly [string, Gender]>>;

/** A thing that refusals speak of, by its English name. */
export type Noun = keyof typeof NOUNS;

/** A noun as French sentences need it. */
export interface FrenchNoun {
  /** Without an article: proposition. */
  readonly bare: string;
  /** After its definite article: la proposition. */
  readonly the: string;
  /** After its demonstrative: cette proposition. */
  readonly this: string;
  /** What participles and adjectives end in for it: e, or nothing. */
  readonly e: 'e' | '';
}

/** A noun in French. */
export function frenchNoun(what: Noun): FrenchNoun {
  const [the, gender] = NOUNS[what];
  const bare = the.replace(/^(le |la |l’)/, '');
  const isElided = the.startsWith('l’');
  return {
    bare,
    the,
    this: `${gender === 'f' ? 'cette' : isElided ? 'cet' : 'ce'} ${bare}`,
    e: gender === 'f' ? 'e' : '',
  };
}

/** The first letter in upper case, as at the beginning of a sentence. */
export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
