import { existsSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { CommandError, exitCodes } from '../CommandError';
import { isThere, putInPlace } from './WorkFolder';

/** Where `--report` keeps what a command says. */
export class KeptReport {
  private constructor(
    private readonly path: string,
    private readonly replace: boolean,
  ) {}

  /** @throws CommandError where no report can be written there. Null where none is wanted. */
  static of(named: string | undefined, replace: boolean): KeptReport | null {
    if (named === undefined) return null;
    const path = resolve(named);
    if (!/\.(json|md)$/i.test(path))
      throw new CommandError(`--report ${named} must end in .json or .md.`, exitCodes.usage);
    if (!statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory())
      throw new CommandError(`--report ${named}: there is no folder ${dirname(path)}.`);
    if (existsSync(path) && !replace) throw isThere(path);
    return new KeptReport(path, replace);
  }

  /** Writes it beside its place, then puts it there. */
  async write(asJson: object, asMarkdown: string): Promise<void> {
    const unfinished = `${this.path}.unfinished-${process.pid}`;
    const handle = await open(unfinished, 'wx', 0o644);
    try {
      await handle.writeFile(/\.md$/i.test(this.path) ? asMarkdown : `${JSON.stringify(asJson, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await putInPlace(unfinished, this.path, this.replace);
  }
}
