import type { Command } from 'commander';
import type { ProviderSetting } from '../access/provider/ProviderSetting';
import type { TeamSetting } from '../access/TeamSetting';
import { ServeError } from '../serve';
import { wholeNumber } from './modelOptions';
import { secretOf } from './secretOf';

/** The flags of a server for a team. */
export interface TeamFlags {
  team: boolean;
  behindTls: boolean;
  publicUrl?: string;
  trustedProxies?: number;
  oidcIssuer?: string;
  oidcClient?: string;
  oidcName: string;
  oidcDomain?: string;
}

/** Holds the secret of the identity provider's client: an argument would be seen by every user of the machine. */
const secretVariable = 'ASSAY_OIDC_SECRET';

export function addTeamOptions(command: Command): Command {
  return command
    .option('--team', 'people sign in and machines send tokens; see docs/team.md', false)
    .option('--behind-tls', 'for a team: a proxy in front of this server ends TLS', false)
    .option('--public-url <url>', 'for a team: the address that people type, as https://assay.example.org')
    .option(
      '--trusted-proxies <number>',
      'how many proxies in front add to X-Forwarded-For; 1 with --behind-tls, else 0',
      wholeNumber(0),
    )
    .option('--oidc-issuer <url>', 'for a team: the OpenID provider that people may sign in through')
    .option('--oidc-client <id>', `this server's name at that provider; its secret stands in ${secretVariable}`)
    .option('--oidc-name <name>', 'what the provider is called on the button', 'your organisation')
    .option('--oidc-domain <domain>', 'lets in everybody whose verified e-mail address is there, as annotators');
}

/** @throws ServeError where flags are missing or do not go together; undefined for a server for one person */
export function teamOf(flags: TeamFlags, environment = process.env): TeamSetting | undefined {
  const { team, behindTls, publicUrl, trustedProxies, oidcIssuer } = flags;
  if (team) {
    const proxies = trustedProxies ?? Number(behindTls);
    return {
      publicUrl: publicUrl ?? null,
      behindTls,
      trustedProxies: proxies,
      provider: providerOf(flags, environment),
    };
  }
  if (!behindTls && publicUrl === undefined && trustedProxies === undefined && oidcIssuer === undefined)
    return undefined;
  throw new ServeError('--behind-tls, --public-url, --trusted-proxies and --oidc-... are for a team: add --team.');
}

function providerOf(flags: TeamFlags, environment: NodeJS.ProcessEnv): ProviderSetting | undefined {
  const { oidcIssuer: issuer, oidcClient: clientId, oidcName: name, oidcDomain: domain = null } = flags;
  if (issuer === undefined) return undefined;
  const clientSecret = secretOf(secretVariable, environment);
  if (clientId === undefined || !clientSecret || !URL.canParse(issuer))
    throw new ServeError(
      `--oidc-issuer needs its https address, --oidc-client, and the client's secret in ${secretVariable}.`,
    );
  return { issuer, clientId, clientSecret, name, domain };
}
