import { existsSync, statSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
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
    try {
      await writeDurably(unfinished, /\.md$/i.test(this.path) ? asMarkdown : `${JSON.stringify(asJson, null, 2)}\n`);
      await putInPlace(unfinished, this.path, this.replace);
    } finally {
      await rm(unfinished, { force: true });
    }
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o644);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
