export * from './child.ts';
export * from './databases.ts';
export * from './start-apart.ts';
export * from './topology.ts';
