import type { Rows } from './tables.ts';
import type { Insertion } from './write-rows.ts';

/** The tables that say what there is to tell, and to whom. */
const TO_TELL = [
  'role_grant',
  'deadline',
  'deadline_move',
  'deadline_turn',
  'partner_report',
  'announcement',
  'charter',
] as const;

/** Has a fund looked at again for what is to be told, where anything of that has changed. */
export function lookAgain(rows: Partial<Rows>): Insertion {
  const funds = new Set(TO_TELL.flatMap((table) => (rows[table] ?? []).map(({ fund }) => fund as string)));
  return {
    table: 'notice_schedule',
    columns: { fund: 'text', look_at: 'timestamptz' },
    // In one order: two sources are projected at once.
    rows: [...funds].sort().map((fund) => ({ fund, look_at: '-infinity' })),
    onConflict: 'ON CONFLICT (fund) DO UPDATE SET look_at = excluded.look_at',
  };
}
