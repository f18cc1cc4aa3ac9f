import * as oidc from 'openid-client';
import { isLoopback } from '../../hostCheck';
import type { ProviderSetting } from './ProviderSetting';

/** What must be remembered until the person comes back from the provider. */
export interface ProviderCeremony {
  verifier: string;
  state: string;
  nonce: string;
  redirect: string;
}

/** A person as the provider knows them. */
export interface ProviderIdentity {
  issuer: string;
  subject: string;
  name: string;
  /** Null unless the provider says that it has checked it. */
  email: string | null;
}

/** Signing in through an OpenID provider: code flow with PKCE, state and nonce. */
export class IdentityProvider {
  #found: Promise<oidc.Configuration> | null = null;

  constructor(readonly setting: ProviderSetting) {}

  /** Where to send the browser, and what to remember. */
  async begin(redirect: string): Promise<{ address: string; ceremony: ProviderCeremony }> {
    const configuration = await this.#configuration();
    const [verifier, state, nonce] = [oidc.randomPKCECodeVerifier(), oidc.randomState(), oidc.randomNonce()];
    const address = oidc.buildAuthorizationUrl(configuration, {
      ...{ redirect_uri: redirect, scope: 'openid email profile', state, nonce },
      ...{ code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
    });
    return { address: address.href, ceremony: { verifier, state, nonce, redirect } };
  }

  /** Who came back. @param query what the provider put behind the address. @throws where anything of it does not hold */
  async finish(query: string, { verifier, state, nonce, redirect }: ProviderCeremony): Promise<ProviderIdentity> {
    const configuration = await this.#configuration();
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
    const tokens = await oidc.authorizationCodeGrant(configuration, new URL(`${redirect}${query}`), checks);
    const claims = tokens.claims();
    if (!claims) throw new Error('The identity provider sent no identity.');
    const more = await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub).catch(() => null);
    const { email, email_verified, name } = { ...claims, ...more };
    const checked = email_verified === true && typeof email === 'string' ? email.toLowerCase() : null;
    return { issuer: claims.iss, subject: claims.sub, name: typeof name === 'string' ? name : '', email: checked };
  }

  /** Whether an address belongs to those who may come without an invitation. */
  admits(email: string | null): boolean {
    const { domain } = this.setting;
    return domain !== null && email !== null && email.slice(email.lastIndexOf('@') + 1) === domain.toLowerCase();
  }

  /** Looked up when it is first needed, and again where that failed: the provider may start later than we do. */
  #configuration(): Promise<oidc.Configuration> {
    this.#found ??= this.#discover().catch((error: unknown) => {
      this.#found = null;
      throw error;
    });
    return this.#found;
  }

  #discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.setting;
    const address = new URL(issuer);
    // Plain http only where it leaves no machine, as in tests.
    const isHere = address.protocol === 'http:' && isLoopback(address.hostname);
    const execute = isHere ? [oidc.allowInsecureRequests] : [];
    return oidc.discovery(address, clientId, clientSecret, undefined, { execute, timeout: 10 });
  }
}
