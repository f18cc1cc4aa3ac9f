import type { Item } from './Item';
import { idLength, putId } from './idBytes';
import type { Message } from './Message';
import { idOfPair, pairPlaces, sourceOf, type PairPlace } from './pairOf';
import { labelCodes, type PairIndex } from './PairIndex';
import { previewOf } from './previewOf';

/** What one more source than a column can number is shown as; the items keep their own. */
const otherSources = 'other sources';
const maxSources = 65_535;

const columns = (length: number) => ({
  pairIds: new Uint8Array(length * idLength),
  firstIds: new Uint8Array(length * idLength),
  secondIds: new Uint8Array(length * idLength),
  itemRows: new Uint32Array(length),
  firstResponses: new Uint16Array(length),
  secondResponses: new Uint16Array(length),
  labels: new Uint8Array(length),
  conflicts: new Uint8Array(length),
  promptLengths: new Uint32Array(length),
  firstLengths: new Uint32Array(length),
  secondLengths: new Uint32Array(length),
  sources: new Uint16Array(length),
});

type ColumnSet = ReturnType<typeof columns>;

/** Grows the pair index of a data set item by item. */
export class PairIndexBuilder {
  #columns = columns(1024);
  #length = 0;
  #previews: string[] = [];
  #sources = new Map<string, number>();

  get length(): number {
    return this.#length;
  }

  /** Adds the pairs of the item that is stored in row `itemRow`, and gives them. */
  add(item: Item, itemRow: number): PairPlace[] {
    const places = pairPlaces(item);
    const lengths = item.responses.map((response) => lengthOf(response.messages));
    const ofItem = {
      promptLength: lengthOf(item.prompt),
      source: this.#source(sourceOf(item)),
      preview: previewOf(item.prompt),
    };
    for (const place of places) {
      if (this.#length === this.#columns.labels.length) this.#columns = resized(this.#columns, this.#length * 2);
      this.#put(this.#columns, this.#length++, item, place);
      this.#putItem(itemRow, place, lengths, ofItem);
    }
    return places;
  }

  /** The index so far, in arrays of their own. */
  build(dataSet: string): PairIndex {
    return {
      dataSet,
      length: this.#length,
      ...resized(this.#columns, this.#length),
      sourceNames: [...this.#sources.keys()],
      facets: [],
      previews: this.#previews,
    };
  }

  #put(columns: ColumnSet, row: number, item: Item, { first, second, label }: PairPlace): void {
    putId(columns.pairIds, row, idOfPair(item, first, second));
    putId(columns.firstIds, row, item.responses[first]?.id ?? '');
    putId(columns.secondIds, row, item.responses[second]?.id ?? '');
    columns.labels[row] = labelCodes[label ?? 'none'];
  }

  #putItem(
    itemRow: number,
    { first, second }: PairPlace,
    lengths: number[],
    ofItem: { promptLength: number; source: number; preview: string },
  ): void {
    const [columns, row] = [this.#columns, this.#length - 1];
    columns.itemRows[row] = itemRow;
    columns.firstResponses[row] = first;
    columns.secondResponses[row] = second;
    columns.promptLengths[row] = ofItem.promptLength;
    columns.firstLengths[row] = lengths[first] ?? 0;
    columns.secondLengths[row] = lengths[second] ?? 0;
    columns.sources[row] = ofItem.source;
    this.#previews.push(ofItem.preview);
  }

  #source(name: string): number {
    const known = this.#sources.get(name);
    if (known !== undefined) return known;
    if (this.#sources.size >= maxSources && name !== otherSources) return this.#source(otherSources);
    this.#sources.set(name, this.#sources.size);
    return this.#sources.size - 1;
  }
}

/** The columns with room for `length` rows; what lies beyond is cut. */
function resized(from: ColumnSet, length: number): ColumnSet {
  const to = columns(length);
  for (const name of Object.keys(to) as (keyof ColumnSet)[]) {
    const column = from[name];
    to[name].set(column.subarray(0, Math.min(column.length, to[name].length)));
  }
  return to;
}

function lengthOf(messages: Message[]): number {
  return messages.reduce((sum, { content, thinking }) => sum + content.length + (thinking?.length ?? 0), 0);
}
