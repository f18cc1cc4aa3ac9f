import type { LedgerEvent } from '../../verdicts/VerdictEvent';

/** The answer of `GET /v1/stores/{storeId}/events`: events in the order in which the server took them. */
export interface EventsPage {
  /** As they arrived: a reader verifies each by itself (`verifyEvent`). */
  events: LedgerEvent[];
  /** The person behind each client of this page, as the server knows from the credential. */
  annotators: Record<string, string>;
  /** Opaque: the `after` of the next request. */
  next: string;
  generation: string;
  /** Whether there were more events already when this page was made. */
  more: boolean;
}
