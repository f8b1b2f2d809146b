import type { ApprovedAmount, Condition, DecisionSubject, LocalDate } from '@mdtf/domain';
import { type Amended, type AmendmentChanges, MAX_AMENDMENTS } from './amendment.ts';
import { OUTCOME_IN_FRENCH, SUBJECT_IN_FRENCH } from './french-words.ts';
import { conflict, invalid, refused, unknownIn } from './rejections.ts';

/** What is asked of a decision on an amendment: the changes, and for a top-up its amounts with their own conditions. */
export interface AskedAmendment {
  readonly subject: DecisionSubject;
  readonly amendment?: AmendmentChanges | undefined;
  readonly amounts: readonly ApprovedAmount[];
  readonly conditions?: readonly Condition[];
}

/** What keeps a decision from being amended so; undefined for what is no amendment and says no changes. */
export function refuseAmendment(asked: AskedAmendment, amended: Amended | undefined, today: LocalDate) {
  const { subject, amendment } = asked;
  if (subject.kind !== 'amendment') {
    if (amendment === undefined) return undefined;
    return invalid(
      'changes-only-for-amendment',
      { en: 'Only an amendment changes a decision', fr: 'Seul un amendement modifie une décision' },
      {
        en: 'Leave the changes out, or name the decision that is amended.',
        fr: 'Omettez les changements, ou nommez la décision qui est amendée.',
      },
      { field: 'body.amendment' },
    );
  }
  if (amended === undefined) return unknownIn('body.subject.id', 'decision', subject.id);
  return (
    refuseDecision(amended) ??
    refuseChanges(asked, amendment, amended) ??
    refuseConditions(asked, amendment, amended, today)
  );
}

/** What keeps a decision from being amended at all. */
function refuseDecision(amended: Amended) {
  const { named, root } = amended;
  const { decisionId, outcome } = named;
  if (outcome !== 'approved') {
    return refused(
      'nothing-to-amend',
      { en: 'Only an approval is amended', fr: 'Seule une approbation est amendée' },
      {
        en: `Decision ${decisionId} was ${outcome}: put its subject on an agenda again.`,
        fr: `Décision ${decisionId}, issue : ${OUTCOME_IN_FRENCH[outcome]}. Inscrivez de nouveau son objet à un ordre du jour.`,
      },
      { field: 'body.subject.id' },
    );
  }
  if (root.subject.kind !== 'proposal' && root.subject.kind !== 'other') {
    const { kind } = root.subject;
    return refused(
      'not-amended-but-replaced',
      { en: 'It is replaced, not amended', fr: 'Elle est remplacée, non amendée' },
      {
        en: `Decision ${root.decisionId} is on a ${kind}: decide on a new one instead.`,
        fr: `La décision ${root.decisionId} porte sur ${SUBJECT_IN_FRENCH[kind]} : prenez plutôt une nouvelle décision.`,
      },
      { field: 'body.subject.id' },
    );
  }
  return refuseSuperseded(amended) ?? refuseUnfinished(amended);
}

/** 409 where a later decision amended it, or revoked all of them. */
function refuseSuperseded({ named, root, revoked, applied }: Amended) {
  const { decisionId } = named;
  const late = applied.at(-1);
  if (revoked || (late !== undefined && late.decisionId !== decisionId)) {
    const last = late?.decisionId ?? root.decisionId;
    return conflict(
      'decision-superseded',
      { en: 'A later decision takes its place', fr: 'Une décision ultérieure la remplace' },
      revoked
        ? {
            en: `Decision ${last} revoked ${root.decisionId}: decide on its subject anew.`,
            fr: `La décision ${last} a révoqué ${root.decisionId} : décidez à nouveau de son objet.`,
          }
        : {
            en: `Decision ${last} amended ${root.decisionId}: amend ${last}.`,
            fr: `La décision ${last} a amendé ${root.decisionId} : amendez ${last}.`,
          },
      { field: 'body.subject.id' },
    );
  }
  return undefined;
}

/** 409 while the decision or an amendment of it is not carried out, and once it bears too many. */
function refuseUnfinished({ named, root }: Amended) {
  if ([named, root].some(({ carriedOut }) => carriedOut === 'no')) {
    return conflict(
      'not-carried-out',
      { en: 'It was not carried out', fr: 'Elle n’a pas été exécutée' },
      {
        en: `The item of decision ${root.decisionId} is open again: decide on it there.`,
        fr: `Le point de la décision ${root.decisionId} est de nouveau ouvert : décidez-en là.`,
      },
      { field: 'body.subject.id' },
    );
  }
  const waiting = (root.amendments ?? []).find(({ carriedOut }) => carriedOut === 'waiting');
  if (waiting !== undefined) {
    return conflict(
      'amendment-waiting',
      { en: 'An amendment is being carried out', fr: 'Un amendement est en cours d’exécution' },
      {
        en: `Amendment ${waiting.decisionId} waits for its money: ask again in a moment.`,
        fr: `L’amendement ${waiting.decisionId} attend son argent : redemandez dans un instant.`,
      },
      { field: 'body.subject.id' },
    );
  }
  if ((root.amendments?.length ?? 0) < MAX_AMENDMENTS) return undefined;
  return conflict(
    'too-many-amendments',
    { en: 'It was amended too often', fr: 'Elle a été trop souvent amendée' },
    {
      en: `Decision ${root.decisionId} bears ${MAX_AMENDMENTS} amendments: revoke it, and decide anew.`,
      fr: `La décision ${root.decisionId} porte ${MAX_AMENDMENTS} amendements : révoquez-la et décidez à nouveau.`,
    },
  );
}

/** What keeps the changes from being one decision: none at all, or a revocation with others. */
function refuseChanges(
  { amounts, conditions = [] }: AskedAmendment,
  changes: AmendmentChanges | undefined,
  { root }: Amended,
) {
  const others =
    (changes?.addConditions.length ?? 0) +
    (changes?.moveConditions.length ?? 0) +
    (changes?.liftConditions.length ?? 0);
  if (amounts.length > 0 && root.subject.kind !== 'proposal') {
    return invalid(
      'amounts-only-for-proposals',
      { en: 'No money here', fr: 'Pas d’argent ici' },
      {
        en: `Decision ${root.decisionId} is not on a proposal, so nothing is added to it.`,
        fr: `La décision ${root.decisionId} ne porte pas sur une proposition : rien ne s’y ajoute.`,
      },
      { field: 'body.split' },
    );
  }
  if (changes?.revoke === true && others + amounts.length + conditions.length > 0) {
    return invalid(
      'revoked-alone',
      { en: 'A revocation changes nothing else', fr: 'Une révocation ne change rien d’autre' },
      {
        en: 'Leave out the conditions and amounts: a revoked decision has none any more.',
        fr: 'Omettez conditions et montants : une décision révoquée n’en a plus.',
      },
      { field: 'body.amendment.revoke' },
    );
  }
  if (conditions.length > 0 && amounts.length === 0) {
    return invalid(
      'conditions-go-with-money',
      { en: 'Conditions of no money', fr: 'Conditions sans argent' },
      {
        en: 'Conditions on the decision amended are named under amendment.addConditions.',
        fr: 'Les conditions de la décision amendée se nomment sous amendment.addConditions.',
      },
      { field: 'body.conditions' },
    );
  }
  if (changes?.revoke === true || others + amounts.length > 0) return undefined;
  return invalid(
    'nothing-changed',
    { en: 'It changes nothing', fr: 'Il ne change rien' },
    {
      en: 'Say what changes: conditions, a revocation, or amounts for a top-up.',
      fr: 'Dites ce qui change : des conditions, une révocation, ou des montants pour un complément.',
    },
    { field: 'body.amendment' },
  );
}

function refuseConditions(
  { conditions = [] }: AskedAmendment,
  changes: AmendmentChanges | undefined,
  amended: Amended,
  today: LocalDate,
) {
  if (changes === undefined) return undefined;
  const { addConditions, moveConditions, liftConditions } = changes;
  const holds = (id: string) => amended.conditions.some((known) => known.id === id);
  const ids = [...amended.conditions, ...addConditions, ...conditions].map(({ id }) => id);
  const twice = addConditions.findIndex(({ id }) => ids.indexOf(id) !== ids.lastIndexOf(id));
  if (twice !== -1) return namedTwice(`body.amendment.addConditions.${twice}.id`);
  const again = conditions.findIndex(({ id }) => holds(id));
  if (again !== -1) return namedTwice(`body.conditions.${again}.id`);
  const changed = [...moveConditions, ...liftConditions].map(({ id }) => id);
  const contradicted = changed.findIndex((id, at) => changed.indexOf(id) < at);
  if (contradicted !== -1) return namedTwice('body.amendment');
  for (const [name, list] of [
    ['moveConditions', moveConditions],
    ['liftConditions', liftConditions],
  ] as const) {
    const at = list.findIndex(({ id }) => !holds(id));
    if (at !== -1) return unknownIn(`body.amendment.${name}.${at}.id`, 'condition', list[at]?.id ?? '');
  }
  const past = moveConditions.findIndex(({ due }) => due < today);
  if (past === -1) return undefined;
  return invalid(
    'due-before-decided',
    { en: 'It would be overdue already', fr: 'Elle serait déjà en retard' },
    {
      en: `A condition is moved to ${today} or later.`,
      fr: `Une condition est reportée au ${today} ou plus tard.`,
    },
    { field: `body.amendment.moveConditions.${past}.due` },
  );
}

function namedTwice(field: string) {
  return invalid(
    'condition-named-twice',
    { en: 'A condition is named twice', fr: 'Une condition est nommée deux fois' },
    {
      en: 'Each condition under a decision has its own id, and is changed once.',
      fr: 'Chaque condition d’une décision a son propre identifiant, et est modifiée une fois.',
    },
    { field },
  );
}
