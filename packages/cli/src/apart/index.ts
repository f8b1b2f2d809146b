export * from './child.ts';
export * from './databases.ts';
export { freePort } from './ports.ts';
export * from './start-apart.ts';
export * from './topology.ts';
