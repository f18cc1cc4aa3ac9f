/**
 * That the server has not acknowledged an event of the ledger. The mark is set in the transaction that stores the event, and goes
 * when the server says that the event is durable there. `waiting`: it is to be sent. `rejected`: the server will not have it,
 * or no batch can hold it; it stays in the ledger here.
 */
export type OutboxMark = { state: 'waiting' } | RejectedMark;

export interface RejectedMark {
  state: 'rejected';
  id: string;
  code: string;
  message: string;
  /** ISO 8601, UTC. */
  at: string;
}
