/** The read tables, beside the log's own. */
export const MIGRATIONS = { component: 'reporting', folder: new URL('../migrations/', import.meta.url) };
