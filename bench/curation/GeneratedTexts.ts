import { seededNumbers } from '../../test/support/seededNumbers';

const vocabulary = 20_000;
const chunkRows = 50_000;

/**
 * Texts of 40 to 120 words of a vocabulary with the usual few very common ones, and as many benchmark prompts. One text in a thousand
 * has a prompt in it. Each pass gives the same texts.
 */
export class GeneratedTexts {
  readonly prompts: readonly string[];
  // Letters only: the peer takes all digits for one.
  readonly #words = Array.from({ length: vocabulary }, (_, rank) =>
    [...rank.toString(26)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))).join(''),
  );

  constructor(prompts: number) {
    const next = seededNumbers(9);
    this.prompts = Array.from({ length: prompts }, () => this.#text(next));
  }

  /** The first `rows` texts, no more of them at once than a chunk has. */
  *chunks(rows: number): Generator<string[]> {
    const next = seededNumbers(10);
    for (let at = 0; at < rows; at += chunkRows)
      yield Array.from({ length: Math.min(chunkRows, rows - at) }, () =>
        next() < 0.001
          ? `${this.#text(next)} ${this.prompts[Math.floor(next() * this.prompts.length)] ?? ''}`
          : this.#text(next),
      );
  }

  #text(next: () => number): string {
    const words: string[] = [];
    for (let left = 40 + Math.floor(80 * next()); left > 0; left--)
      words.push(this.#words[Math.floor(vocabulary * next() ** 3)] ?? '');
    return words.join(' ');
  }
}
