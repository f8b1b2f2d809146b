import { memoryUnderTest } from '../test/memory-under-test.ts';
import { storeConformance } from './store-conformance.ts';

storeConformance('the store in memory', () => memoryUnderTest());
