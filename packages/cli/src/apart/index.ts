export * from './child.ts';
export * from './databases.ts';
export { freePortsForAll } from './ports.ts';
export * from './start-apart.ts';
export * from './topology.ts';
