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
