import { readTelemetryConfig } from './config.ts';

// For `node --import @mdtf/runtime/telemetry`: before anything else is loaded, and nothing of it without an endpoint.
const config = readTelemetryConfig();
if (config !== undefined) {
  const { openTelemetry } = await import('./open-telemetry.ts');
  const telemetry = openTelemetry(config);
  // A process that stops in order runs out of things to do; what is left is sent then.
  process.once('beforeExit', () => void telemetry[Symbol.asyncDispose]());
}
