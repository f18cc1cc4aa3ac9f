/** `npm run bench NAME [-- --quick]`: builds when stale and runs bench/NAME.ts. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildWhenStale } from './buildWhenStale.mjs';
import { installWhenStale, requireNode } from './installWhenStale.mjs';
import { projectRoot } from './program.mjs';

const folder = join(projectRoot, 'bench');

/** @returns {Promise<number>} exit code */
async function main() {
  requireNode();
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false } },
  });
  const names = readdirSync(folder).flatMap((file) => (file.endsWith('.ts') ? [file.slice(0, -3)] : []));
  const [name = ''] = positionals;
  if (positionals.length !== 1 || !names.includes(name)) {
    console.error(`Name one bench: ${names.join(', ')}. For a smoke test: npm run bench NAME -- --quick`);
    return 2;
  }
  installWhenStale();
  buildWhenStale();
  const { runnerImport } = await import('vite');
  const options = /** @type {const} */ ({ root: projectRoot, configFile: false, logLevel: 'warn' });
  const { module: support } = await runnerImport(join(folder, 'support', 'main.ts'), options);
  const { module: bench } = await runnerImport(join(folder, `${name}.ts`), options);
  await support.main(name, bench.run, values.quick);
  return 0;
}

process.exitCode = await main();
