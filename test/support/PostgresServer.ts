import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

const debianPrograms = '/usr/lib/postgresql';

/** The folder of PostgreSQL's programs; null where it is not installed. */
function programFolder(): string | null {
  const versions = existsSync(debianPrograms) ? readdirSync(debianPrograms).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debianPrograms, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(':'),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}

/** PostgreSQL refuses to run as root; its package brings a user for it. */
function user(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** A PostgreSQL server of its own in a temporary folder, reached through a socket there. */
export class PostgresServer {
  #process: ChildProcess | null = null;

  private constructor(
    private readonly folder: string,
    private readonly programs: string,
  ) {}

  /** Null where PostgreSQL is not installed; on the build server it must be. */
  static async start(): Promise<PostgresServer | null> {
    const programs = programFolder();
    if (programs === null && process.env['CI'])
      throw new Error('PostgreSQL is not installed: apt-get install postgresql');
    if (programs === null) return null;
    const folder = mkdtempSync(join(tmpdir(), 'assay-postgres-'));
    const { uid, gid } = user();
    if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
    const options = [
      '-D',
      join(folder, 'data'),
      '-U',
      'assay',
      '-A',
      'trust',
      '--no-sync',
      '-E',
      'UTF8',
      '--no-locale',
    ];
    execFileSync(join(programs, 'initdb'), options, { ...user(), cwd: folder, stdio: 'pipe' });
    const server = new PostgresServer(folder, programs);
    await server.run();
    return server;
  }

  /** Starts the server on its folder, again after `kill`. */
  async run(): Promise<void> {
    const options = [
      '-D',
      join(this.folder, 'data'),
      '-k',
      this.folder,
      '-c',
      'listen_addresses=',
      '-c',
      'shared_buffers=16MB',
    ];
    this.#process = spawn(join(this.programs, 'postgres'), options, { ...user(), cwd: this.folder, stdio: 'ignore' });
    for (let tries = 0; ; tries++) {
      const failure = await this.query('select 1').then(
        () => null,
        (error: unknown) => error,
      );
      if (failure === null) return;
      if (tries > 200) throw failure;
      await wait(50);
    }
  }

  url(database = 'postgres'): string {
    return `postgresql://assay@localhost/${database}?host=${encodeURIComponent(this.folder)}`;
  }

  /** Makes a database of this name, and gives its address. */
  async create(database: string): Promise<string> {
    await this.query(`create database ${database}`);
    return this.url(database);
  }

  async query(text: string, database = 'postgres'): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: this.url(database) });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end();
    }
  }

  /** Ends the server as a power cut would, all its processes at once. */
  async kill(signal: NodeJS.Signals = 'SIGQUIT'): Promise<void> {
    const server = this.#process;
    this.#process = null;
    if (!server || server.exitCode !== null) return;
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill(signal);
    await ended;
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}
