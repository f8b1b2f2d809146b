import type { z } from 'zod';
import type { ServiceName } from '../route.ts';

/** One event type of one service: its name, version, wire type and the schema of its data. */
export interface EventDeclaration<N extends string = string, S extends z.ZodType = z.ZodType> {
  readonly service: ServiceName;
  readonly name: N;
  readonly version: number;
  /** As in CloudEvents' `type`: mdtf.allocation.deposit-received.v1 */
  readonly wireType: string;
  readonly data: S;
}

type Declarations<E extends Record<string, z.ZodType>> = {
  readonly [N in keyof E & string]: EventDeclaration<N, E[N]>;
};

/** DepositReceived → deposit-received */
export const kebabCase = (pascal: string): string =>
  pascal.replace(/(?<=[a-z0-9])[A-Z]/g, (capital) => `-${capital}`).toLowerCase();

/** Declares the events of a service, all at version 1; a changed meaning is a new name or a new version, never an edit. */
export function defineEvents<E extends Record<string, z.ZodType>>(
  service: ServiceName,
  schemas: E,
): Declarations<E> {
  const declarations = Object.entries(schemas).map(([name, data]) => [
    name,
    { service, name, version: 1, wireType: `mdtf.${service}.${kebabCase(name)}.v1`, data },
  ]);
  return Object.fromEntries(declarations);
}

/** The union of `{ type, data }` that a set of declarations allows. */
export type EventOf<D> = {
  [N in keyof D & string]: D[N] extends EventDeclaration<string, infer S>
    ? { type: N; data: z.infer<S> }
    : never;
}[keyof D & string];
