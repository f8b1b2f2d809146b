export { migratedDatabase, poolOf, type TemporaryDatabase, temporaryDatabase } from './database.ts';
