import { getContainerRuntimeClient } from 'testcontainers';

// Ends well only when a runtime has answered.
await getContainerRuntimeClient();
process.exit(0);
