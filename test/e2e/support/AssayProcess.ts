import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const program = fileURLToPath(new URL('../../../dist/server/assay.js', import.meta.url));
const run = promisify(execFile);

/** What a command that has ended has said. @throws Error with what it complained about where it failed */
export async function assay(...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [program, ...args], { maxBuffer: 1 << 26 });
  return stdout;
}

/** A command of the built program that runs beside the test. */
export class AssayProcess {
  /** All that it has said, on both streams. */
  said = '';
  out = '';
  /** Null: it runs. */
  exitCode: number | null = null;
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;

  constructor(...args: string[]) {
    this.#child = spawn(process.execPath, [program, ...args]);
    this.#child.stdout?.on('data', (text: Buffer) => {
      this.out += text.toString();
      this.said += text.toString();
    });
    this.#child.stderr?.on('data', (text: Buffer) => (this.said += text.toString()));
    this.#ended = new Promise((resolve) =>
      this.#child.once('close', (code) => {
        this.exitCode = code ?? -1;
        resolve();
      }),
    );
  }

  /** Waits for its own end. @throws Error where it failed */
  async done(): Promise<string> {
    await this.#ended;
    if (this.exitCode === 0) return this.out;
    throw new Error(`assay ended with ${String(this.exitCode)}: ${this.said}`);
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}
