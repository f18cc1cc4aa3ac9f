import { fileURLToPath } from 'node:url';
import { serve } from '../../server/serve';

/**
 * `assay serve` without the other commands, whose engine takes most of a start: what is killed hundreds of times should start
 * quickly. Arguments: port, data folder. The database is DATABASE_URL's.
 */
const [port = '0', dataFolder = ''] = process.argv.slice(2);
const studioRoot = fileURLToPath(new URL('../studio', import.meta.url));
const databaseUrl = process.env['DATABASE_URL'];
const server = await serve({
  host: '127.0.0.1',
  port: Number(port),
  dataFolder,
  databaseUrl,
  studioRoot,
  version: '0.0.0',
});
process.stdout.write(`Assay is at ${server.address}\n`);
process.once('SIGTERM', () => void server.close().then(() => process.exit(0)));
