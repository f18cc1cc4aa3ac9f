import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Asked {
  entrypoint: string;
  submission_id: string;
  runtime_env: { env_vars: Record<string, string> };
}

interface RayJob {
  process: ChildProcess;
  output: string;
  stopped: boolean;
}

/** Ray's jobs interface as far as Assay speaks to it: jobs are shell lines on this machine, as on a cluster. */
export class RayServer {
  readonly #jobs = new Map<string, RayJob>();

  private constructor(
    private readonly server: Server,
    readonly token: string,
  ) {}

  static async start(token = 'ray-token'): Promise<RayServer> {
    const server = createServer();
    const ray = new RayServer(server, token);
    server.on('request', (request, response) => void ray.#answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return ray;
  }

  get address(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async close(): Promise<void> {
    for (const { process } of this.#jobs.values()) process.kill('SIGKILL');
    await new Promise((resolve) => this.server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const send = (status: number, value: unknown) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(typeof value === 'string' ? value : JSON.stringify(value));
    };
    if (request.headers.authorization !== `Bearer ${this.token}`) return send(401, 'Unauthorized');
    // Ray takes such requests for a web page's.
    if (request.method !== 'GET' && request.headers['sec-fetch-mode'] !== undefined)
      return send(405, 'browser traffic');
    const [, , , id = '', part = ''] = (request.url ?? '').split('/');
    if (request.method === 'POST' && id === '') return this.#submit(await bodyOf(request), send);
    const job = this.#jobs.get(id);
    if (!job) return send(404, `Job ${id} does not exist`);
    if (part === 'logs') return send(200, { logs: job.output });
    if (part !== 'stop') return send(200, { submission_id: id, status: statusOf(job), message: '' });
    job.stopped = true;
    send(200, { stopped: job.process.kill('SIGTERM') });
  }

  #submit(asked: Asked, send: (status: number, value: unknown) => void): void {
    const id = asked.submission_id;
    if (this.#jobs.has(id)) return send(500, `Job with submission_id ${id} already exists.`);
    const child = spawn('/bin/sh', ['-c', asked.entrypoint], {
      env: { PATH: process.env['PATH'], ...asked.runtime_env.env_vars },
    });
    const job: RayJob = { process: child, output: '', stopped: false };
    child.stdout.on('data', (data: Buffer) => (job.output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (job.output += data.toString()));
    this.#jobs.set(id, job);
    send(200, { job_id: id, submission_id: id });
  }
}

function statusOf({ process, stopped }: RayJob): string {
  if (process.exitCode === null && process.signalCode === null) return 'RUNNING';
  if (stopped) return 'STOPPED';
  return process.exitCode === 0 ? 'SUCCEEDED' : 'FAILED';
}

async function bodyOf(request: IncomingMessage): Promise<Asked> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString()) as Asked;
}
