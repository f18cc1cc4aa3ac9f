import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** A real Ray cluster of one node on this machine, from the trainer's Python. */
export class RayHead {
  private constructor(
    private readonly process: ChildProcess,
    readonly address: string,
    readonly token: string,
  ) {}

  /** @param bin the folder of the programs of the trainer's Python @param folder short, since sockets live below it */
  static async start(bin: string, folder: string): Promise<RayHead> {
    const [port, dashboard] = [await freePort(), await freePort()];
    const token = 'a-token-of-this-test-which-is-long-enough';
    const words = ['--head', '--block', '--node-ip-address=127.0.0.1', `--port=${String(port)}`];
    const more = [`--dashboard-port=${String(dashboard)}`, '--include-dashboard=true', '--num-cpus=4'];
    const store = ['--object-store-memory=100000000', `--temp-dir=${folder}`, '--disable-usage-stats'];
    const head = spawn(join(bin, 'ray'), ['start', ...words, ...more, ...store], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, RAY_AUTH_MODE: 'token', RAY_AUTH_TOKEN: token, OMP_NUM_THREADS: '1' },
    });
    const ray = new RayHead(head, `http://127.0.0.1:${String(dashboard)}`, token);
    await ray.#ready();
    return ray;
  }

  /** Ends the node and all that it started. */
  async stop(): Promise<void> {
    const { pid = 0, exitCode } = this.process;
    if (exitCode !== null) return;
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    process.kill(pid, 'SIGTERM');
    await ended;
  }

  async #ready(): Promise<void> {
    let output = '';
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.on('data', (data: Buffer) => (output += data.toString()));
    const end = Date.now() + 90_000;
    while (Date.now() < end && this.process.exitCode === null) {
      const headers = { Authorization: `Bearer ${this.token}` };
      const answer = await fetch(`${this.address}/api/version`, { headers }).catch(() => null);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    throw new Error(`Ray did not start: ${output.slice(-2000)}`);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
