/**
 * Random histories over one database, as a process of its own: `tortureHistories.mjs FOLDER DATABASE HISTORIES SEED`. The sources
 * are those of FOLDER, which may be a copy that was broken on purpose. The last line is JSON.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runnerImport } from 'vite';

const [root = '', kind = 'sqlite', histories = '100', seed = '1'] = process.argv.slice(2);

/** @param {string} path */
async function load(path) {
  return (await runnerImport(join(root, path), { root, configFile: false, logLevel: 'error' })).module;
}

/** @param {string} folder */
async function sqlite(folder) {
  const { sqliteTorture } = await load('test/torture/histories/sqliteTorture.ts');
  return { database: await sqliteTorture(folder, Number(seed)), end: async () => undefined };
}

async function postgres() {
  const { postgresTorture } = await load('test/torture/histories/postgresTorture.ts');
  const { PostgresServer } = await load('test/support/PostgresServer.ts');
  const server = await PostgresServer.start();
  return server && { database: await postgresTorture(server), end: () => server.stop() };
}

const folder = mkdtempSync(join(tmpdir(), 'assay-histories-'));
const { runHistories } = await load('test/torture/histories/runHistories.ts');
const place = await (kind === 'postgres' ? postgres() : sqlite(folder));
if (place === null) {
  console.log('null');
} else {
  const report = (/** @type {string} */ words) => console.log(`  ${kind}: ${words}`);
  const counts = await runHistories(place.database, {
    histories: Number(histories),
    seed: Number(seed),
    folder,
    report,
  });
  await place.end();
  console.log(JSON.stringify(counts));
}
rmSync(folder, { recursive: true, force: true });
