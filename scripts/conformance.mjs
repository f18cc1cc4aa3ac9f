/** `npm run conformance -- --url URL`: whether a server keeps the promises of docs/protocol.md. It leaves its events there. */
import { parseArgs } from 'node:util';
import { installWhenStale, requireNode } from './installWhenStale.mjs';
import { runProgram } from './program.mjs';

requireNode();
const { values } = parseArgs({ options: { url: { type: 'string' } } });
if (values.url === undefined) {
  console.error('Say which server: npm run conformance -- --url http://127.0.0.1:4173');
  process.exit(2);
}
installWhenStale();
process.env['ASSAY_CONFORMANCE_URL'] = values.url;
process.exitCode = runProgram('npx', ['vitest', 'run', '--project', 'node', 'test/conformance']);
