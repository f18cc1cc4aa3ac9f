import type { RejectedMark } from '../store/outbox/OutboxMark';
import type { OutboxCounts } from '../store/outbox/OutboxPorts';
import type { Refusal } from './Refusal';

/** How this browser's ledger stands to the server's. */
export interface SyncStatus extends OutboxCounts {
  problem: Refusal | null;
}

/** What the studio knows of the worker that exchanges events with the server. */
export interface SyncContract {
  /** Begins, once; `onStatus` is told at once and after every change. */
  start(onStatus: (status: SyncStatus) => void): Promise<void>;
  /** The person looks at the tab again. */
  wake(): Promise<void>;
  /** What the server will not have, with its reasons. */
  rejected(): Promise<RejectedMark[]>;
  retryRejected(): Promise<void>;
  /** Every event that the server has not acknowledged, one a line. */
  rawOutbox(): Promise<Blob>;
}
