import { z } from 'zod';

/** A JSON value of a document being built. */
export type Json = { [key: string]: unknown };

/** Collects the schemas that have an id, each once, as `#/components/schemas/{id}`. */
export interface SchemaCollection {
  /** The JSON Schema of what a client sends or gets; named parts become references. */
  add(schema: z.ZodType): Json;
  readonly components: Json;
}

/** Turns zod schemas into JSON Schema 2020-12; two different schemas with the same id throw. */
export function createSchemaCollection(): SchemaCollection {
  const components: Json = {};
  const keep = (id: string, schema: Json): void => {
    const known = components[id];
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
      throw new Error(`Two different schemas are called ${id}`);
    }
    components[id] = schema;
  };
  return {
    components,
    add(schema) {
      const {
        $schema: _,
        $defs = {},
        ...own
      } = inComponents(
        z.toJSONSchema(schema, {
          io: 'input',
          unrepresentable: 'any',
          override: asClientsSendIt,
        }) as Json,
      );
      for (const [id, definition] of Object.entries($defs as Json)) keep(id, definition as Json);
      return own;
    },
  };
}

function asClientsSendIt({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: z.core.$ZodTypes;
  jsonSchema: z.core.JSONSchema.BaseSchema;
}): void {
  // Every integer is bounded by what a double holds exactly; saying so everywhere hides the bounds that mean something.
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  // Zod leaves out the default of what it reads from text, as a query's numbers.
  const { def } = zodSchema._zod;
  if (def.type === 'default') jsonSchema.default = def.defaultValue as z.core.JSONSchema.JSONSchema;
}

function inComponents<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/')) as T;
}
