import { createReadStream } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { verifyEvent } from '../../../src/verdicts/verifyEvent';
import type { LedgerEvent } from '../../../src/verdicts/VerdictEvent';
import { sha256OfText } from '../../ledger/sha256OfText';
import { personOfClient } from '../../readModels/personOfClient';
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
  readonly #people = new Map<string, string>();
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
    for (const { path } of this.#seen)
      for await (const { event, person } of eventsOf(path)) {
        if (person !== null) this.#people.set(event.client, person);
        yield event;
      }
  }

  /** Only the export of a server's ledger names people; else every client is a person of its own. */
  personOf(client: string): string {
    return this.#people.get(client) ?? client;
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

/** An event, and whose it is where the file says so. */
interface FiledEvent {
  event: LedgerEvent;
  person: string | null;
}

async function* eventsOf(path: string): AsyncGenerator<FiledEvent> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() === '') continue;
    const given = parsed(text);
    if (isNoEvent(given)) continue;
    const verification = verifyEvent(given['event'] ?? given, sha256OfText);
    if (!verification.ok)
      throw new PipelineError(
        `${path}, line ${line}, is no ledger event: ${verification.reason} Nothing of it was used.`,
      );
    const { event } = verification;
    const { annotator } = given;
    yield { event, person: typeof annotator === 'string' ? personOfClient(event.client, annotator) : null };
  }
}

/** The first and last line of an exported ledger, and what its server had not taken in. */
function isNoEvent(line: Readonly<Record<string, unknown>>): boolean {
  return 'export' in line || 'end' in line || 'parked' in line;
}

/** Without a field where the line is no object of JSON. */
function parsed(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
