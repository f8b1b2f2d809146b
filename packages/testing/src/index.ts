export { type TemporaryDatabase, temporaryDatabase } from './database.ts';
