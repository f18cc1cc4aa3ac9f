import type { Store } from '../../store/Store';
import type { VerdictData } from '../../verdicts/VerdictEvent';
import { emptyDraft, readDraft, type NotesDraft } from './NotesDraft';

const waitMs = 300;

/**
 * What is half written of pairs, kept in this browser until its verdict is durable: a crash or a reload loses at most the last
 * moments. A record a pair, so that two tabs never write the same one.
 */
export class Drafts {
  readonly #store: Pick<Store, 'setting' | 'putSetting' | 'removeSetting'>;
  /** What is stored, by pair; null: nothing. */
  readonly #known = new Map<string, NotesDraft | null>();
  #waiting: { pair: string; draft: NotesDraft | null; timer: ReturnType<typeof setTimeout> } | null = null;

  constructor(store: Pick<Store, 'setting' | 'putSetting' | 'removeSetting'>) {
    this.#store = store;
  }

  /** Reads a pair's draft ahead of its turn. One that cannot be read is as good as none: it must not keep the pair away. */
  async read(pair: string): Promise<void> {
    if (this.#known.has(pair)) return;
    const stored = await this.#store.setting<unknown>(nameOf(pair)).catch(() => null);
    if (!this.#known.has(pair)) this.#known.set(pair, readDraft(stored));
  }

  of(pair: string): NotesDraft | null {
    return this.#known.get(pair) ?? null;
  }

  /** Keeps a draft (null: there is none any more), once the person has paused; of another pair's that waits, at once. */
  keep(pair: string, draft: NotesDraft | null): void {
    if (this.#waiting?.pair !== pair) this.flush();
    if (JSON.stringify(draft) === JSON.stringify(this.of(pair))) return;
    if (this.#waiting) clearTimeout(this.#waiting.timer);
    this.#known.set(pair, draft);
    this.#waiting = { pair, draft, timer: setTimeout(() => this.flush(), waitMs) };
  }

  /** What was given with a verdict that is taken back is on the screen again, unless something newer is. */
  restore(pair: string, { rationale, reasons, evidence = [], decidedBy = '' }: VerdictData): void {
    const empty = rationale === '' && reasons.length === 0 && evidence.length === 0 && decidedBy === '';
    if (!empty && !this.of(pair)) this.keep(pair, { ...emptyDraft, rationale, reasons, evidence, decidedBy });
  }

  /** The pair's verdict is durable: the draft goes. */
  drop(pair: string): void {
    if (!this.of(pair)) return;
    this.keep(pair, null);
    this.flush();
  }

  /** Writes what waits, now: before the page is left. */
  flush(): void {
    const waiting = this.#waiting;
    if (!waiting) return;
    this.#waiting = null;
    clearTimeout(waiting.timer);
    const { pair, draft } = waiting;
    const name = nameOf(pair);
    const written = draft ? this.#store.putSetting(name, draft) : this.#store.removeSetting(name);
    // A draft that cannot be stored is still on the screen; the next letter tries again.
    written.catch(() => this.#known.delete(pair));
  }
}

function nameOf(pair: string): string {
  return `verdict-draft:${pair}`;
}
