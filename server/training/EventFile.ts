import { open } from 'node:fs/promises';
import { runEvent, type RunEvent } from './RunEvent';

/** Reads a growing file of JSON lines; a line counts when its end is there, since a new try takes half lines away. */
export class EventFile {
  /** The end of the last whole line that was read. */
  #place = 0;

  constructor(private readonly path: string) {}

  /** The events that came since the last call. */
  async next(): Promise<RunEvent[]> {
    const file = await open(this.path, 'r').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (!file) return [];
    try {
      const length = Math.max(0, (await file.stat()).size - this.#place);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, this.#place);
      const end = buffer.subarray(0, bytesRead).lastIndexOf(0x0a) + 1;
      this.#place += end;
      return buffer.toString('utf8', 0, end).split('\n').flatMap(eventOf);
    } finally {
      await file.close();
    }
  }
}

/** A line that a job of another kind wrote, or that a full disk cut, is no event. */
function eventOf(line: string): RunEvent[] {
  if (line === '') return [];
  try {
    const { success, data } = runEvent.safeParse(JSON.parse(line));
    return success ? [data] : [];
  } catch {
    return [];
  }
}
