import { postgresUnderTest } from '../test/postgres-under-test.ts';
import { storeConformance } from './store-conformance.ts';

storeConformance('the store in PostgreSQL', postgresUnderTest);
