/** Beginnings of prompts that are kept, whatever came into view: some screenfuls. */
const kept = 4000;

/** The beginnings of the prompts of rows that are in view, read when they come there. */
export class Previews {
  readonly #read: (rows: Uint32Array) => Promise<string[] | null>;
  readonly #texts = new Map<number, string>();
  #version = $state(0);
  #wanted: Uint32Array = new Uint32Array();
  #reading = false;

  /** `read` gives a text for each row, in their order; null: it was asked for others since. */
  constructor(read: (rows: Uint32Array) => Promise<string[] | null>) {
    this.#read = read;
  }

  /** The beginning of a row's prompt; null while it is not read. */
  of(row: number): string | null {
    void this.#version;
    return this.#texts.get(row) ?? null;
  }

  /** Reads what is missing of the rows that are in view now. While a person scrolls on, rows that have left are not read. */
  async show(rows: Uint32Array): Promise<void> {
    this.#wanted = rows;
    if (this.#reading) return;
    this.#reading = true;
    try {
      for (let missing = this.#missing(); missing.length > 0; missing = this.#missing()) await this.#readRows(missing);
    } finally {
      this.#reading = false;
    }
  }

  #missing(): Uint32Array {
    return this.#wanted.filter((row) => !this.#texts.has(row));
  }

  async #readRows(rows: Uint32Array): Promise<void> {
    const texts = await this.#read(rows).catch(() => Array.from(rows, () => '(could not be read)'));
    if (texts === null) return;
    for (const [at, row] of rows.entries()) this.#texts.set(row, texts[at] || '(no prompt)');
    for (const row of this.#texts.keys()) {
      if (this.#texts.size <= kept) break;
      this.#texts.delete(row);
    }
    this.#version++;
  }
}
