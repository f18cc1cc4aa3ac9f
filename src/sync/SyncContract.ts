import type { RejectedMark } from '../store/outbox/OutboxMark';
import type { OutboxCounts } from '../store/outbox/OutboxPorts';
import type { BatchRequest } from './batchRequest';
import type { Refusal } from './Refusal';

/** How this browser's ledger stands to the server's. */
export interface SyncStatus extends OutboxCounts {
  problem: Refusal | null;
  /** What a page that is closed may still send by itself; null where nothing waits. */
  farewell: BatchRequest | null;
}

/** What the studio knows of the worker that exchanges events with the server. */
export interface SyncContract {
  /** Begins, once; `onStatus` is told at once and after every change. */
  start(onStatus: (status: SyncStatus) => void): Promise<void>;
  /** Tries at once what waits. */
  wake(): Promise<void>;
  /** Whether the person looks at the tab: then others' verdicts are waited for, and what waits is tried at once. */
  setVisible(isVisible: boolean): Promise<void>;
  /** What the server will not have, with its reasons. */
  rejected(): Promise<RejectedMark[]>;
  retryRejected(): Promise<void>;
  /** Every event that the server has not acknowledged, one a line. */
  rawOutbox(): Promise<Blob>;
}
