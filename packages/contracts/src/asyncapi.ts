import { z } from 'zod';
import type { EventDeclaration } from './events/define-events.ts';
import type { Json } from './json-schema.ts';
import type { OpenApiInfo } from './openapi.ts';

/** The JSON Schema 2020-12 of one event's `data`. */
export function eventSchema(event: EventDeclaration): Json {
  const schema = z.toJSONSchema(event.data, { io: 'input', unrepresentable: 'any' }) as Json;
  return { ...schema, $id: `urn:mdtf:event:${event.wireType}`, title: event.name };
}

/** The AsyncAPI 3 document of the topics: one per service, one message per event, its data by reference to its schema file. */
export function buildAsyncApi(events: readonly EventDeclaration[], info: OpenApiInfo): Json {
  const services = [...new Set(events.map(({ service }) => service))];
  const ofService = (service: string) => events.filter((event) => event.service === service);
  return {
    asyncapi: '3.0.0',
    info,
    defaultContentType: 'application/json',
    channels: Object.fromEntries(
      services.map((service) => [
        service,
        {
          address: `mdtf.${service}.v1`,
          description: `The log entries of the ${service} service, keyed by fund; in order within a fund, without gaps.`,
          messages: Object.fromEntries(
            ofService(service).map(({ name }) => [name, { $ref: `#/components/messages/${name}` }]),
          ),
        },
      ]),
    ),
    operations: Object.fromEntries(
      services.map((service) => [
        `publish-${service}`,
        { action: 'send', channel: { $ref: `#/channels/${service}` } },
      ]),
    ),
    components: { messages: Object.fromEntries(events.map((event) => [event.name, messageOf(event)])) },
  };
}

const messageOf = ({ service, name, wireType }: EventDeclaration): Json => ({
  name: wireType,
  title: name,
  contentType: 'application/json',
  headers: {
    type: 'object',
    properties: {
      type: { const: wireType },
      id: { type: 'string', format: 'uuid' },
      traceparent: { type: 'string' },
    },
    required: ['type', 'id'],
  },
  payload: {
    type: 'object',
    description:
      'The entry: canonical envelope, salt, and the CloudEvents document that the envelope’s hash covers.',
    properties: {
      envelope: { type: 'object' },
      salt: { type: 'string', contentEncoding: 'base64' },
      payload: {
        type: 'object',
        properties: {
          specversion: { const: '1.0' },
          type: { const: wireType },
          source: { type: 'string', description: '/funds/{fund}/{service}' },
          subject: { type: 'string' },
          data: { $ref: `./events/${service}/${wireType}.json` },
        },
        required: ['specversion', 'type', 'source', 'data'],
      },
    },
    required: ['envelope', 'salt', 'payload'],
  },
});
