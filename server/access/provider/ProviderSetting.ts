/** The identity provider of a team (OpenID Connect). */
export interface ProviderSetting {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** As people know it, on the button. */
  name: string;
  /** Whoever has a verified address in this domain is let in as an annotator of the main project; null: only who was invited. */
  domain: string | null;
}
