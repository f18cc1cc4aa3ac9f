import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scopes } from '../../server/access/Scope';
import { schemathesisProgram } from '../support/schemathesisProgram';
import { serveLedger } from '../support/servedLedger';
import { ServedTeam } from '../support/servedTeam';

const program = schemathesisProgram();

/** `npm run schemathesis -- --examples 100` asks for more. */
const examples = process.env['SCHEMATHESIS_EXAMPLES'] ?? '3';
const patienceMs = process.env['SCHEMATHESIS_EXAMPLES'] ? 3_600_000 : 240_000;

const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
];

/** Calls every route of the server's document. Resolves to the exit code and what it printed. */
async function tryAll(address: string, phases: string, headers: readonly string[]): Promise<[number | null, string]> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-schemathesis-'));
  const options = [
    ...['run', `${address}/v1/openapi.json`, '--checks', checks.join(), '--max-examples', examples, '--seed', '1'],
    // Readers wait for events for up to 25 seconds.
    ...['--request-timeout', '60', '--suppress-health-check', 'all', '--continue-on-failure', '--no-shrink'],
    ...['--phases', phases, '--warnings', 'off', ...headers.flatMap((header) => ['-H', header])],
  ];
  const child = spawn(program ?? '', options, { cwd: folder, env: { ...process.env, NO_COLOR: '1' } });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => (text += part));
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  await rm(folder, { recursive: true });
  return [code, text];
}

describe.skipIf(program === null)('whatever the document allows or does not', () => {
  test('a server for one person answers as it says and never fails', { timeout: patienceMs }, async () => {
    const server = await serveLedger(undefined, undefined, { log: 'silent' });
    const [code, text] = await tryAll(server.address, 'fuzzing', []);
    await server.close();
    expect(code, text).toBe(0);
  });

  test('a server for a team answers as it says and never fails', { timeout: patienceMs }, async () => {
    const team = await ServedTeam.start(undefined, { log: 'silent' });
    const [code, text] = await tryAll(team.address, 'coverage,fuzzing', [
      `Authorization: ${await team.bearer(scopes)}`,
    ]);
    await team.close();
    expect(code, text).toBe(0);
  });
});
