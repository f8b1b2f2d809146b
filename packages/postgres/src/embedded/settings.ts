const COMMON = {
  listen_addresses: '127.0.0.1',
  // TCP only: a socket file would be one more thing to clean up.
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Errors go to the client that caused them; the file keeps the server's own life and stays small.
  log_min_messages: 'log',
  password_encryption: 'scram-sha-256',
  jit: 'off',
  random_page_cost: '1.1',
};

const DURABLE = {
  ...COMMON,
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  wal_buffers: '16MB',
  max_wal_size: '2GB',
  max_connections: '120',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
};

const THROW_AWAY = {
  ...COMMON,
  shared_buffers: '128MB',
  max_connections: '200',
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
};

/** Server settings for two cores: durable keeps every promise of fsync, throw-away none of them. */
export function settingsFor(durable: boolean): { readonly [name: string]: string } {
  return durable ? DURABLE : THROW_AWAY;
}
