import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export interface ServerSetting {
  /** As `buildServer` gives it. */
  program: string;
  dataFolder: string;
  databaseUrl?: string | undefined;
}

/** A real server in a process of its own, killed and started again on the same port. */
export class ServerProcess {
  #process: ChildProcess | null = null;
  #port = 0;
  #output = '';

  constructor(private readonly setting: ServerSetting) {}

  get address(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get pid(): number | null {
    return this.#process?.pid ?? null;
  }

  /** What the last process wrote. */
  get output(): string {
    return this.#output;
  }

  /** Resolves when the server says where it listens; rejects with what it said where it ends instead. */
  async start(): Promise<void> {
    const { program, dataFolder, databaseUrl } = this.setting;
    const environment = { ...process.env, DATABASE_URL: databaseUrl ?? '' };
    const server = spawn(process.execPath, [program, String(this.#port), dataFolder], { env: environment });
    this.#process = server;
    this.#output = '';
    await new Promise<void>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        this.#output += chunk.toString();
        const port = /Assay is at http:\/\/127\.0\.0\.1:(\d+)/.exec(this.#output)?.[1];
        if (port === undefined) return;
        this.#port = Number(port);
        resolve();
      };
      server.stdout.on('data', hear);
      server.stderr.on('data', hear);
      server.once('exit', () => reject(new Error(`The server ended: ${this.#output}`)));
    });
  }

  /** Ends the process at once, as it stands, or politely with another signal; gives its exit code. */
  async end(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
    const server = this.#process;
    this.#process = null;
    if (!server || server.exitCode !== null || server.signalCode !== null) return server?.exitCode ?? null;
    server.kill(signal);
    await once(server, 'exit');
    return server.exitCode;
  }
}
