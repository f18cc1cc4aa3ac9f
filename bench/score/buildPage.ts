import { join } from 'node:path';
import { build } from 'vite';

/** Builds the bench's page as the studio is built. */
export async function buildPage(root: string, outDir: string): Promise<void> {
  await build({
    root: join(root, 'bench', 'score', 'page'),
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'es2023' },
  });
}
