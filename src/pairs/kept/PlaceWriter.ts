import { GrowingNumbers } from './GrowingNumbers';
import { keptFiles, writeFile, type KeptFolder, type KeptWriter } from './KeptFolder';
import { placeNumbers, putPlace, type RowPlace } from './RowPlace';

const placesPerWrite = 16_384;

/** What a further row of an item is: one more of the rows that it was made of, or of rows that repeat it. */
export const moreKinds = { ofItem: 0, startsRepeat: 1, ofRepeat: 2 } as const;

/** Numbers of 32 bits a row of the file `more` takes: the item, the kind, the place. */
export const moreNumbers = 2 + placeNumbers;

/** Writes `places` while items come (the first row of each), and at the end `more`: all their other rows, by item. */
export class PlaceWriter {
  readonly #folder: KeptFolder;
  readonly #writer: KeptWriter;
  #numbers = new Uint32Array(placesPerWrite * placeNumbers);
  #full: Uint32Array[] = [];
  #used = 0;
  #written = 0;
  #items = 0;
  readonly #more = new GrowingNumbers();

  private constructor(folder: KeptFolder, writer: KeptWriter) {
    this.#folder = folder;
    this.#writer = writer;
  }

  static async open(folder: KeptFolder): Promise<PlaceWriter> {
    return new PlaceWriter(folder, await folder.write(keptFiles.places, 'empty'));
  }

  /** Takes the rows of the next item; they are written by the next `writeFull`. */
  add([first, ...others]: RowPlace[]): void {
    if (first === undefined) throw new RangeError('An item must come from at least one row.');
    putPlace(this.#numbers, this.#used, first);
    this.#used += placeNumbers;
    const item = this.#items++;
    for (const place of others) this.#addMore(item, moreKinds.ofItem, place);
    if (this.#used < this.#numbers.length) return;
    this.#full.push(this.#numbers);
    this.#numbers = new Uint32Array(this.#numbers.length);
    this.#used = 0;
  }

  /** Writes full buffers; resolves at once where there are none. */
  async writeFull(): Promise<void> {
    for (const numbers of this.#full.splice(0)) await this.#write(numbers);
  }

  /** Takes rows that say again what item `item` says. */
  repeat(item: number, places: RowPlace[]): void {
    for (const [at, place] of places.entries())
      this.#addMore(item, at === 0 ? moreKinds.startsRepeat : moreKinds.ofRepeat, place);
  }

  async finish(): Promise<void> {
    await this.writeFull();
    await this.#write(this.#numbers.subarray(0, this.#used));
    await this.#writer.flush();
    if (this.#more.length > 0) await writeFile(this.#folder, keptFiles.more, [this.#sortedMore()]);
  }

  async close(): Promise<void> {
    await this.#writer.close();
  }

  #addMore(item: number, kind: number, place: RowPlace): void {
    const numbers = new Uint32Array(moreNumbers);
    numbers[0] = item;
    numbers[1] = kind;
    putPlace(numbers, 2, place);
    for (const number of numbers) this.#more.push(number);
  }

  /** By item; those of one item as they came. */
  #sortedMore(): Uint8Array {
    const count = this.#more.length / moreNumbers;
    const next = new Uint32Array(this.#items + 1);
    for (let row = 0; row < count; row++) increase(next, this.#more.at(row * moreNumbers) + 1);
    for (let item = 1; item < next.length; item++) next[item] = (next[item] ?? 0) + (next[item - 1] ?? 0);
    const sorted = new Uint32Array(this.#more.length);
    for (let row = 0; row < count; row++) {
      const to = increase(next, this.#more.at(row * moreNumbers));
      for (let at = 0; at < moreNumbers; at++) sorted[to * moreNumbers + at] = this.#more.at(row * moreNumbers + at);
    }
    return bytesOf(sorted);
  }

  async #write(numbers: Uint32Array): Promise<void> {
    if (numbers.length === 0) return;
    await this.#writer.write(bytesOf(numbers), this.#written);
    this.#written += numbers.byteLength;
  }
}

/** Adds one, and gives what was there before. */
function increase(numbers: Uint32Array, at: number): number {
  const before = numbers[at] ?? 0;
  if (at < numbers.length) numbers[at] = before + 1;
  return before;
}

function bytesOf(numbers: Uint32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
