import { createReadStream } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { verifyEvent } from '../../../src/verdicts/verifyEvent';
import type { LedgerEvent } from '../../../src/verdicts/VerdictEvent';
import { sha256OfText } from '../../ledger/sha256OfText';
import { writeDurably } from '../pipeline/durableFile';
import { PipelineError } from '../pipeline/PipelineError';
import type { HumanAsk, HumanPair, HumanTask, HumanWork } from './HumanWork';
import { taskText } from './taskText';

/**
 * Human work by files: a task is a JSON Lines file below `tasks` that the studio opens as a data set, verdicts come back as ledger files
 * (a ledger's export or backup, one event a line) below `events`. For plans without a server.
 */
export class LedgerFiles implements HumanWork {
  readonly place: string;
  #seen: EventFile[] = [];

  constructor(private readonly folder: string) {
    this.place = join(folder, 'tasks');
  }

  titleOf({ name }: HumanTask): string {
    return `${name}.jsonl`;
  }

  async assign(task: HumanTask, pairs: AsyncIterable<HumanPair>): Promise<void> {
    const path = join(this.place, this.titleOf(task));
    if (await stat(path).catch(() => null)) return;
    await mkdir(this.place, { recursive: true });
    await writeDurably(path, await taskText(pairs));
  }

  async *events(): AsyncGenerator<LedgerEvent> {
    this.#seen = await this.#look();
    for (const { path } of this.#seen) yield* eventsOf(path);
  }

  /** Files name no people: every client is a person of its own. */
  personOf(client: string): string {
    return client;
  }

  /** Looks at the files every few seconds: how a folder on another machine's disk says that it has changed, no two systems agree. */
  async news({ signal }: HumanAsk): Promise<void> {
    for (;;) {
      await setTimeout(lookMs, undefined, { signal });
      if (JSON.stringify(await this.#look()) !== JSON.stringify(this.#seen)) return;
    }
  }

  /** The file stays: who opened it goes on as they like. */
  end(): Promise<void> {
    return Promise.resolve();
  }

  async #look(): Promise<EventFile[]> {
    const folder = join(this.folder, 'events');
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.jsonl')).sort();
    const paths = names.map((name) => join(folder, name));
    return Promise.all(paths.map((path) => stat(path).then(({ size, mtimeMs }) => ({ path, size, mtimeMs }))));
  }
}

interface EventFile {
  path: string;
  size: number;
  mtimeMs: number;
}

const lookMs = 2_000;

async function* eventsOf(path: string): AsyncGenerator<LedgerEvent> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() === '') continue;
    const verification = verifyEvent(parsed(text), sha256OfText);
    if (!verification.ok)
      throw new PipelineError(
        `${path}, line ${line}, is no ledger event: ${verification.reason} Nothing of it was used.`,
      );
    yield verification.event;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
