import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Below `node_modules`, where the program finds its packages; one folder a process, because tests run side by side. */
const folder = join(root, 'node_modules', '.cache', `assay-torture-${process.pid}`);

/** Builds the server as a program, with a studio of one empty page, and gives its path. */
export async function buildServer(): Promise<string> {
  mkdirSync(join(folder, 'studio'), { recursive: true });
  writeFileSync(join(folder, 'studio', 'index.html'), '<!doctype html><title>Assay</title>');
  const options = {
    ssr: 'test/torture/serverEntry.ts',
    outDir: join(folder, 'server'),
    emptyOutDir: true,
    target: 'node20',
  };
  await build({ root, configFile: false, publicDir: false, logLevel: 'error', build: options });
  return join(folder, 'server', 'serverEntry.js');
}

export function removeBuiltServer(): void {
  rmSync(folder, { recursive: true, force: true });
}
