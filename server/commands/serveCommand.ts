import { InvalidArgumentError, Option, type Command } from 'commander';
import { resolve } from 'node:path';
import { isLoopback } from '../hostCheck';
import { serve } from '../serve';
import { logLevels, type LogLevel } from '../ServerLog';
import type { CommandSetting } from './CommandSetting';
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
  trustNetwork: boolean;
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
    .option('--trust-network', 'let everyone who reaches the address write to the ledger', false)
    .action((flags: ServeFlags) => runCommand(setting.terminal, false, () => serveUntilStopped(flags, setting)));
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('a port is a number from 0 to 65535.');
  return port;
}

const closedLedger =
  'closed to other machines, because nobody signs in here: --trust-network opens it to everyone who reaches the address';

async function serveUntilStopped(flags: ServeFlags, setting: ServeSetting): Promise<number> {
  const { terminal, studioRoot, version } = setting;
  const { data, host } = flags;
  const databaseUrl = process.env['DATABASE_URL'];
  const server = await serve({ ...flags, dataFolder: resolve(data), databaseUrl, studioRoot, version });
  terminal.out(`Assay is at ${server.address}\n`);
  terminal.error(`The ledger is ${server.ledger ?? closedLedger}\n`);
  if (!isLoopback(host)) terminal.out(`Everyone who reaches ${host} can open it.\n`);
  await new Promise<void>((stop) => {
    process.once('SIGINT', () => stop());
    process.once('SIGTERM', () => stop());
  });
  await server.close();
  process.exit(0);
}
