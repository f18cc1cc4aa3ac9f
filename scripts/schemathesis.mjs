/**
 * `npm run schemathesis [-- --examples N]`: calls every route of a server for one person and of one for a team, with what their OpenAPI
 * document allows and with what it does not: no answer may be a failure of the server, or other than the document says.
 */
import { parseArgs } from 'node:util';
import { installWhenStale, requireNode } from './installWhenStale.mjs';
import { prepareSchemathesis } from './prepareMachine.mjs';
import { runProgram } from './program.mjs';

requireNode();
const { values } = parseArgs({ options: { examples: { type: 'string', default: '50' } } });
installWhenStale();
prepareSchemathesis();
process.env['SCHEMATHESIS_EXAMPLES'] = values.examples;
process.exitCode = runProgram('npx', ['vitest', 'run', '--project', 'node', 'test/server/schemathesis.test.ts']);
