import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Builds a program of this folder that a test can run and kill. @param name of its file, without `.ts` */
export async function buildProgram(name: string): Promise<{ program: string; remove: () => void }> {
  // Below `node_modules`, where the program finds its packages; one folder a process, because tests run side by side.
  const outDir = join(root, 'node_modules', '.cache', `assay-${name}-${process.pid}`);
  const options = {
    ssr: `test/server/curation/support/${name}.ts`,
    outDir,
    emptyOutDir: true,
    target: 'node20',
    rolldownOptions: { output: { entryFileNames: '[name].js' } },
  };
  await build({ root, configFile: false, publicDir: false, logLevel: 'error', build: options });
  return { program: join(outDir, `${name}.js`), remove: () => rmSync(outDir, { recursive: true, force: true }) };
}
