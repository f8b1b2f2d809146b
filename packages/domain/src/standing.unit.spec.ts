import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './local-date.ts';
import type { ConfirmedDueDiligence, OrganisationRecord, StandingFlag } from './organisation-record.ts';
import {
  type DueDiligenceTerms,
  type Occasion,
  type Party,
  type Step,
  standingOf,
  stops,
} from './standing.ts';
import { refuseStanding, standingVerdicts } from './standing-words.ts';
import { endOfLocalDay, startOfLocalDay } from './time.ts';

const ZONE = 'Europe/Zurich';
const TODAY = '2008-05-20';

const flag = (level: StandingFlag['level'], until: string | null = null): StandingFlag => ({
  flagId: `f-${level}`,
  level,
  reason: 'An audit is open',
  since: '2008-04-30T22:30:00.000Z',
  until,
  by: 'treasurer',
});

const checked = (validFrom: string, validUntil: string): ConfirmedDueDiligence => ({
  recordId: `dd-${validUntil}`,
  rating: 'low',
  validFrom,
  validUntil,
  by: 'chair',
});

const party = (record: Partial<OrganisationRecord>, more: Partial<Party> = {}): Party => ({
  organisation: 'iom',
  known: { name: 'Migration organisation', kinds: ['partner'], type: 'international' },
  record: { flags: [], dueDiligence: [], ...record },
  isLead: true,
  field: 'body.content.lead',
  ...more,
});

const always: DueDiligenceTerms = { before: ['submission', 'decision', 'payment'], organisations: 'lead' };
const on = (at: string, more: Partial<Occasion> = {}): Occasion => ({
  at,
  timeZone: ZONE,
  step: 'submission',
  terms: undefined,
  ...more,
});
const noon = `${TODAY}T10:00:00.000Z`;

describe('the standing of an organisation', () => {
  it('is clear where nothing is on record and nothing is required', () => {
    expect(standingOf(party({}, { record: undefined }), on(noon)).status).toBe('clear');
  });

  it('is not touched by an observation, warned by a warning, and stopped by a block above all', () => {
    const status = (...flags: StandingFlag[]) => standingOf(party({ flags }), on(noon)).status;
    expect(status(flag('observation'))).toBe('clear');
    expect(status(flag('observation'), flag('warning'))).toBe('warned');
    expect(status(flag('warning'), flag('blocked'))).toBe('blocked');
  });

  it('changes with the date in the fund’s own time zone, to the second, whatever runs', () => {
    const until = party({ flags: [flag('blocked', TODAY)] });
    const end = endOfLocalDay(TODAY, ZONE);
    expect(standingOf(until, on('2008-05-20T21:59:59.999Z')).status).toBe('blocked');
    expect(standingOf(until, on(end)).status).toBe('clear');
    expect(standingOf(until, on('2008-05-20T21:59:59.999Z', { timeZone: 'Asia/Manila' })).status).toBe(
      'clear',
    );
    const due = party({ dueDiligence: [checked(TODAY, TODAY)] });
    const status = (at: string) => standingOf(due, on(at, { terms: always })).status;
    expect(status('2008-05-19T21:59:59.999Z')).toBe('due-diligence-missing');
    expect(status(startOfLocalDay(TODAY, ZONE))).toBe('clear');
    expect(status(end)).toBe('due-diligence-expired');
  });

  it('rests on the due diligence confirmed last of those that hold, else on the one that held longest', () => {
    const all = [checked('2008-01-01', '2008-12-31'), checked('2008-05-01', '2008-06-30')];
    const of = (at: string) =>
      standingOf(party({ dueDiligence: all }), on(at, { terms: always })).dueDiligence;
    expect(of(noon)?.recordId).toBe('dd-2008-06-30');
    expect(of('2008-08-01T10:00:00.000Z')?.recordId).toBe('dd-2008-12-31');
    expect(of('2009-08-01T10:00:00.000Z')?.recordId).toBe('dd-2008-12-31');
  });

  it.each<[string, Partial<Party>, Step, Partial<DueDiligenceTerms>, string]>([
    ['the lead before a step named', {}, 'payment', { before: ['payment'] }, 'due-diligence-missing'],
    ['nobody before another step', {}, 'decision', { before: ['payment'] }, 'clear'],
    ['no partner, where the lead is meant', { isLead: false }, 'payment', {}, 'clear'],
    [
      'every partner, where all are',
      { isLead: false },
      'payment',
      { organisations: 'all' },
      'due-diligence-missing',
    ],
    ['those of a type named', {}, 'payment', { types: ['international'] }, 'due-diligence-missing'],
    ['none of another type', {}, 'payment', { types: ['private'] }, 'clear'],
    [
      'those whose type nobody registered',
      { known: undefined },
      'payment',
      { types: ['private'] },
      'due-diligence-missing',
    ],
  ])('needs a due diligence of %s', (_, more, step, terms, status) => {
    const occasion = on(noon, { step, terms: { ...always, ...terms } });
    expect(standingOf(party({}, more), occasion).status).toBe(status);
  });

  it('stops exactly while a block holds, or what is required does not', () => {
    const days = fc.integer({ min: -40, max: 40 }).map((days) => addDays(TODAY, days));
    const flags = fc.array(
      fc.record({ level: fc.constantFrom('warning', 'blocked', 'observation'), until: fc.option(days) }),
      { maxLength: 5 },
    );
    const held = fc.array(fc.tuple(days, days), { maxLength: 4 });
    fc.assert(
      fc.property(flags, held, fc.boolean(), days, (raised, periods, required, today) => {
        const record = {
          flags: raised.map(({ level, until }) => flag(level as StandingFlag['level'], until)),
          dueDiligence: periods.map(([from, until]) => checked(from, until)),
        };
        const at = `${today}T12:00:00.000Z`;
        const isBlocked = raised.some(({ level, until }) => level === 'blocked' && (until ?? today) >= today);
        const lacks = required && !periods.some(([from, until]) => from <= today && today <= until);
        expect(stops(standingOf(party(record), on(at, { terms: required ? always : undefined })))).toBe(
          isBlocked || lacks,
        );
      }),
    );
  });
});

describe('what is said of it', () => {
  it('tells a refused applicant what, since when, until when, by whom in what role, and the way out', () => {
    const standing = standingOf(party({ flags: [flag('blocked', '2008-06-30')] }), on(noon));
    expect(refuseStanding(standing, true)).toMatchObject({
      code: 'organisation-blocked',
      category: 'refused',
      field: 'body.content.lead',
      detail: {
        en:
          'Migration organisation (iom) is blocked since 2008-05-01, until the end of 2008-06-30, by a treasurer (flag f-blocked). ' +
          'The way out: the flag is lifted, with a reason, by another person of the secretariat, the chair or a treasurer, or ends by itself after 2008-06-30. ' +
          'The reason given: An audit is open',
        fr: expect.stringContaining('Le motif indiqué : An audit is open'),
      },
    });
    expect(refuseStanding(standing, false).detail.en).not.toContain('audit');
  });

  it('is in public records without the reason, in both languages, as a rule’s verdict is', () => {
    const [verdict] = standingVerdicts([standingOf(party({ flags: [flag('blocked')] }), on(noon))], 'agenda');
    expect(verdict).toMatchObject({ rule: 'standing', place: 'agenda', outcome: 'block' });
    expect(verdict?.explanation.fr).toBe(
      'Migration organisation (iom) est bloquée depuis le 2008-05-01, jusqu’à la levée du signalement, par un trésorier (signalement f-blocked).',
    );
    expect(JSON.stringify(verdict)).not.toContain('audit');
    expect(verdict?.changes[0]?.code).toBe('flag-lifted');
  });

  it('is nothing where nothing stands against anybody, and a warning where something does', () => {
    expect(standingVerdicts([standingOf(party({}), on(noon))], 'proposal')).toEqual([]);
    const warned = standingOf(party({ flags: [flag('warning')] }), on(noon));
    expect(standingVerdicts([warned], 'proposal')).toMatchObject([
      { outcome: 'warn', severity: 'warn', changes: [] },
    ]);
  });

  it('names the due diligence that expired, or that there is none', () => {
    const refusal = (dueDiligence: ConfirmedDueDiligence[]) =>
      refuseStanding(standingOf(party({ dueDiligence }), on(noon, { step: 'payment', terms: always })), true);
    expect(refusal([checked('2007-01-01', '2007-12-31')])).toMatchObject({
      code: 'due-diligence-expired',
      detail: {
        en: expect.stringContaining(
          'expired at the end of 2007-12-31 (record dd-2007-12-31, confirmed by the chair)',
        ),
      },
    });
    expect(refusal([])).toMatchObject({
      code: 'due-diligence-missing',
      detail: { en: expect.stringContaining('the charter requires one before a payment') },
    });
  });
});
