import type { DomainEvent } from '@mdtf/domain';

/** What a scanner said before anyone could read a document; `not-scanned` where none is configured. */
export type Scan = 'clean' | 'not-scanned';

export type DocumentAttached = DomainEvent<
  'DocumentAttached',
  {
    readonly proposalId: string;
    readonly documentId: string;
    /** The organisation that leads the proposal. */
    readonly lead: string;
    readonly title: string;
    readonly fileName: string | null;
    readonly mediaType: string;
    readonly size: number;
    readonly sha256: string;
    readonly scan: Scan;
  }
>;

export type DocumentRemoved = DomainEvent<
  'DocumentRemoved',
  {
    readonly proposalId: string;
    readonly documentId: string;
    readonly sha256: string;
    readonly reason: string;
  }
>;
