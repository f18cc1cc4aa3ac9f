/** One sign-in of a person in one browser. */
export interface Session {
  id: string;
  person: string;
  /** `passkey`, `identity provider` or `invitation`. */
  means: string;
  /** What the browser called itself. */
  browser: string;
  createdAt: string;
  seenAt: string;
  /** At the latest; earlier where nothing came for a while. */
  expiresAt: string;
}
