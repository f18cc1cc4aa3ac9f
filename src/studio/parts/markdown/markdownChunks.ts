/** UTF-16 units after which the next safe place ends a chunk: a few milliseconds of rendering, more than a screen of text. */
const chunkLength = 4_000;

/** Texts up to this length are one chunk. */
const longestWhole = 12_000;

/** Units after which a chunk also ends inside a list, whose numbers go on in the next. */
const longestList = 16_000;

const fence = /^ {0,3}(`{3,}|~{3,})/;
const opensFormula = /^ {0,3}(?:\$\$|\\\[)(?!.*(?:\$\$|\\\]).*$)/;
const closesFormula = /(?:\$\$|\\\])\s*$/;
const inList = /^(?:\s|[-*+]\s|\d{1,9}[.)]\s|>|\|)/;

/**
 * A long Markdown text in chunks that can be rendered one by one and join to the whole again: they end at blank lines before a
 * paragraph, heading or rule, never in code, in a displayed formula, and in a list only when it is very long. A link whose address
 * stands in another chunk is shown as it was written.
 */
export function markdownChunks(text: string): string[] {
  if (text.length <= longestWhole) return [text];
  const chunks: string[] = [];
  let [start, at, blank] = [0, 0, false];
  const inside = new Inside();
  for (const line of text.split('\n')) {
    const length = at - start;
    const safe = blank && !inside.any && line.trim() !== '';
    if (safe && length >= (inList.test(line) ? longestList : chunkLength)) {
      chunks.push(text.slice(start, at));
      start = at;
    }
    inside.take(line);
    blank = line.trim() === '';
    at += line.length + 1;
  }
  chunks.push(text.slice(start));
  return chunks;
}

/** Whether lines stand within a code fence or a displayed formula. */
class Inside {
  #fence: string | null = null;
  #formula = false;

  get any(): boolean {
    return this.#fence !== null || this.#formula;
  }

  take(line: string): void {
    const mark = this.#formula ? undefined : fence.exec(line)?.[1];
    if (this.#fence !== null) {
      if (mark?.startsWith(this.#fence) && line.trim() === mark) this.#fence = null;
    } else if (mark) this.#fence = mark;
    else if (this.#formula) this.#formula = !(closesFormula.test(line) || line.trim() === '');
    else this.#formula = opensFormula.test(line);
  }
}
