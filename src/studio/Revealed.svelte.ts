import type { LedgerCopy } from '../store/copy/LedgerCopy';
import type { Store } from '../store/Store';

/** Pair ids in one stored piece, so that adding a screenful rewrites little however many there are. */
const idsInPiece = 1000;

/**
 * The pairs whose label or rewards (or others' verdicts, in a record of its own) this person has seen before giving a verdict.
 * A verdict on such a pair carries the visibility `revealed` and never becomes gold. Pairs are only ever added; other tabs are
 * told at once.
 */
export class Revealed {
  /** Whether the table of pairs shows labels and rewards before a verdict. Off at every start. */
  showing = $state(false);
  size = $state(0);
  readonly #store: Store;
  readonly #pairs = new Set<string>();
  readonly #tabs: BroadcastChannel;
  readonly #name: string;
  readonly #others: Pick<Revealed, 'has'> | null;
  readonly #copy: LedgerCopy | null;
  #uncopied: string[] = [];
  #piece = 0;
  #waiting: string[] = [];
  #writing: Promise<void> | null = null;

  /**
   * @param name of the record in the store.
   * @param others another record: what was seen there counts here too, but for `hasItself`.
   * @param copy where the record is kept a second time.
   */
  constructor(
    store: Store,
    name = 'revealed',
    others: Pick<Revealed, 'has'> | null = null,
    copy: LedgerCopy | null = null,
  ) {
    this.#store = store;
    this.#name = name;
    this.#others = others;
    this.#copy = copy;
    this.#tabs = new BroadcastChannel(`assay-${name}`);
    this.#tabs.addEventListener('message', (event: MessageEvent<string[]>) => this.#take(event.data));
  }

  /** Reads what earlier visits have seen. */
  async restore(): Promise<void> {
    for (let piece = 0; ; piece++) {
      const ids = await this.#store.setting<string[]>(this.#pieceName(piece));
      if (!ids) return;
      this.#take(ids);
      this.#piece = piece;
    }
  }

  /** Brings back what a browser has thrown away; without a copy that can be read nothing comes back. */
  async regain(): Promise<void> {
    await this.add((await this.#copy?.seen(this.#name).catch(() => [])) ?? []);
  }

  has(pair: string): boolean {
    return this.hasItself(pair) || (this.#others?.has(pair) ?? false);
  }

  /** Whether this very record holds the pair. */
  hasItself(pair: string): boolean {
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
    await Promise.all([this.#writing, this.#copyToo(fresh)]);
  }

  /** What the copy refuses goes with the next pairs. */
  async #copyToo(pairs: string[]): Promise<void> {
    const added = [...this.#uncopied.splice(0), ...pairs];
    await this.#copy?.addSeen(this.#name, added).catch(() => this.#uncopied.push(...added));
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
        await navigator.locks.request(`assay-${this.#name}`, () => this.#append(ids));
      } catch (error) {
        this.#waiting.push(...ids);
        throw error;
      }
    }
  }

  async #append(ids: string[]): Promise<void> {
    for (let rest = ids; rest.length > 0;) {
      const stored = (await this.#store.setting<string[]>(this.#pieceName(this.#piece))) ?? [];
      const room = Math.max(0, idsInPiece - stored.length);
      if (room > 0) await this.#store.putSetting(this.#pieceName(this.#piece), [...stored, ...rest.slice(0, room)]);
      rest = rest.slice(room);
      if (rest.length > 0) this.#piece++;
    }
  }

  #pieceName(piece: number): string {
    return `${this.#name}-pairs:${String(piece)}`;
  }
}
