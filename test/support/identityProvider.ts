import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export interface ProviderAccount {
  email: string;
  email_verified: boolean;
  name: string;
}

export interface TestProvider {
  issuer: string;
  /** Lets a server's callback in; before that nobody can sign in. */
  register(redirect: string): void;
  close(): Promise<void>;
}

export const providerClient = { clientId: 'assay', clientSecret: 'a secret of the test that is long enough' };

/** A real OpenID provider on this machine; whoever signs in there says who they are, and no password is asked. */
export async function startIdentityProvider(accounts: Record<string, ProviderAccount>): Promise<TestProvider> {
  let handle: ReturnType<Provider['callback']> | null = null;
  const server = createServer((request, response) => void handle?.(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    register(redirect) {
      const { clientId, clientSecret } = providerClient;
      const provider = new Provider(issuer, {
        clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirect] }],
        claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
        pkce: { required: () => true },
        features: { devInteractions: { enabled: true } },
        cookies: { keys: ['a key of the test'] },
        findAccount: (_context, sub) => ({
          accountId: sub,
          claims: () => ({ sub, ...accounts[sub] }),
        }),
      });
      handle = provider.callback();
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
