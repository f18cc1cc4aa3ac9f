import { join } from 'node:path';
import { build } from 'vite';

/** Builds a bench's page as the studio is built. @param page its folder below bench/ */
export async function buildPage(root: string, page: string, outDir: string): Promise<void> {
  await build({
    root: join(root, 'bench', page),
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'es2023' },
  });
}
