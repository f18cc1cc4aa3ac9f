import { InvalidArgumentError, Option, type Command } from 'commander';
import { resolve } from 'node:path';
import { isLoopback } from '../hostCheck';
import type { TeamSetting } from '../access/TeamSetting';
import type { ModelSetting } from '../registry/ModelRooms';
import { serve, ServeError } from '../serve';
import { logLevels, type LogLevel } from '../ServerLog';
import type { CommandSetting } from './CommandSetting';
import { wholeNumber } from './modelOptions';
import { runCommand } from './runCommand';

/** What serving needs beside what every command is given. */
export interface ServeSetting extends CommandSetting {
  studioRoot: string;
  version: string;
}

interface ServeFlags {
  port: number;
  host: string;
  data: string;
  log: LogLevel;
  team: boolean;
  behindTls: boolean;
  publicUrl?: string;
  trustedProxies?: number;
  modelsQuota?: number;
  fetchHost: string[];
  allowPrivateFetch: boolean;
}

/** `assay serve`: the studio and its API. */
export function addServeCommand(program: Command, setting: ServeSetting): void {
  program
    .command('serve')
    .description('serve the studio and its API')
    .option('--port <number>', 'port to listen on, 0 for any free one', portNumber, 4173)
    .option(
      '--host <address>',
      'address to listen on; other than this machine, everyone who reaches it can open the studio',
      '127.0.0.1',
    )
    .option('--data <folder>', 'where the server keeps its ledger, models and runs', setting.defaultDataFolder)
    .addOption(new Option('--log <level>', 'what is logged, as lines of JSON').choices(logLevels).default('warn'))
    .option('--team', 'people sign in and machines send tokens; see docs/team.md', false)
    .option('--behind-tls', 'for a team: a proxy in front of this server ends TLS', false)
    .option('--public-url <url>', 'for a team: the address that people type, as https://assay.example.org')
    .option(
      '--trusted-proxies <number>',
      'how many proxies in front add to X-Forwarded-For; 1 with --behind-tls, else 0',
      wholeNumber(0),
    )
    .option('--models-quota <GB>', 'how much models may take; as much as the disk has unless given', wholeNumber(1))
    .option('--fetch-host <name>', 'a host that models may be imported from, beside huggingface.co', addTo, [])
    .option('--allow-private-fetch', 'import from hosts of this machine and its network too, and over http', false)
    .action((flags: ServeFlags) => runCommand(setting.terminal, false, () => serveUntilStopped(flags, setting)));
}

function addTo(host: string, others: string[]): string[] {
  return [...others, host.toLowerCase()];
}

function modelsOf({ modelsQuota, fetchHost, allowPrivateFetch }: ServeFlags): ModelSetting {
  const quotaBytes = modelsQuota === undefined ? null : modelsQuota * 1e9;
  return { quotaBytes, fetchHosts: fetchHost, allowPrivateFetch };
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('a port is a number from 0 to 65535.');
  return port;
}

const closedLedger =
  'closed to other machines, because nobody signs in here: --team has people sign in and opens it to them';

function teamOf({ team, behindTls, publicUrl, trustedProxies }: ServeFlags): TeamSetting | undefined {
  if (team) return { publicUrl: publicUrl ?? null, behindTls, trustedProxies: trustedProxies ?? Number(behindTls) };
  if (!behindTls && publicUrl === undefined && trustedProxies === undefined) return undefined;
  throw new ServeError('--behind-tls, --public-url and --trusted-proxies are for a server for a team: add --team.');
}

async function serveUntilStopped(flags: ServeFlags, setting: ServeSetting): Promise<number> {
  const { terminal, studioRoot, version } = setting;
  const { data, host } = flags;
  const databaseUrl = process.env['DATABASE_URL'];
  const server = await serve({
    ...flags,
    team: teamOf(flags),
    models: modelsOf(flags),
    dataFolder: resolve(data),
    databaseUrl,
    studioRoot,
    version,
  });
  terminal.out(`Assay is at ${server.address}\n`);
  terminal.error(`The ledger is ${server.ledger ?? closedLedger}\n`);
  if (!isLoopback(host)) terminal.out(`Everyone who reaches ${host} can open the studio.\n`);
  await new Promise<void>((stop) => {
    process.once('SIGINT', () => stop());
    process.once('SIGTERM', () => stop());
  });
  await server.close();
  process.exit(0);
}
