import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../trainer/schemathesis/.venv/bin/schemathesis', import.meta.url));

/** Schemathesis; null where it was not installed. On the build server it must be. */
export function schemathesisProgram(): string | null {
  if (existsSync(program)) return program;
  if (process.env['CI']) throw new Error('Schemathesis is not installed: npm test installs it.');
  return null;
}
