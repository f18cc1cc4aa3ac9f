import { rmSync } from 'node:fs';
import { link, mkdtemp, open, rename, rm, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CommandError } from '../CommandError';

const mark = '.unfinished-';

/** Whether a name is one of a folder for what is not finished, in use or left by a process that was killed. */
export function isUnfinished(name: string): boolean {
  return name.includes(mark);
}

/**
 * A folder beside an output for what is not finished. It goes when the work ends, however it ends; only a process that is
 * killed at once leaves it behind.
 */
export class WorkFolder {
  private readonly removeNow = () => rmSync(this.path, { recursive: true, force: true });

  private constructor(readonly path: string) {
    process.once('exit', this.removeNow);
  }

  /** @param stem its path, to which an ending is added */
  static async make(stem: string): Promise<WorkFolder> {
    return new WorkFolder(await mkdtemp(stem + mark));
  }

  file(name: string): string {
    return join(this.path, name);
  }

  async remove(): Promise<void> {
    process.off('exit', this.removeNow);
    await rm(this.path, { recursive: true, force: true });
  }
}

/**
 * Puts a finished file in its place, durable.
 * @param replace whether it takes the place of one that is there
 * @throws CommandError where one is there and may not be replaced
 */
export async function putInPlace(from: string, to: string, replace: boolean): Promise<void> {
  if (replace) await rename(from, to);
  else await linkAt(from, to);
  await makeDurable(dirname(to));
}

/** Unlike a rename, a link never takes the place of a file that came there meanwhile. */
async function linkAt(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
    await unlink(from);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw isThere(to);
    // Some file systems know no links.
    await rename(from, to);
  }
}

export function isThere(path: string): CommandError {
  return new CommandError(`${path} is there already. Write to another --out, or replace it with --force.`);
}

/** Some systems let no folder be opened, and need it not. */
export async function makeDurable(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
