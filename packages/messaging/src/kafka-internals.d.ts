// What is used of the library's insides, which it declares no types for.
declare module 'kafkajs/src/network/requestQueue/index.js' {
  const RequestQueue: {
    readonly prototype: {
      scheduleCheckPendingRequests: (this: {
        readonly throttledUntil: number;
        readonly pending: readonly unknown[];
      }) => void;
    };
  };
  export default RequestQueue;
}

declare module 'kafkajs/src/broker/index.js' {
  const Broker: {
    readonly prototype: {
      produce: (this: { readonly nodeId: number }, request: unknown) => Promise<unknown>;
    };
  };
  export default Broker;
}
