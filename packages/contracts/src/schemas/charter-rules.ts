import { z } from 'zod';
import { place, severity } from './verdict.ts';

/** Every rule of the catalogue. */
const RULES = [
  'R1',
  'R2',
  'R3',
  'R4',
  'R5',
  'R6',
  'R7',
  'R8',
  'R9',
  'R10',
  'R11',
  'R12',
  'R13',
  'R14',
  'R15',
  'R16',
  'R17',
  'R18',
  'R19',
  'R20',
  'R21',
  'R22',
  'R23',
  'R24',
] as const;

/** A fund's own parameters and severities for the rules of the catalogue; what is left out keeps the catalogue's default. */
export const charterRules = z
  .partialRecord(
    z.enum(RULES),
    z.strictObject({
      parameters: z.record(z.string().max(60), z.union([z.string().max(200), z.int()])).optional(),
      severities: z.partialRecord(place, severity).optional(),
    }),
  )
  .meta({ id: 'CharterRules' });
