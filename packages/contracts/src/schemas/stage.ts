import { z } from 'zod';

/** The two stages of a request, each with its own deadline. */
export const stage = z.enum(['concept-note', 'full']);
