import type { EventDraft, LedgerEvent } from '../../verdicts/VerdictEvent';

/** Something that waits for the ledger. */
export interface Writing {
  /** In words, for the list of what is not saved. */
  title: string;
  /** Drafted only when its turn comes, because a draft names events that were written before it. Null: nothing to write. */
  draft(): EventDraft | null;
  /** Called when the event is durable; with null when there was nothing to write. */
  done(event: LedgerEvent | null): void;
}

const longestWaitMs = 30_000;

/**
 * Writes to the ledger one after the other, in the order in which they were given. What fails stays first in line and is
 * tried again, so no verdict is lost or overtaken by a later one.
 */
export class VerdictWriter {
  /** All that is not durable yet, oldest first. */
  waiting = $state.raw<Writing[]>([]);
  failed = $state(false);
  readonly #append: (drafts: EventDraft[]) => Promise<LedgerEvent[]>;
  #running = false;
  #attempts = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** `append` resolves when the event is durable and rejects when it is not stored. */
  constructor(append: (drafts: EventDraft[]) => Promise<LedgerEvent[]>) {
    this.#append = append;
  }

  add(writing: Writing): void {
    this.waiting = [...this.waiting, writing];
    if (!this.failed) void this.#drain();
  }

  /** Tries again now what could not be written. */
  async retry(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#drain();
  }

  async #drain(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    while (this.waiting.length > 0 && (await this.#writeFirst()));
    this.#running = false;
  }

  /** Whether the first in line is durable now. */
  async #writeFirst(): Promise<boolean> {
    const first = this.waiting[0] as Writing;
    let event: LedgerEvent | null;
    try {
      event = await this.#write(first);
    } catch {
      this.#tryLater();
      return false;
    }
    this.waiting = this.waiting.slice(1);
    this.failed = false;
    this.#attempts = 0;
    first.done(event);
    return true;
  }

  async #write(writing: Writing): Promise<LedgerEvent | null> {
    const draft = writing.draft();
    return draft ? ((await this.#append([draft]))[0] ?? null) : null;
  }

  #tryLater(): void {
    this.failed = true;
    const wait = Math.min(1000 * 2 ** this.#attempts++, longestWaitMs);
    this.#timer = setTimeout(() => void this.retry(), wait);
  }
}
