import { join } from 'node:path';
import { projectRoot } from './program.mjs';

/**
 * A module of the project that is written in TypeScript.
 * @param {string} path from the project's folder
 */
export async function importTypeScript(path) {
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(join(projectRoot, path), {
    root: projectRoot,
    configFile: false,
    logLevel: 'warn',
  });
  return module;
}
