import { open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';

const pollMs = 50;

/** A holder shows this often that it lives; on other machines that is all that can be seen of it. */
const beatMs = 5_000;
const silentMs = 60_000;

interface Holder {
  pid: number;
  host: string;
}

/**
 * A lock between processes: a file that only one can make. One whose holder is dead (its process gone, the machine
 * started anew, or silent for a minute on another machine) is removed by whoever waits for it.
 */
export class LockFile {
  private constructor(
    private readonly path: string,
    private readonly beat: NodeJS.Timeout,
  ) {}

  /** Waits until the lock is free and takes it. One caller of a process at a time: its own id means a former process. */
  static async take(path: string): Promise<LockFile> {
    for (;;) {
      const lock = await LockFile.tryTake(path);
      if (lock) return lock;
      await wait(pollMs);
    }
  }

  /** Takes the lock where it is free; null where somebody holds it. */
  static async tryTake(path: string): Promise<LockFile | null> {
    const holder: Holder = { pid: process.pid, host: hostname() };
    const tryMake = () => make(path, JSON.stringify(holder));
    let isTaken = await tryMake();
    if (!isTaken && (await isStale(path))) {
      await removeStale(path);
      isTaken = await tryMake();
    }
    if (!isTaken) return null;
    const beat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), beatMs);
    return new LockFile(path, beat.unref());
  }

  /** Whether somebody holds the lock, for whoever only looks. A holder with this process's own id counts while it shows that it lives. */
  static async standing(path: string): Promise<'free' | 'held' | 'dead'> {
    const [text, silence] = await Promise.all([readFile(path, 'utf8'), silenceOf(path)]).catch(
      () => [null, 0] as const,
    );
    if (text === null) return 'free';
    const isOwn = readHolder(text)?.pid === process.pid && silence <= silentMs;
    return !isOwn && (await isStale(path)) ? 'dead' : 'held';
  }

  async release(): Promise<void> {
    clearInterval(this.beat);
    await rm(this.path, { force: true });
  }
}

async function make(path: string, content: string): Promise<boolean> {
  const file = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return null;
    throw error;
  });
  await file?.writeFile(content);
  await file?.close();
  return file !== null;
}

async function isStale(path: string): Promise<boolean> {
  const [text, silence] = await Promise.all([readFile(path, 'utf8'), silenceOf(path)]).catch(() => [null, 0] as const);
  if (text === null) return false; // released meanwhile
  if (silence > uptime() * 1000) return true;
  const holder = readHolder(text);
  if (holder?.host !== hostname()) return silence > silentMs;
  return holder.pid === process.pid || !isAlive(holder.pid);
}

async function silenceOf(path: string): Promise<number> {
  return Date.now() - (await stat(path)).mtimeMs;
}

/** Null where a crash left it half written; then only its silence counts. */
function readHolder(text: string): Holder | null {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Removes a lock of a dead holder. Two who find it out at once must not remove the lock that one of them has taken by then: so
 * the removal has a lock file of its own, under which the holder is looked at once more.
 */
async function removeStale(path: string): Promise<void> {
  const removal = `${path}.removal.lock`;
  if (await make(removal, '')) {
    try {
      if (await isStale(path)) await rm(path, { force: true });
    } finally {
      await rm(removal, { force: true });
    }
  } else if ((await silenceOf(removal).catch(() => 0)) > silentMs) {
    await rm(removal, { force: true }); // its maker died within these few lines
  } else {
    await wait(pollMs);
  }
}
