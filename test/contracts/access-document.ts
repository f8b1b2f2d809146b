import {
  ALL_ROUTES,
  type Ownership,
  PUBLIC_PARTS,
  type PublicPart,
  ROLES,
  type Route,
  type Tells,
} from '@mdtf/contracts';

const INTRODUCTION = `# Who may use which route

Generated from the declarations in \`packages/contracts\` by \`npm run generate\`; \`test/access\` asks the running system the
same of every route, for every role of the fund and of another one, on what is the caller's own and what is somebody
else's. A role holds in its own fund. ● reaches the whole fund's things. A word reaches its own alone: "own" those of the
organisation that the role is held for (of the secretariat: its own budget), "seat" what is said for the own seat, "review"
what the person reviews and has signed the statement for, "self" what is kept for the person or concerns it. A recused seat
is left what applicants and the public see. "public" needs no token; "published" needs none where the fund's charter publishes
and withholds none of the parts named with it, and any role of the fund otherwise; "secret" needs none where the address carries the secret that a person with a role made; "known" is any valid token. An administrator is named by configuration, a service by its own identity.
`;

const SHORT: Readonly<Record<string, string>> = { 'seat-holder': 'seat', secretariat: 'secret.' };

/** The access matrix as a page: a table for each service, a line for each route. */
export function accessDocument(): string {
  const services = [...new Set(ALL_ROUTES.map(({ service }) => service))];
  return [INTRODUCTION, ...services.map(tableOf), withheldTable()].join('\n');
}

function tableOf(service: string): string {
  const head = ['route', 'open to', ...ROLES.map((role) => SHORT[role] ?? role)];
  const rows = ALL_ROUTES.filter((route) => route.service === service).map(rowOf);
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [`## ${service}`, '', ...lines, ''].join('\n');
}

function rowOf({ method, path, access, own, tells }: Route): readonly string[] {
  const open =
    typeof access === 'string' ? `${OPEN[access]}${tells === undefined ? '' : `: ${partsOf(tells)}`}` : '';
  const marks = ROLES.map((role) => {
    if (typeof access !== 'string' && !(access as readonly string[]).includes(role)) return '';
    const ownership = own[role];
    return ownership === undefined ? '●' : OWN[ownership];
  });
  return [`\`${method} ${path}\``, open, ...marks];
}

/** The parts that a route tells; where a parameter of the path decides, those that it tells in any case. */
function partsOf(tells: Tells): string {
  if (!('param' in tells)) return tells.join(', ');
  const all = Object.values(tells.of);
  const always = PUBLIC_PARTS.filter((part) => all.every((parts) => parts.includes(part)));
  return `${always.join(', ')} and by {${tells.param}}`;
}

/** What the public no longer reads of a fund that withholds a part, part by part. */
function withheldTable(): string {
  const lines = PUBLIC_PARTS.map(
    (part) => `| ${part} | ${ALL_ROUTES.flatMap(tellingOf(part)).join('<br>')} |`,
  );
  return [
    '## What a fund may withhold',
    '',
    WITHHELD,
    '',
    '| part | not told the public |',
    '| --- | --- |',
    ...lines,
    '',
  ].join('\n');
}

const WITHHELD = `A charter that publishes may name parts as \`unpublished\`. Whoever has a role in the fund sees what it saw. A fund that withholds
what a route across funds asks for has no rows there. Of a log that tells a withheld part, the public reads the envelopes alone.`;

const tellingOf =
  (part: PublicPart) =>
  ({ method, path, tells }: Route): readonly string[] => {
    if (tells === undefined) return [];
    if (!('param' in tells)) return tells.includes(part) ? [`\`${method} ${path}\``] : [];
    const named = Object.entries(tells.of).flatMap(([value, parts]) => (parts.includes(part) ? [value] : []));
    return named.map((value) => `\`${method} ${path.replace(`{${tells.param}}`, value)}\``);
  };

const OPEN = {
  public: 'public',
  'fund-public': 'published',
  'secret-address': 'secret',
  'any-role': '',
  authenticated: 'known',
} as const;

const OWN: Readonly<Record<Ownership, string>> = {
  organisation: 'own',
  seat: 'seat',
  assignment: 'review',
  person: 'self',
};
