/**
 * Why the server did not do what it was asked: nobody answers; there is no ledger server at this address; the person must sign
 * in or may not; the server was made anew or restored and names its new generation (null where it does not say); the batch
 * is too large, or is none by the protocol; the server asks to come later (null: it does not say when); or this browser's
 * own storage failed.
 */
export type Refusal =
  | { kind: 'unreachable'; message: string }
  | { kind: 'absent'; message: string }
  | { kind: 'sign_in'; message: string }
  | { kind: 'generation'; generation: string | null; message: string }
  | { kind: 'storage'; message: string }
  | { kind: 'too_large'; message: string }
  | { kind: 'malformed'; message: string }
  | { kind: 'later'; afterMs: number | null; message: string };

/** An answer of the server, or why there is none. Expected failures are data. */
export type Answered<Value> = { ok: true; value: Value } | { ok: false; refusal: Refusal };
