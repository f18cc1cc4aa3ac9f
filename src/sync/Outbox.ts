import type { StoredOutbox } from '../store/outbox/StoredOutbox';

/** What the exchange asks of the browser's storage. Each verb is one transaction; each may reject with `StoreError`. */
export type Outbox = Pick<
  StoredOutbox,
  'record' | 'batch' | 'settle' | 'park' | 'renew' | 'sendAgain' | 'take' | 'acknowledged'
>;
