import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AllInOne, startAllInOne } from '@mdtf/all-in-one';
import { allocationRoutes, committeeRoutes, logRoutes } from '@mdtf/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BadCase, refusalOf, type Send, senderTo, usd } from './bad-input/case.ts';
import { commandHeaders, readingHeaders } from './bad-input/headers.ts';
import { fields, malformedBodies, mediaTypes } from './bad-input/malformed.ts';
import { amounts, currencies } from './bad-input/money.ts';
import { paths, queries } from './bad-input/paths.ts';
import { fourEyes, othersThings, wrongRoles } from './bad-input/people.ts';
import { dates, takenIds, unknownIds } from './bad-input/unknown.ts';
import { leftInEnglish } from './french.ts';
import { mandateOf } from './mandate-of-demonstration.ts';
import { type People, peopleOf } from './people-of-system.ts';

const START_TIMEOUT_MS = 120_000;

let folder: string;
let system: AllInOne;
let people: People;
let send: Send;
let headsBefore: unknown;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mdtf-bad-input-'));
  system = await startAllInOne({
    dataFolder: folder,
    port: 0,
    durable: false,
    demonstration: true,
    checkAnswers: true,
  });
  people = peopleOf(system.url, 'prepare');
  send = senderTo(system.url, 'bad-input');
  await establishOtherFund();
  await mandateOf(people, 'P4', 'partner-remit');
  await askForWhatAnotherMustGive();
  headsBefore = await heads();
}, START_TIMEOUT_MS);

afterAll(async () => {
  await system?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const params = { fundId: 'imdp' };

async function establishOtherFund(): Promise<void> {
  const { charter } = await people.need('auditor', committeeRoutes.getCharter, { params });
  await people.need('admin', committeeRoutes.establishFund, {
    body: {
      id: 'other',
      charter: { ...charter, publishes: false },
      grants: [
        { person: 'treasurer-of-other', role: 'treasurer', organisation: 'the-bank' },
        { person: 'auditor-of-other', role: 'auditor' },
      ],
    },
  });
}

async function askForWhatAnotherMustGive(): Promise<void> {
  await people.need('treasurer-1', allocationRoutes.requestTranche, {
    params: { ...params, mandateId: 'P4' },
    body: { id: 'asked-by-1', amount: usd('100.00'), purpose: 'First tranche' },
  });
  await people.need('secretariat', committeeRoutes.requestGrant, {
    params,
    body: { id: 'asked-by-secretariat', person: 'chair', role: 'treasurer', organisation: 'the-bank' },
  });
  await people.settle('imdp');
}

/** Where each log ends: what is refused adds nothing to any. */
async function heads(): Promise<unknown> {
  const { logs } = await people.need('auditor', logRoutes.listLogHeads, {});
  return logs.map(({ service, heads: ends }) => [
    service,
    ends.map(({ fund, sequence }) => [fund, sequence]),
  ]);
}

const themes: readonly (readonly [string, readonly BadCase[]])[] = [
  ['a body that cannot be read', malformedBodies],
  ['a body of another media type', mediaTypes],
  ['a field that does not fit', fields],
  ['an amount that is none', amounts],
  ['money in another currency', currencies],
  ['a thing that is not there', unknownIds],
  ['an id that is taken', takenIds],
  ['a date that cannot be', dates],
  ['a path that leads nowhere', paths],
  ['a query that cannot be asked', queries],
  ['a header of a command', commandHeaders],
  ['a header of a reader', readingHeaders],
  ['a person without the role', wrongRoles],
  ['what belongs to another partner', othersThings],
  ['four eyes', fourEyes],
];

describe.each(themes)('refused, each as what it is, in English and in French: %s', (_, cases) => {
  it.each(cases)('$title', async ({ status, type, field, unread = false, ...request }) => {
    const english = await send(request);
    const { fields: atFault, ...refusal } = refusalOf(english);
    expect(refusal).toEqual({ status, type, media: 'application/problem+json', told: true });
    if (field !== undefined) expect(atFault).toContain(field);
    const headers = { ...request.headers, 'accept-language': 'fr-CH, en;q=0.5' };
    const french = await send({ ...request, headers });
    expect(french.headers.get('content-language')).toBe(unread ? 'en' : 'fr');
    if (!unread) expect(leftInEnglish(english.body, french.body)).toEqual([]);
  });
});

describe('after all that was refused', () => {
  it('nothing was done, not even half', async () => {
    expect(await heads()).toEqual(headsBefore);
  });

  it('every stream of every service still runs', async () => {
    const { items } = await people.need('auditor', logRoutes.listPositions, { params });
    const parked = items.flatMap(({ read }) => read.filter((stream) => stream.parked !== null));
    expect(parked).toEqual([]);
  });
});
