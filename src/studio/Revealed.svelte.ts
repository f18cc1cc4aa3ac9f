import type { Store } from '../store/Store';

/** Pair ids in one stored piece, so that adding a screenful rewrites little however many there are. */
const idsInPiece = 1000;

/**
 * The pairs whose label or rewards this person has seen before giving a verdict. A verdict on such a pair carries the
 * visibility `revealed` and never becomes gold. Pairs are only ever added; other tabs are told at once.
 */
export class Revealed {
  /** Whether the table of pairs shows labels and rewards before a verdict. Off at every start. */
  showing = $state(false);
  size = $state(0);
  readonly #store: Store;
  readonly #pairs = new Set<string>();
  readonly #tabs = new BroadcastChannel('assay-revealed');
  #piece = 0;
  #waiting: string[] = [];
  #writing: Promise<void> | null = null;

  constructor(store: Store) {
    this.#store = store;
    this.#tabs.addEventListener('message', (event: MessageEvent<string[]>) => this.#take(event.data));
  }

  /** Reads what earlier visits have seen. */
  async restore(): Promise<void> {
    for (let piece = 0; ; piece++) {
      const ids = await this.#store.setting<string[]>(pieceName(piece));
      if (!ids) return;
      this.#take(ids);
      this.#piece = piece;
    }
  }

  has(pair: string): boolean {
    return this.#pairs.has(pair);
  }

  /** Records pairs that came on the screen; counts at once, and resolves when the record is stored. What could not be stored
   * is stored with the next pairs. */
  async add(pairs: Iterable<string>): Promise<void> {
    const fresh = [...pairs].filter((pair) => !this.#pairs.has(pair));
    if (fresh.length === 0) return;
    this.#take(fresh);
    this.#tabs.postMessage(fresh);
    this.#waiting.push(...fresh);
    this.#writing ??= this.#write().finally(() => (this.#writing = null));
    await this.#writing;
  }

  #take(pairs: string[]): void {
    for (const pair of pairs) this.#pairs.add(pair);
    this.size = this.#pairs.size;
  }

  /** Two tabs must not write the same piece, so one holds the lock while it reads, adds and writes. */
  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const ids = this.#waiting;
      this.#waiting = [];
      try {
        await navigator.locks.request('assay-revealed', () => this.#append(ids));
      } catch (error) {
        this.#waiting.push(...ids);
        throw error;
      }
    }
  }

  async #append(ids: string[]): Promise<void> {
    for (let rest = ids; rest.length > 0;) {
      const stored = (await this.#store.setting<string[]>(pieceName(this.#piece))) ?? [];
      const room = Math.max(0, idsInPiece - stored.length);
      if (room > 0) await this.#store.putSetting(pieceName(this.#piece), [...stored, ...rest.slice(0, room)]);
      rest = rest.slice(room);
      if (rest.length > 0) this.#piece++;
    }
  }
}

function pieceName(piece: number): string {
  return `revealed-pairs:${String(piece)}`;
}
