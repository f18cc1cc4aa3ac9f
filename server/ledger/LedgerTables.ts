/** The ledger's tables, as Kysely sees them. Numbers are exact up to 2^53. */
export interface LedgerTables {
  meta: { key: string; value: string };
  /** One row: whoever changes it holds the ledger until the transaction ends, so positions become visible in their order. */
  counter: { only: number; position: number; clients: number };
  stores: { no: number; id: string; name: string };
  clients: {
    no: number;
    store: number;
    client: string;
    annotator: string;
    count: number;
    max_seq: number;
    xor: string;
    link: string;
  };
  events: {
    position: number;
    store: number;
    client: number;
    seq: number;
    id: string;
    hash: string;
    link: string;
    received_at: string;
    body: string;
    pair: string;
  };
  parked: {
    client: number;
    body_hash: string;
    code: string;
    seq: number | null;
    id: string | null;
    message: string;
    received_at: string;
    body: string;
  };
}
