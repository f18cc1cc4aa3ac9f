/** The answer of `GET /v1/stores`: the ledgers that the credential reaches. */
export interface StoreList {
  generation: string;
  stores: { id: string; name: string }[];
}
