import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDurably } from './durableFile';
import type { WaitingForPeople } from './WaitingForPeople';

/** What a plan waits for, as whoever looks at its folder finds it when no run is there to ask. */
export interface Waiting extends Pick<WaitingForPeople, 'standing' | 'task' | 'place'> {
  step: string;
}

/** The file of a plan's folder that says what the plan waits for; there is none where it waits for nothing. */
export class WaitingNote {
  readonly #path: string;

  constructor(folder: string) {
    this.#path = join(folder, 'waiting.json');
  }

  async read(): Promise<Waiting | null> {
    const text = await readFile(this.#path, 'utf8').catch(() => null);
    return text === null ? null : (JSON.parse(text) as Waiting);
  }

  write(step: string, { standing, task, place }: WaitingForPeople): Promise<void> {
    return writeDurably(this.#path, `${JSON.stringify({ step, standing, task, place } satisfies Waiting)}\n`, false);
  }

  clear(): Promise<void> {
    return rm(this.#path, { force: true });
  }
}
