import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../../dist/server/assay.js', import.meta.url));

export interface TestServer {
  address: string;
  /** Ends the process, and resolves when its port is free again. */
  stop(): Promise<void>;
}

function addressPrinted(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const read = (chunk: Buffer) => {
      text += chunk.toString();
      const match = /http:\/\/\S+/.exec(text);
      if (match) resolve(match[0]);
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('exit', (code) => reject(new Error(`assay serve ended with ${String(code)}: ${text}`)));
  });
}

/**
 * Starts the built server as a process of its own, on any free port or on `port` (a studio kept offline belongs to its
 * address). A data folder that is given outlives the server. `flags` are further ones of
 * `assay serve`. Build first: `npm run build`.
 */
export async function startServer(
  port = 0,
  given: string | null = null,
  flags: readonly string[] = [],
): Promise<TestServer> {
  const data = given ?? (await mkdtemp(join(tmpdir(), 'assay-data-')));
  const server = spawn(process.execPath, [program, 'serve', '--port', String(port), '--data', data, ...flags]);
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const address = await addressPrinted(server);
  const stop = async () => {
    server.kill('SIGKILL');
    await ended;
    if (given === null) await rm(data, { recursive: true, force: true });
  };
  return { address, stop };
}
