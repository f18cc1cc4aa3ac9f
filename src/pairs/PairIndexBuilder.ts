import type { Item } from './Item';
import { idLength, putId } from './idBytes';
import type { IndexColumn, IndexToWrite } from './kept/indexFile';
import type { FacetColumns } from './kept/FacetColumns';
import { GrowingNumbers } from './kept/GrowingNumbers';
import type { Message } from './Message';
import { ownText } from './ownText';
import { idOfPair, pairPlaces, sourceOf, type PairPlace } from './pairOf';
import { conflictCodes, labelCodes } from './PairIndex';

/** What one more source than a column can number is shown as; the items keep their own. */
const otherSources = 'other sources';
const maxSources = 65_535;
const pairsPerChunk = 16_384;
const wordsPerId = idLength / 4;

const newChunk = () => {
  const pairIds = new Uint8Array(pairsPerChunk * idLength);
  return {
    pairIds,
    /** The same bytes, to compare ids word by word. */
    pairIdWords: new Uint32Array(pairIds.buffer),
    firstIds: new Uint8Array(pairsPerChunk * idLength),
    secondIds: new Uint8Array(pairsPerChunk * idLength),
    itemRows: new Uint32Array(pairsPerChunk),
    firstResponses: new Uint16Array(pairsPerChunk),
    secondResponses: new Uint16Array(pairsPerChunk),
    labels: new Uint8Array(pairsPerChunk),
    conflicts: new Uint8Array(pairsPerChunk),
    promptLengths: new Uint32Array(pairsPerChunk),
    firstLengths: new Uint32Array(pairsPerChunk),
    secondLengths: new Uint32Array(pairsPerChunk),
    sources: new Uint16Array(pairsPerChunk),
  } satisfies Record<IndexColumn | 'pairIdWords', ArrayBufferView>;
};

type Chunk = ReturnType<typeof newChunk>;

/** Grows the pair index of a data set item by item; what is there is never copied. */
export class PairIndexBuilder {
  readonly #chunks: Chunk[] = [];
  #length = 0;
  /** The index row of each item's first pair. */
  readonly #firstPairs = new GrowingNumbers();
  readonly #sources = new Map<string, number>();

  get length(): number {
    return this.#length;
  }

  /** Adds the pairs of the next item, and gives them. */
  add(item: Item): PairPlace[] {
    const places = pairPlaces(item);
    const lengths = item.responses.map((response) => lengthOf(response.messages));
    const ofItem = {
      row: this.#firstPairs.length,
      promptLength: lengthOf(item.prompt),
      source: this.#source(sourceOf(item)),
    };
    this.#firstPairs.push(this.#length);
    for (const place of places) this.#put(item, place, lengths, ofItem);
    return places;
  }

  /** Index rows `[from, to)` of the pairs of an item that was added. */
  rowsOf(item: number): { from: number; to: number } {
    const isLast = item + 1 === this.#firstPairs.length;
    return { from: this.#firstPairs.at(item), to: isLast ? this.#length : this.#firstPairs.at(item + 1) };
  }

  /** Word 0 to 7 (of 32 bits) of a pair's id. */
  idWord(row: number, word: number): number {
    return this.#chunk(row).pairIdWords[(row % pairsPerChunk) * wordsPerId + word] ?? 0;
  }

  /** `labelCodes`. */
  labelAt(row: number): number {
    return this.#chunk(row).labels[row % pairsPerChunk] ?? labelCodes.none;
  }

  /** The two responses of a pair. */
  responsesAt(row: number): { first: number; second: number } {
    const [chunk, at] = [this.#chunk(row), row % pairsPerChunk];
    return { first: chunk.firstResponses[at] ?? 0, second: chunk.secondResponses[at] ?? 0 };
  }

  /** Notes that somebody says otherwise of a pair; a row of its own data set is the stronger news. */
  markConflict(row: number, code: number): void {
    const { conflicts } = this.#chunk(row);
    if (conflicts[row % pairsPerChunk] !== conflictCodes.sameDataSet) conflicts[row % pairsPerChunk] = code;
  }

  /** The index as it is written, over the columns themselves. */
  toWrite(facets: FacetColumns): IndexToWrite {
    return {
      length: this.#length,
      sourceNames: [...this.#sources.keys()],
      facets: facets.facets(this.#length),
      columns: {
        pairIds: this.#pieces('pairIds', idLength),
        firstIds: this.#pieces('firstIds', idLength),
        secondIds: this.#pieces('secondIds', idLength),
        itemRows: this.#pieces('itemRows'),
        firstResponses: this.#pieces('firstResponses'),
        secondResponses: this.#pieces('secondResponses'),
        labels: this.#pieces('labels'),
        conflicts: this.#pieces('conflicts'),
        promptLengths: this.#pieces('promptLengths'),
        firstLengths: this.#pieces('firstLengths'),
        secondLengths: this.#pieces('secondLengths'),
        sources: this.#pieces('sources'),
      },
    };
  }

  #put(
    item: Item,
    { first, second, label }: PairPlace,
    lengths: number[],
    ofItem: { row: number; promptLength: number; source: number },
  ): void {
    const at = this.#length++ % pairsPerChunk;
    if (at === 0) this.#chunks.push(newChunk());
    const chunk = this.#chunk(this.#length - 1);
    putId(chunk.pairIds, at, idOfPair(item, first, second));
    putId(chunk.firstIds, at, item.responses[first]?.id ?? '');
    putId(chunk.secondIds, at, item.responses[second]?.id ?? '');
    chunk.labels[at] = labelCodes[label ?? 'none'];
    chunk.itemRows[at] = ofItem.row;
    chunk.firstResponses[at] = first;
    chunk.secondResponses[at] = second;
    chunk.promptLengths[at] = ofItem.promptLength;
    chunk.firstLengths[at] = lengths[first] ?? 0;
    chunk.secondLengths[at] = lengths[second] ?? 0;
    chunk.sources[at] = ofItem.source;
  }

  #chunk(row: number): Chunk {
    const chunk = this.#chunks[Math.floor(row / pairsPerChunk)];
    if (chunk === undefined) throw new RangeError(`Row ${row} is beyond the ${this.#length} pairs of the index.`);
    return chunk;
  }

  /** The bytes of a column. @param perPair elements that one pair takes in it */
  #pieces(name: IndexColumn, perPair = 1): Uint8Array[] {
    return this.#chunks.map((chunk, number) => {
      const pairs = Math.min(pairsPerChunk, this.#length - number * pairsPerChunk);
      const column = chunk[name].subarray(0, pairs * perPair);
      return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    });
  }

  #source(name: string): number {
    const known = this.#sources.get(name);
    if (known !== undefined) return known;
    if (this.#sources.size >= maxSources && name !== otherSources) return this.#source(otherSources);
    this.#sources.set(ownText(name), this.#sources.size);
    return this.#sources.size - 1;
  }
}

function lengthOf(messages: Message[]): number {
  let sum = 0;
  for (const { content, thinking } of messages) sum += content.length + (thinking?.length ?? 0);
  return sum;
}
