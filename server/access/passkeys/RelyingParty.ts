/** For whom a passkey is: browsers give it to no other site. */
export interface RelyingParty {
  /** The host name that people type. */
  id: string;
  /** As the browser says it: scheme, host and port. */
  origin: string;
}
