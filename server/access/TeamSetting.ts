import type { ProviderSetting } from './provider/ProviderSetting';

/** How a server for a team is reached. */
export interface TeamSetting {
  /** The address that people type, such as `https://assay.example.org`; null on this machine alone. */
  publicUrl: string | null;
  /** Whether something in front of this server ends TLS, as its operator declares. */
  behindTls: boolean;
  /** How many proxies in front add to `X-Forwarded-For`; 0: the header is not believed. */
  trustedProxies: number;
  /** Absent where people have passkeys only. */
  provider?: ProviderSetting | undefined;
}
