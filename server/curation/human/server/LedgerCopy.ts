import { createReadStream } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { verifyEvent } from '../../../../src/verdicts/verifyEvent';
import type { LedgerEvent } from '../../../../src/verdicts/VerdictEvent';
import { withFileErrors } from '../../../fileProblems';
import { sha256OfText } from '../../../ledger/sha256OfText';
import { writeDurably } from '../../pipeline/durableFile';
import { PipelineError } from '../../pipeline/PipelineError';

/** An event and whose it is, as the server says. */
export interface OwnedEvent {
  person: string;
  event: LedgerEvent;
}

/** How far the copy is. */
interface CopyState {
  /** Where the ledger is read on; null: from the beginning. */
  cursor: string | null;
  /** Bytes of the file that belong to it: what stands behind them was being written when a process ended. */
  bytes: number;
}

const nothing: CopyState = { cursor: null, bytes: 0 };

/**
 * A project's ledger as far as it was read, durable, in the plan's folder: `events.jsonl`, and `read.json` with the cursor. What was read
 * stays, also where a server that was restored has lost it: everybody sends it there again.
 */
export class LedgerCopy {
  readonly #people = new Map<string, string>();
  readonly #ids = new Set<string>();
  #state: CopyState = nothing;

  private constructor(private readonly folder: string) {}

  static async open(folder: string): Promise<LedgerCopy> {
    const copy = new LedgerCopy(folder);
    await mkdir(folder, { recursive: true });
    const text = await readFile(copy.#statePath, 'utf8').catch(() => null);
    if (text !== null) copy.#state = JSON.parse(text) as CopyState;
    for await (const { person, event } of copy.#lines()) copy.#note(person, event);
    return copy;
  }

  get cursor(): string | null {
    return this.#state.cursor;
  }

  /** A client whose events nobody has read is a person of its own. */
  personOf(client: string): string {
    return this.#people.get(client) ?? client;
  }

  /** Keeps a page of the server's ledger; of events that are known nothing is kept twice. Durable when it resolves. */
  async keep(page: readonly OwnedEvent[], cursor: string): Promise<void> {
    const fresh = page.filter(({ event }) => !this.#ids.has(event.id));
    const text = fresh.map((one) => `${JSON.stringify(one)}\n`).join('');
    const bytes = fresh.length === 0 ? this.#state.bytes : await this.#append(text);
    await this.#write({ cursor, bytes });
    for (const { person, event } of page) this.#note(person, event);
  }

  /** The server is another one than it was: its ledger is read from the beginning. */
  async startOver(): Promise<void> {
    await this.#write({ ...this.#state, cursor: null });
  }

  /** All events, verified once more. @throws PipelineError where the file was altered */
  async *events(): AsyncGenerator<LedgerEvent> {
    for await (const { event } of this.#lines()) yield event;
  }

  async *#lines(): AsyncGenerator<OwnedEvent> {
    if (this.#state.bytes === 0) return;
    let line = 0;
    const input = createReadStream(this.#path, { end: this.#state.bytes - 1 });
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      line += 1;
      const { person, event } = parsed(text);
      const verification = verifyEvent(event, sha256OfText);
      if (!verification.ok || typeof person !== 'string') throw this.#damaged(line, verification);
      yield { person, event: verification.event };
    }
  }

  #damaged(line: number, verification: ReturnType<typeof verifyEvent>): PipelineError {
    const reason = verification.ok ? 'It names no person.' : verification.reason;
    const message = `${this.#path}, line ${line}, is no ledger event: ${reason} Remove the folder ${this.folder}: the ledger is then read anew.`;
    return new PipelineError(message);
  }

  #note(person: string, event: LedgerEvent): void {
    this.#people.set(event.client, person);
    this.#ids.add(event.id);
  }

  /** Appends behind what belongs to the copy. Returns the bytes that do then. */
  #append(text: string): Promise<number> {
    return withFileErrors(`write ${this.#path}`, async () => {
      const file = await open(this.#path, 'a', 0o600);
      try {
        await file.truncate(this.#state.bytes);
        await file.appendFile(text);
        await file.sync();
        return this.#state.bytes + Buffer.byteLength(text);
      } finally {
        await file.close();
      }
    });
  }

  async #write(state: CopyState): Promise<void> {
    await writeDurably(this.#statePath, `${JSON.stringify(state)}\n`);
    this.#state = state;
  }

  get #path(): string {
    return join(this.folder, 'events.jsonl');
  }

  get #statePath(): string {
    return join(this.folder, 'read.json');
  }
}

function parsed(text: string): { person?: unknown; event?: unknown } {
  try {
    return Object(JSON.parse(text)) as { person?: unknown; event?: unknown };
  } catch {
    return {};
  }
}
