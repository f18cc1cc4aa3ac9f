/** What is asked of `fetch`: no cookies but to the page's own server, never a referrer, never the browser's cache. */
export interface FetchInit {
  method: 'GET' | 'HEAD';
  headers: Record<string, string>;
  signal: AbortSignal;
  credentials: 'omit' | 'same-origin';
  referrerPolicy: 'no-referrer';
  cache: 'no-store';
}

/** What is read of an answer. */
export interface Answer {
  readonly status: number;
  /** Where the answer came from in the end; empty where nobody says. */
  readonly url: string;
  readonly headers: { get(name: string): string | null; has(name: string): boolean };
  readonly body: ReadableStream<Uint8Array> | null;
}

/** `fetch` of the browser, of a worker or of Node, which whoever uses this folder gives to it. */
export type Fetch = (url: string, init: FetchInit) => Promise<Answer>;
