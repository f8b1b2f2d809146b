export * from './access.ts';
export * from './after.ts';
export * from './authentication.ts';
export * from './back-dating.ts';
export * from './canonical-json.ts';
export * from './command-answer.ts';
export * from './entity-tag.ts';
export * from './http-server.ts';
export * from './implementation.ts';
export * from './json-body.ts';
export * from './negotiation.ts';
export * from './new-id.ts';
export * from './ports.ts';

export * from './rate-limit.ts';
export * from './refusal.ts';
export * from './route-table.ts';
