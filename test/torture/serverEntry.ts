import { fileURLToPath } from 'node:url';
import { serve } from '../../server/serve';
import { dieAt, type Death } from './deathPoints';

/**
 * `assay serve` without the other commands, whose engine takes most of a start: what is killed hundreds of times should start
 * quickly. Arguments: port, data folder, and as JSON where it ends itself over a commit, if it is to be watched for that. The database is DATABASE_URL's.
 */
const [port = '0', dataFolder = '', death] = process.argv.slice(2);
if (death !== undefined) dieAt(JSON.parse(death) as Death | null, dataFolder);
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
