import { NOTICE_TABLES } from './notice-tables.ts';

/** The columns of every read table with their types, in PostgreSQL's words; a row has a value or null for each. */
export const TABLES = {
  organisation: {
    id: 'text',
    name: 'text',
    kinds: 'text[]',
    type: 'text',
    country: 'text',
    sequence: 'bigint',
  },
  charter: {
    fund: 'text',
    sequence: 'bigint',
    version: 'integer',
    title_en: 'text',
    title_fr: 'text',
    currency: 'text',
    time_zone: 'text',
    publishes: 'boolean',
    rules: 'jsonb',
    windows: 'jsonb',
    reminders: 'jsonb',
    happened: 'timestamptz',
    recorded_at: 'timestamptz',
  },
  decision: {
    fund: 'text',
    sequence: 'bigint',
    decision_id: 'text',
    subject_kind: 'text',
    subject_id: 'text',
    session_id: 'text',
    title: 'text',
    outcome: 'text',
    reason: 'text',
    approved: 'bigint',
    amounts: 'jsonb',
    conditions: 'jsonb',
    quorum: 'jsonb',
    tally: 'jsonb',
    on_paper: 'text',
    dated: 'boolean',
    happened: 'timestamptz',
    recorded_at: 'timestamptz',
  },
  decision_effect: {
    fund: 'text',
    sequence: 'bigint',
    decision_id: 'text',
    carried_out: 'boolean',
    allocation_id: 'text',
    reason: 'text',
    dated: 'boolean',
    happened: 'timestamptz',
    recorded_at: 'timestamptz',
  },
  call: {
    fund: 'text',
    sequence: 'bigint',
    call_id: 'text',
    window_id: 'text',
    title: 'text',
    origin: 'text',
    year: 'integer',
    planned: 'bigint',
    dated: 'boolean',
    happened: 'timestamptz',
    recorded_at: 'timestamptz',
  },
  facility_request: {
    fund: 'text',
    sequence: 'bigint',
    stage: 'text',
    total: 'bigint',
    internal: 'bigint',
    dated: 'boolean',
    happened: 'timestamptz',
    recorded_at: 'timestamptz',
  },
  proposal: {
    fund: 'text',
    sequence: 'bigint',
    proposal_id: 'text',
    kind: 'text',
    title: 'text',
    lead: 'text',
    call_id: 'text',
    window_id: 'text',
    start_date: 'date',
    end_date: 'date',
    requested: 'bigint',
    direct_cost: 'bigint',
    indirect_cost: 'bigint',
    countries: 'text[]',
    recommendations: 'text[]',
    women: 'bigint',
    men: 'bigint',
    girls: 'bigint',
    boys: 'bigint',
    dated: 'boolean',
    happened: 'timestamptz',
    recorded_at: 'timestamptz',
  },
  allocation: {
    fund: 'text',
    sequence: 'bigint',
    allocation_id: 'text',
    decision_id: 'text',
    activity_id: 'text',
    partner: 'text',
    title: 'text',
    window_id: 'text',
    dated: 'boolean',
    happened: 'timestamptz',
    recorded_at: 'timestamptz',
  },
  activity_status: {
    fund: 'text',
    sequence: 'bigint',
    activity_id: 'text',
    status: 'text',
    source_code: 'text',
    dated: 'boolean',
    happened: 'timestamptz',
    recorded_at: 'timestamptz',
  },
  expenditure: {
    fund: 'text',
    sequence: 'bigint',
    activity_id: 'text',
    report_id: 'text',
    corrects: 'text',
    amount: 'bigint',
    provisional: 'boolean',
    dated: 'boolean',
    happened: 'timestamptz',
    recorded_at: 'timestamptz',
  },
  contribution: {
    fund: 'text',
    sequence: 'bigint',
    contribution_id: 'text',
    stage: 'text',
    donor: 'text',
    donor_name: 'text',
    amount: 'bigint',
    internal: 'boolean',
    earmark: 'text',
    window_id: 'text',
    oda: 'boolean',
    year: 'integer',
    schedule: 'jsonb',
    dated: 'boolean',
    happened: 'timestamptz',
    recorded_at: 'timestamptz',
  },
  money_movement: {
    fund: 'text',
    source: 'text',
    sequence: 'bigint',
    line: 'integer',
    measure: 'text',
    amount: 'bigint',
    pot: 'text',
    party: 'text',
    activity_id: 'text',
    dated: 'boolean',
    happened: 'timestamptz',
    recorded_at: 'timestamptz',
  },
  ledger_total: {
    fund: 'text',
    recorded_at: 'timestamptz',
    sequence: 'bigint',
    agreed: 'bigint',
    deposited: 'bigint',
    allocated: 'bigint',
  },
  ...NOTICE_TABLES,
  log_progress: { fund: 'text', source: 'text', recorded_at: 'timestamptz', sequence: 'bigint' },
} as const;

type ValueOf<T> = T extends 'bigint'
  ? bigint
  : T extends 'integer'
    ? number
    : T extends 'boolean'
      ? boolean
      : T extends 'text[]'
        ? readonly string[]
        : T extends 'jsonb'
          ? unknown
          : string;

export type TableName = keyof typeof TABLES;

/** A row of a read table. */
export type Row<T extends TableName> = {
  readonly [C in keyof (typeof TABLES)[T]]: ValueOf<(typeof TABLES)[T][C]> | null;
};

/** Rows to be added, by table. */
export type Rows = { readonly [T in TableName]: Row<T>[] };

export function noRows(): Rows {
  return Object.fromEntries(Object.keys(TABLES).map((name) => [name, []])) as unknown as Rows;
}
