/** The parts of a wire event type. */
export interface EventType {
  readonly service: string;
  /** PascalCase, as the domain names it: DepositReceived. */
  readonly name: string;
  readonly version: number;
}

const NAME = /^(?:[A-Z][a-z0-9]*)+$/;
const SERVICE = /^[a-z][a-z0-9-]*$/;
const WIRE = /^mdtf\.([a-z][a-z0-9-]*)\.([a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)*)\.v([1-9]\d{0,5})$/;

/** The CloudEvents type of an event: ("allocation", "DepositReceived", 1) is "mdtf.allocation.deposit-received.v1". */
export function eventTypeOf(service: string, name: string, version: number): string {
  if (!SERVICE.test(service) || !NAME.test(name) || !Number.isInteger(version) || version < 1)
    throw new RangeError(`Not an event type: ${service} ${name} ${version}`);
  const kebab = name.replace(/[A-Z]/g, (letter, at: number) => (at === 0 ? '' : '-') + letter.toLowerCase());
  return `mdtf.${service}.${kebab}.v${version}`;
}

/** The inverse of `eventTypeOf`; undefined for any other text. */
export function parseEventType(type: string): EventType | undefined {
  const match = WIRE.exec(type);
  if (match === null) return undefined;
  const [, service = '', kebab = '', version = ''] = match;
  const name = kebab.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return { service, name, version: Number(version) };
}
