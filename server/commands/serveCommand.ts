import { InvalidArgumentError, Option, type Command } from 'commander';
import { resolve } from 'node:path';
import { isLoopback } from '../hostCheck';
import type { ModelSetting } from '../registry/ModelRooms';
import { serve } from '../serve';
import { logLevels, type LogLevel } from '../ServerLog';
import type { CommandSetting } from './CommandSetting';
import { wholeNumber } from './modelOptions';
import { runCommand } from './runCommand';
import { secretOf } from './secretOf';
import { addTeamOptions, type TeamFlags, teamOf } from './teamOptions';

/** What serving needs beside what every command is given. */
export interface ServeSetting extends CommandSetting {
  studioRoot: string;
  version: string;
}

interface ServeFlags extends TeamFlags {
  port: number;
  host: string;
  data: string;
  log: LogLevel;
  modelsQuota?: number;
  fetchHost: string[];
  allowPrivateFetch: boolean;
}

/** `assay serve`: the studio and its API. */
export function addServeCommand(program: Command, setting: ServeSetting): void {
  const serving = program.command('serve').description('serve the studio and its API');
  addTeamOptions(serving)
    .option('--port <number>', 'port to listen on, 0 for any free one', portNumber, 4173)
    .option(
      '--host <address>',
      'address to listen on; other than this machine, everyone who reaches it can open the studio',
      '127.0.0.1',
    )
    .option('--data <folder>', 'where the server keeps its ledger, models and runs', setting.defaultDataFolder)
    .addOption(new Option('--log <level>', 'what is logged, as lines of JSON').choices(logLevels).default('warn'))
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

async function serveUntilStopped(flags: ServeFlags, setting: ServeSetting): Promise<number> {
  const { terminal, studioRoot, version } = setting;
  const { data, host } = flags;
  const databaseUrl = secretOf('DATABASE_URL');
  const team = teamOf(flags);
  const server = await serve({
    ...flags,
    team,
    models: modelsOf(flags),
    dataFolder: resolve(data),
    databaseUrl,
    studioRoot,
    version,
  });
  // Passkeys are for names, so that people of a team begin at one.
  const named = team ? server.address.replace('//127.0.0.1', '//localhost') : server.address;
  terminal.out(`Assay is at ${team?.publicUrl ?? named}\n`);
  terminal.error(`The ledger is ${server.ledger ?? closedLedger}\n`);
  if (!isLoopback(host)) terminal.out(`Everyone who reaches ${host} can open the studio.\n`);
  await new Promise<void>((stop) => {
    process.once('SIGINT', () => stop());
    process.once('SIGTERM', () => stop());
  });
  await server.close();
  process.exit(0);
}
