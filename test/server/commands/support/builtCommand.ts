import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const projectRoot = fileURLToPath(new URL('../../../..', import.meta.url));

/** What a command left behind. */
export interface Ended {
  /** The exit code, or the signal that ended it. */
  code: number | string;
  out: string;
  error: string;
}

/** The command line as `npm run build` makes it, in a folder of its own. */
export class BuiltCommand {
  private constructor(
    private readonly folder: string,
    private readonly program: string,
  ) {}

  /** Builds it. @param name of the caller: each has its own build */
  static async build(name: string): Promise<BuiltCommand> {
    const folder = join(projectRoot, 'node_modules/.cache', `assay-${name}-${process.pid}`);
    const outDir = join(folder, 'server');
    const configFile = join(projectRoot, 'vite.server.config.ts');
    await build({ root: projectRoot, configFile, logLevel: 'error', build: { outDir, emptyOutDir: true } });
    const demo = join(folder, 'studio/models/demo');
    await mkdir(dirname(demo), { recursive: true });
    await symlink(join(projectRoot, 'public/models/demo'), demo);
    return new BuiltCommand(folder, join(outDir, 'assay.js'));
  }

  /** Starts a command. @param environment beside this process's own */
  start(args: string[], environment: Record<string, string> = {}): ChildProcessWithoutNullStreams {
    return spawn(process.execPath, [this.program, ...args], { env: { ...process.env, ...environment } });
  }

  /** Runs a command to its end. */
  async run(args: string[], input = '', environment: Record<string, string> = {}): Promise<Ended> {
    const child = this.start(args, environment);
    child.stdin.on('error', () => undefined); // it may end before it has read all
    child.stdin.end(input);
    return ended(child);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Waits for a command's end. */
export async function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  const texts = { out: '', error: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.error += text));
  const code = await new Promise<number | string>((resolve) =>
    child.once('close', (exit, signal) => resolve(exit ?? signal ?? 'nothing')),
  );
  return { code, ...texts };
}
