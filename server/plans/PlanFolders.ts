import { constants } from 'node:fs';
import { lstat, open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Board, BoardEntry } from '../../src/curation/board/Board';
import { entryOf } from '../../src/curation/board/entryOf';
import { readCuration } from '../../src/sync/curation/readCuration';
import { LockFile } from '../LockFile';

/** A plan's name, which is its folder's. */
export const planName = /^[a-z0-9-]{1,64}$/;

const boardFile = 'board.json';
/** A board has some kilobytes. */
const mostBoardBytes = 4 << 20;
const mostPlans = 500;
/** Between two locks of a run that goes on, a plan may be reckoned for so long. */
const unlockedMs = 120_000;

interface Kept {
  /** Of the file that was read. */
  stamp: string;
  board: Board;
}

/** The plans that `assay curate` keeps below a data folder. Their files were written by another process and are read as from outside. */
export class PlanFolders {
  readonly #kept = new Map<string, Kept>();

  /** @param root the folder that holds a folder a plan */
  constructor(private readonly root: string) {}

  /** The plans of a project, by their names. */
  async list(project: string): Promise<BoardEntry[]> {
    const names = (await readdir(this.root).catch(() => [] as string[])).filter((name) => planName.test(name)).sort();
    const boards = await Promise.all(names.slice(0, mostPlans).map((name) => this.board(project, name)));
    return boards.flatMap((board) => (board === null ? [] : [entryOf(board)]));
  }

  /** Null where there is no such plan, it is another project's, or what lies there is no board. */
  async board(project: string, plan: string): Promise<Board | null> {
    if (!planName.test(plan) || !(await this.#isFolder(plan))) return null;
    const kept = await this.#read(plan);
    if (kept === null || kept.project !== project || kept.plan !== plan) return null;
    return (await this.#isLost(kept)) ? { ...kept, state: 'lost', step: null, waiting: null } : kept;
  }

  /** The folder of a plan, which is no link. */
  folderOf(plan: string): string {
    return join(this.root, plan);
  }

  async #isFolder(plan: string): Promise<boolean> {
    return lstat(this.folderOf(plan)).then(
      (found) => found.isDirectory(),
      () => false,
    );
  }

  async #read(plan: string): Promise<Board | null> {
    const file = await openPlain(join(this.folderOf(plan), boardFile));
    if (file === null) return null;
    try {
      const { size, mtimeMs, ino } = await file.stat();
      const stamp = `${ino} ${size} ${mtimeMs}`;
      const kept = this.#kept.get(plan);
      if (kept?.stamp === stamp) return kept.board;
      if (size > mostBoardBytes) return null;
      const board = readCuration.board(JSON.parse(await file.readFile('utf8')));
      this.#kept.set(plan, { stamp, board });
      return board;
    } catch {
      return null; // no JSON, or no board of this version
    } finally {
      await file.close();
    }
  }

  /** A process that was killed says nothing more; its lock tells. */
  async #isLost({ plan, state, at }: Board): Promise<boolean> {
    if (state !== 'running' && state !== 'waiting') return false;
    const standing = await LockFile.standing(join(this.folderOf(plan), 'run.lock'));
    if (standing === 'free') return state === 'running' && Date.now() - Date.parse(at) > unlockedMs;
    return standing === 'dead';
  }
}

/** A file that is no link and no device; null where there is none. */
export async function openPlain(path: string): Promise<FileHandle | null> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(path, flags).catch(() => null);
  if (file === null || (await file.stat()).isFile()) return file;
  await file.close();
  return null;
}
