import { join } from 'node:path';
import { build } from 'vite';

/** Builds a program for Node as the command line is built. @param entry its file below bench/. @returns the built file */
export async function buildProgram(root: string, entry: string): Promise<string> {
  // Below the project, so that packages are found.
  const outDir = join(root, '.assay', 'bench', 'programs');
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: join(root, 'bench', entry),
      outDir,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: '[name].js' } },
    },
  });
  return join(outDir, entry.replace(/^.*\//, '').replace(/\.ts$/, '.js'));
}
