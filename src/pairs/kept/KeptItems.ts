import type { Item } from '../Item';
import { columnsOf, itemOfRows, repeatOf, type KeptRow } from './itemOfRows';
import { keptFiles, openFile, readFile, type KeptFile, type KeptFolder } from './KeptFolder';
import { moreKinds, moreNumbers } from './PlaceWriter';
import { placeAt, placeNumbers, type RowPlace } from './RowPlace';
import { readPlaces } from './readPlaces';
import { readReading, type PartReading } from './ReadingRecord';

/** Repeats of one item that are read with it; `count` says how many there are. */
const repeatsListed = 100;
/** Places that are read at once where one item is asked for: its neighbours come next. */
const placesPerBlock = 512;
const blocksKept = 8;

/** The rows of an item by their places: those that it was made of, and those that repeat it. */
interface ItemPlaces {
  rows: RowPlace[];
  repeats: RowPlace[][];
  repeatCount: number;
}

/** Reads the items of a data set from its folder. What is kept in memory are places, never texts. */
export class KeptItems {
  readonly #folder: KeptFolder;
  readonly #opened: Promise<{ rows: KeptFile; places: KeptFile; parts: PartReading[]; more: Uint32Array }>;
  /** Places of stretches of items, the one last used first. */
  #blocks: { number: number; places: Promise<Uint32Array> }[] = [];

  constructor(folder: KeptFolder) {
    this.#folder = folder;
    this.#opened = this.#open();
    this.#opened.catch(() => undefined);
  }

  /** Items `[from, to)`; fewer where the data set has not so many. */
  async items(from: number, to: number): Promise<Item[]> {
    return this.#read(await this.#placesOf(from, to));
  }

  /**
   * Items `[from, to)` without their repeats; null in place of an item of one row whose bytes do not pass: it is not read
   * further. Items of several rows are always read.
   */
  async itemsWhere(from: number, to: number, passes: (row: Uint8Array) => boolean): Promise<(Item | null)[]> {
    const { rows } = await this.#opened;
    const wanted = (await this.#placesOf(from, to)).map((item) => ({ ...item, repeats: [], repeatCount: 0 }));
    const alone = wanted.flatMap((item) => (item.rows.length === 1 ? item.rows : []));
    const passing = new Set<RowPlace>();
    await readPlaces(rows, alone, (place, bytes) => void (passes(bytes) && passing.add(place)));
    const isRead = ({ rows: [first, ...others] }: ItemPlaces) => others.length > 0 || (first && passing.has(first));
    const items = await this.#read(wanted.filter(isRead));
    return wanted.map((item) => (isRead(item) ? (items.shift() ?? null) : null));
  }

  async #placesOf(from: number, to: number): Promise<ItemPlaces[]> {
    const { more } = await this.#opened;
    const first = Math.floor(from / placesPerBlock);
    const wanted: ItemPlaces[] = [];
    for (let block = first; block * placesPerBlock < to; block++) {
      const places = await this.#block(block);
      const start = block * placesPerBlock;
      const end = Math.min(to - start, places.length / placeNumbers);
      for (let at = Math.max(0, from - start); at < end; at++)
        wanted.push(withMore(start + at, placeAt(places, at * placeNumbers), more));
      if (places.length < placesPerBlock * placeNumbers) break;
    }
    return wanted;
  }

  async close(): Promise<void> {
    const { rows, places } = await this.#opened;
    await rows.close();
    await places.close();
  }

  async #open() {
    const [rows, places, parts, more] = await Promise.all([
      openFile(this.#folder, keptFiles.rows),
      openFile(this.#folder, keptFiles.places),
      readReading(this.#folder),
      this.#more(),
    ]);
    return { rows, places, parts, more };
  }

  async #more(): Promise<Uint32Array> {
    const file = await this.#folder.open(keptFiles.more);
    await file?.close();
    return file === null ? new Uint32Array() : numbersOf(await readFile(this.#folder, keptFiles.more));
  }

  #block(number: number): Promise<Uint32Array> {
    const known = this.#blocks.find((block) => block.number === number);
    const block = known ?? { number, places: this.#readBlock(number) };
    this.#blocks = [block, ...this.#blocks.filter((other) => other !== block)].slice(0, blocksKept);
    return block.places;
  }

  async #readBlock(number: number): Promise<Uint32Array> {
    const { places } = await this.#opened;
    const bytes = 4 * placeNumbers * placesPerBlock;
    return numbersOf(await places.read(number * bytes, (number + 1) * bytes));
  }

  async #read(wanted: ItemPlaces[]): Promise<Item[]> {
    const { rows, parts } = await this.#opened;
    const places = wanted.flatMap((item) => [...item.rows, ...item.repeats.flat()]);
    const read = new Map<RowPlace, KeptRow>();
    await readPlaces(rows, places, (place, bytes) => {
      const part = parts[place.part];
      if (part === undefined) throw new Error(`A row belongs to part ${place.part}, which the data set has not.`);
      read.set(place, { columns: columnsOf(bytes, part.isMade), line: place.line, part });
    });
    return wanted.map((item) => itemAt(item, read));
  }
}

function itemAt({ rows, repeats, repeatCount }: ItemPlaces, read: ReadonlyMap<RowPlace, KeptRow>): Item {
  const rowsAt = (places: RowPlace[]) => places.flatMap((place) => read.get(place) ?? []);
  const item = itemOfRows(rowsAt(rows));
  if (repeatCount > 0) {
    const listed = repeats.map((places) => repeatOf(item, itemOfRows(rowsAt(places))));
    item.meta['repeats'] = { count: repeatCount, rows: listed };
  }
  return item;
}

function withMore(item: number, first: RowPlace, more: Uint32Array): ItemPlaces {
  const places: ItemPlaces = { rows: [first], repeats: [], repeatCount: 0 };
  for (let row = firstOf(item, more); more[row * moreNumbers] === item; row++) {
    const kind = more[row * moreNumbers + 1];
    if (kind === moreKinds.startsRepeat && places.repeatCount++ < repeatsListed) places.repeats.push([]);
    if (kind !== moreKinds.ofItem && places.repeatCount > repeatsListed) continue;
    const place = placeAt(more, row * moreNumbers + 2);
    (kind === moreKinds.ofItem ? places.rows : places.repeats.at(-1))?.push(place);
  }
  return places;
}

/** The first row of an item among the further rows, which stand in the order of items. */
function firstOf(item: number, more: Uint32Array): number {
  let [low, high] = [0, more.length / moreNumbers];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((more[middle * moreNumbers] ?? 0) < item) low = middle + 1;
    else high = middle;
  }
  return low;
}

function numbersOf(bytes: Uint8Array<ArrayBuffer>): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2);
}
