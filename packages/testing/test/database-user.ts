import { temporaryDatabase } from '@mdtf/testing';

// One test process that was given no server: says which one it got, and leaves.
await using database = await temporaryDatabase();
const { rows } = await database.pool.query<{ name: string }>('SELECT current_database() AS name');
console.log(JSON.stringify({ url: database.url, name: rows[0]?.name }));
