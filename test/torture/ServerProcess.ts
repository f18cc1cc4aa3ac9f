import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Death } from './deathPoints';

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
  /** Whether the running process was told to end itself. */
  willEnd = false;

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

  /** Resolves when the server says where it listens; rejects with what it said where it ends instead. @param death where it ends itself; null: nowhere, but its commits are watched */
  async start(death?: Death | null): Promise<void> {
    const { program, dataFolder, databaseUrl } = this.setting;
    const environment = { ...process.env, DATABASE_URL: databaseUrl ?? '' };
    const more = death === undefined ? [] : [JSON.stringify(death)];
    const server = spawn(process.execPath, [program, String(this.#port), dataFolder, ...more], {
      env: environment,
    });
    this.#process = server;
    this.willEnd = Boolean(death);
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

  /** Waits until the process has ended itself, and ends it where it has not after so many milliseconds. Whether it had. */
  async ended(ms: number): Promise<boolean> {
    const server = this.#process;
    if (server && server.exitCode === null && server.signalCode === null)
      await Promise.race([once(server, 'exit'), wait(ms)]);
    const hasEnded = server?.signalCode === 'SIGKILL';
    await this.end();
    return hasEnded;
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
