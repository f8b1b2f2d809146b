export type { Bus, BusAlarm, Source } from './bus.ts';
export { createEmbeddedBus, type EmbeddedBusOptions } from './embedded-bus.ts';
