/**
 * `npm run torture [-- --kills N --seed S]`: a real server, on SQLite and on PostgreSQL where it is installed, killed again and again
 * under load. The last line says how many kills there were, what was acknowledged, and what of it was lost, altered or stuck.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { importTypeScript } from './importTypeScript.mjs';
import { installWhenStale, requireNode } from './installWhenStale.mjs';

/** @typedef {{ kills: number, acknowledged: number, lost: number, altered: number, stuck: number }} Counts */

/** @param {string} name @param {string} value */
function wholeNumber(name, value) {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new TypeError(`--${name} is ${value}: give a whole number.`);
}

/**
 * @param {string} program @param {number} kills @param {number} seed
 * @returns {Promise<Counts[]>}
 */
async function killServers(program, kills, seed) {
  const [{ runKills }, { ServerProcess }, { PostgresServer }] = await Promise.all([
    importTypeScript('test/torture/runKills.ts'),
    importTypeScript('test/torture/ServerProcess.ts'),
    importTypeScript('test/support/PostgresServer.ts'),
  ]);
  const dataFolder = mkdtempSync(join(tmpdir(), 'assay-torture-'));
  const counts = [];
  const report = (/** @type {string} */ words) => console.log(words);
  console.log('SQLite');
  const server = new ServerProcess({ program, dataFolder });
  counts.push(await runKills(server, { kills, seed, clients: 6, report }));
  await server.end();
  const postgres = await PostgresServer.start();
  if (postgres === null) console.log('PostgreSQL is not installed: left out');
  else {
    console.log('PostgreSQL, killed too every tenth time');
    const second = new ServerProcess({ program, dataFolder, databaseUrl: postgres.url() });
    const alsoKill = async (/** @type {number} */ number) => {
      if (number % 10 === 0) await postgres.kill().then(() => postgres.run());
    };
    counts.push(await runKills(second, { kills, seed: seed + 1, clients: 6, alsoKill, report }));
    await second.end();
    await postgres.stop();
  }
  rmSync(dataFolder, { recursive: true, force: true });
  return counts;
}

/** @param {Counts[]} counts @param {keyof Counts} name */
function sum(counts, name) {
  return counts.reduce((total, one) => total + one[name], 0);
}

async function main() {
  requireNode();
  const { values } = parseArgs({
    options: { kills: { type: 'string', default: '500' }, seed: { type: 'string', default: '1' } },
  });
  installWhenStale();
  const { buildServer, removeBuiltServer } = await importTypeScript('test/torture/builtServer.ts');
  const program = await buildServer();
  const counts = await killServers(program, wholeNumber('kills', values.kills), wholeNumber('seed', values.seed));
  removeBuiltServer();
  const [kills, acknowledged] = [sum(counts, 'kills'), sum(counts, 'acknowledged')];
  const [lost, altered, stuck] = [sum(counts, 'lost'), sum(counts, 'altered'), sum(counts, 'stuck')];
  console.log(JSON.stringify({ histories: counts.length, kills, acknowledged, lost, altered, stuck }));
  return lost + altered + stuck === 0 ? 0 : 1;
}

process.exitCode = await main();
