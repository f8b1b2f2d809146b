/**
 * Loaded by `--import` into every process that the launcher starts: once the launcher is gone, however it went, the
 * process stops as if it had been told to.
 */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));

// The channel alone does not keep a process alive that has stopped.
process.channel?.unref();
