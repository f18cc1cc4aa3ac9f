import { checkEventShape } from './checkEventShape';
import { eventHash } from './eventHash';
import type { EventDraft, LedgerEvent } from './VerdictEvent';

/** What the ledger gives a draft when it stores it. */
export interface EventPlace {
  /** UUIDv7. */
  id: string;
  storeId: string;
  client: string;
  /** From 1, without gaps within a client. */
  seq: number;
  /** ISO 8601, UTC, as `Date.toISOString` writes it. */
  at: string;
}

/**
 * Makes a draft an event: gives it its place, copies its data and adds the hash. What is sealed can always be read back:
 * the same rules as for events from outside hold here.
 *
 * @throws TypeError naming the field that breaks a rule.
 */
export function sealEvent(draft: EventDraft, place: EventPlace): LedgerEvent {
  const unsealed = checkEventShape({ ...draft, ...place, schema: 2, hash: '0'.repeat(64) });
  return { ...unsealed, hash: eventHash(unsealed) };
}
