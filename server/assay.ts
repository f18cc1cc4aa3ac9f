import { Command, InvalidArgumentError } from 'commander';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../package.json';
import { defaultDataFolder } from './dataFolder';
import { isLoopback } from './hostCheck';
import { serve, ServeError } from './serve';

/** The built studio lies beside the built server. */
const studioRoot = fileURLToPath(new URL('../studio', import.meta.url));

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('a port is a number from 0 to 65535.');
  return port;
}

async function serveUntilStopped(options: { port: number; host: string; data: string }): Promise<void> {
  const dataFolder = resolve(options.data);
  const server = await serve({ host: options.host, port: options.port, dataFolder, studioRoot, version });
  console.log(`Assay is at ${server.address}`);
  if (!isLoopback(options.host)) console.log(`Everyone who reaches ${options.host} can open it.`);
  const stop = () => void server.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

const program = new Command('assay').description('A studio for reward models that runs in Chrome.').version(version);

program
  .command('serve')
  .description('serve the studio and its API')
  .option('--port <number>', 'port to listen on, 0 for any free one', portNumber, 4173)
  .option(
    '--host <address>',
    'address to listen on; other than this machine, everyone who reaches it can open the studio',
    '127.0.0.1',
  )
  .option('--data <folder>', 'where the server keeps its ledger, models and runs', defaultDataFolder())
  .action(serveUntilStopped);

program.parseAsync().catch((error: unknown) => {
  if (!(error instanceof ServeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
