import { z } from 'zod';

/** No parameters or query at all; unknown ones are refused. */
export const nothing = z.strictObject({});

/** No body: absent, or an empty object. */
export const noBody = z.strictObject({}).optional();
