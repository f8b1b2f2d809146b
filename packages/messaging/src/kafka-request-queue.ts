import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

const { prototype } = RequestQueue;
const schedule = prototype.scheduleCheckPendingRequests;

/**
 * The library sets a timer for a moment long past whenever nothing waits, of which Node warns on every connection
 * (its issue 1751). Without a wait there is nothing to look at again.
 */
export function quietenRequestQueue(): void {
  prototype.scheduleCheckPendingRequests = function scheduleCheckPendingRequests() {
    if (this.throttledUntil > Date.now() || this.pending.length > 0) schedule.call(this);
  };
}
