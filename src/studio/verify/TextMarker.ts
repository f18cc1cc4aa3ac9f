import type { BlockMarks, TextMarks } from '../../differences/TextMarks';
import { messageOf } from '../parts/format';
import { differencesWorker } from './DifferencesWorker';
import { rangesOf, textBlocks, type TextBlock } from './textBlocks';

/** What the marks amount to: places on each side, whether time ran out, or why there are none. */
export type MarkState =
  { kind: 'working' } | { kind: 'done'; a: number; b: number; cut: boolean } | { kind: 'failed'; message: string };

/** The name under which the page's style knows marked words. */
const highlightName = 'differs';

/** Blocks that are painted before the browser gets its turn. */
const blocksInSlice = 400;

/** Milliseconds without a change of the texts after which they are compared again. */
const calmMs = 120;

/**
 * Marks what stands in one of two texts only, by ranges over the text that the page shows: nothing of it is written or wrapped. Long
 * texts that still arrive, folded blocks that open and a change to raw are compared again. Marks go when it ends.
 */
export class TextMarker {
  readonly #roots: { a: HTMLElement; b: HTMLElement };
  readonly #report: (state: MarkState) => void;
  readonly #highlight = new Highlight();
  readonly #observer = new MutationObserver(() => this.#soon());
  readonly #labelled: HTMLElement[] = [];
  #timer = 0;
  /** The newest comparison wins. */
  #turn = 0;

  constructor(roots: { a: HTMLElement; b: HTMLElement }, report: (state: MarkState) => void) {
    this.#roots = roots;
    this.#report = report;
    CSS.highlights.set(highlightName, this.#highlight);
    for (const root of [roots.a, roots.b]) {
      this.#observer.observe(root, { childList: true, subtree: true });
      root.addEventListener('toggle', this.#soon, true);
    }
    this.#soon();
  }

  end(): void {
    this.#turn++;
    clearTimeout(this.#timer);
    this.#observer.disconnect();
    for (const root of [this.#roots.a, this.#roots.b]) root.removeEventListener('toggle', this.#soon, true);
    this.#clear();
    if (CSS.highlights.get(highlightName) === this.#highlight) CSS.highlights.delete(highlightName);
  }

  readonly #soon = (): void => {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#mark(), calmMs);
  };

  async #mark(): Promise<void> {
    const turn = ++this.#turn;
    this.#report({ kind: 'working' });
    const a = textBlocks(this.#roots.a);
    const b = textBlocks(this.#roots.b);
    const texts = { a: a.map(({ text }) => text), b: b.map(({ text }) => text) };
    try {
      const marks = await differencesWorker.marks(texts);
      if (turn === this.#turn) await this.#paint({ a, b }, marks, () => turn === this.#turn);
    } catch (error) {
      if (turn === this.#turn) this.#report({ kind: 'failed', message: messageOf(error) });
    }
  }

  async #paint(blocks: { a: TextBlock[]; b: TextBlock[] }, marks: TextMarks, isNewest: () => boolean): Promise<void> {
    this.#clear();
    for (const side of ['a', 'b'] as const) {
      for (let start = 0; start < blocks[side].length; start += blocksInSlice) {
        if (!isNewest()) return;
        const slice = blocks[side].slice(start, start + blocksInSlice);
        slice.forEach((block, at) => this.#paintBlock(block, marks[side][start + at], side));
        if (slice.length === blocksInSlice) await new Promise((resolve) => setTimeout(resolve));
      }
    }
    this.#report({ kind: 'done', a: placesIn(marks.a), b: placesIn(marks.b), cut: marks.cut });
  }

  #paintBlock(block: TextBlock, marks: BlockMarks | undefined, side: 'a' | 'b'): void {
    if (!marks) return;
    if (marks.only && block.element) {
      block.element.dataset['only'] = side.toUpperCase();
      this.#labelled.push(block.element);
    }
    const spans = marks.only && !block.element ? [inkOf(block.text)] : marks.spans;
    for (const span of spans) for (const range of rangesOf(block, span)) this.#highlight.add(range);
  }

  #clear(): void {
    this.#highlight.clear();
    for (const element of this.#labelled.splice(0)) delete element.dataset['only'];
  }
}

/** A line without the white space around it. */
function inkOf(line: string): [number, number] {
  return [line.length - line.trimStart().length, line.trimEnd().length];
}

function placesIn(marks: BlockMarks[]): number {
  return marks.reduce((sum, { only, spans }) => sum + (only ? 1 : spans.length), 0);
}
