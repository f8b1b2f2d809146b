import { partitionOf, topicOf } from './partition-of.ts';

/** The partitions of each topic that this process was given, and how many each topic has. */
export interface Assignment {
  readonly partitions: ReadonlyMap<string, ReadonlySet<number>>;
  readonly counts: ReadonlyMap<string, number>;
}

/** Which funds are first of all this process's among the replicas of a service. */
export interface FundShare {
  readonly assign: (assignment: Assignment) => void;
  readonly isOwn: (service: string, fund: string) => boolean;
}

/**
 * As the group divides the partitions. Until it has, and for topics it does not know, nothing is known to be another's;
 * while the broker is away, the last division holds: it says only who goes first.
 */
export function createFundShare(): FundShare {
  let assigned: Assignment | undefined;
  return {
    assign(assignment) {
      assigned = assignment;
    },
    isOwn(service, fund) {
      const topic = topicOf(service);
      const count = assigned?.counts.get(topic);
      if (assigned === undefined || count === undefined) return true;
      return assigned.partitions.get(topic)?.has(partitionOf(fund, count)) ?? false;
    },
  };
}
