/**
 * `npm run torture [-- --histories N --kills N --seed S --no-browser]`: random histories over the real server and both databases; a
 * real server, killed again and again under load; a real browser, killed again and again while it labels. PostgreSQL where it is
 * installed. The last line says what was acknowledged, and what of it was lost, altered or stuck.
 * `npm run torture -- --mutants [NAME]`: breaks the code on purpose and says which histories see it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildWhenStale } from './buildWhenStale.mjs';
import { importTypeScript } from './importTypeScript.mjs';
import { installWhenStale, requireNode } from './installWhenStale.mjs';
import { projectRoot } from './program.mjs';
import { tortureMutants } from './tortureMutants.mjs';

/** @typedef {{ histories: number, faults: number, kills: number, acknowledged: number, lost: number, altered: number, stuck: number }} Counts */

/** @type {Counts} */
const nothing = { histories: 0, faults: 0, kills: 0, acknowledged: 0, lost: 0, altered: 0, stuck: 0 };

/** @param {string} name @param {string} value */
function wholeNumber(name, value) {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new TypeError(`--${name} is ${value}: give a whole number.`);
}

/**
 * Histories over one database, in a process of their own.
 * @param {'sqlite' | 'postgres'} kind @param {number} histories @param {number} seed
 * @returns {Promise<Counts>}
 */
async function liveHistories(kind, histories, seed) {
  const program = join(projectRoot, 'scripts', 'tortureHistories.mjs');
  const child = spawn(process.execPath, [program, projectRoot, kind, String(histories), String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (/** @type {string} */ part) => {
    text += part;
    process.stdout.write(part.replaceAll(/^[{n].*\n/gm, ''));
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  const last = text.trim().split('\n').at(-1) ?? '';
  if (code === 0 && last === 'null') console.log('PostgreSQL is not installed: its histories are left out');
  if (code === 0 && last === 'null') return nothing;
  if (code !== 0) return { ...nothing, stuck: 1 };
  const { broken, ...counts } = JSON.parse(last);
  console.log(`  ${kind}: ${counts.histories} histories, ${counts.crashes} crashes of the server`);
  if (broken !== null) console.log(`  ${kind}: ${broken}`);
  return { ...nothing, ...counts };
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
  const report = (/** @type {string} */ words) => console.log(`  ${words}`);
  const postgres = await PostgresServer.start();
  const half = postgres === null ? kills : Math.ceil(kills / 2);
  console.log(`A server on SQLite, killed ${half} times`);
  const server = new ServerProcess({ program, dataFolder });
  counts.push(await runKills(server, { kills: half, seed, clients: 6, dataFolder, report }));
  await server.end();
  if (postgres !== null) {
    console.log(`A server on PostgreSQL, killed ${kills - half} times, with its database every tenth time`);
    const second = new ServerProcess({ program, dataFolder, databaseUrl: postgres.url() });
    const alsoKill = async (/** @type {number} */ number) => {
      if (number % 10 === 0) await postgres.kill().then(() => postgres.run());
    };
    counts.push(await runKills(second, { kills: kills - half, seed: seed + 1, clients: 6, alsoKill, report }));
    await second.end();
    await postgres.stop();
  }
  rmSync(dataFolder, { recursive: true, force: true });
  for (const { overCommits, torn } of counts) report(`${overCommits} of them over a commit; ${torn} logs torn`);
  return counts.map((one) => ({ ...nothing, ...one }));
}

/**
 * The studio in Chromium, killed while somebody labels: the test of it says itself what it saw.
 * @returns {Counts}
 */
function killBrowsers() {
  console.log('Chromium with the studio, killed while it labels');
  const program = join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [program, 'run', '--project', 'e2e', 'test/e2e/kills.test.ts'],
    { cwd: projectRoot, encoding: 'utf8' },
  );
  const said = /browser kills (\d+), acknowledged (\d+)/.exec(stdout + stderr);
  console.log(said ? `  ${said[0]}` : stdout + stderr);
  const [, kills = '0', acknowledged = '0'] = said ?? [];
  return { ...nothing, kills: Number(kills), acknowledged: Number(acknowledged), lost: status === 0 && said ? 0 : 1 };
}

/** @param {Counts[]} counts @returns {Counts} */
function sum(counts) {
  const total = { ...nothing };
  for (const one of counts)
    for (const name of /** @type {(keyof Counts)[]} */ (Object.keys(total))) total[name] += one[name];
  return total;
}

async function main() {
  requireNode();
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      histories: { type: 'string', default: '10000' },
      kills: { type: 'string', default: '500' },
      seed: { type: 'string', default: '1' },
      mutants: { type: 'boolean', default: false },
      'no-browser': { type: 'boolean', default: false },
    },
  });
  installWhenStale();
  const seed = wholeNumber('seed', values.seed);
  if (values.mutants) return (await tortureMutants(values.seed, positionals)) === 0 ? 0 : 1;
  const histories = wholeNumber('histories', values.histories);
  const onPostgres = Math.floor(histories * 0.3);
  console.log(`Histories: ${histories - onPostgres} on SQLite, ${onPostgres} on PostgreSQL (seed ${seed})`);
  const counts = await Promise.all([
    liveHistories('sqlite', histories - onPostgres, seed),
    liveHistories('postgres', onPostgres, seed),
  ]);
  const { buildServer, removeBuiltServer } = await importTypeScript('test/torture/builtServer.ts');
  counts.push(...(await killServers(await buildServer(), wholeNumber('kills', values.kills), seed)));
  removeBuiltServer();
  if (!values['no-browser']) {
    buildWhenStale();
    counts.push(killBrowsers());
  }
  const total = sum(counts);
  console.log(JSON.stringify(total));
  return total.lost + total.altered + total.stuck === 0 ? 0 : 1;
}

process.exitCode = await main();
