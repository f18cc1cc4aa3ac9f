/** `npm start`: from a fresh clone to a served studio. Arguments after `--` go to `assay serve`. */
import { join } from 'node:path';
import { buildWhenStale } from './buildWhenStale.mjs';
import { installWhenStale, requireNode } from './installWhenStale.mjs';
import { becomeProgram, projectRoot } from './program.mjs';

requireNode();
try {
  installWhenStale();
  buildWhenStale();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
becomeProgram(process.execPath, [join(projectRoot, 'dist', 'server', 'assay.js'), 'serve', ...process.argv.slice(2)]);
