import { wordsOf } from './wordsOf';

/** What a plain character is: a boundary (0), nothing at all (1), else the character of a word that it stands for. */
const boundary = 0;
const nothing = 1;
const classes = Uint8Array.from({ length: 0x2027 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (character === "'" || character === '\u2019') return nothing;
  return /[A-Za-z0-9]/.test(character) ? character.toLowerCase().charCodeAt(0) : boundary;
});
/** Beside ASCII the quotes, dashes and the space that prose is typed with: they part words, but for the apostrophe. */
const notPlain = /[^\0-\x7f\u00a0\u2013\u2014\u2018\u2019\u201c\u201d\u2026]/;

const firstPrime = 0x01000193;
const secondPrime = 0x85ebca6b;
const firstStart = 0x811c9dc5;
const secondStart = 0x9e3779b9;

/**
 * The words of a text (`wordsOf`) as two 32-bit hashes each, in memory that is used again for the next text. Plain text, as most is,
 * is read character by character without making a word of it: a pool is hundreds of gigabytes.
 */
export class WordHashes {
  /** Of the text read last, `length` numbers each. */
  first = new Int32Array(4096);
  second = new Int32Array(4096);
  length = 0;

  /** Reads a text in place of the one before. */
  read(text: string): void {
    this.length = 0;
    if (notPlain.test(text)) for (const word of wordsOf(text)) this.#scan(word, characterItself);
    else this.#scan(text, classes);
  }

  #scan(text: string, meaning: Uint8Array): void {
    // Each character is a word: a text of n of them holds at most (n + 1) / 2 words, since a boundary parts two.
    this.#grow(this.length + (text.length >> 1) + 1);
    let [one, other, inside] = [firstStart, secondStart, false];
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      const character = code < meaning.length ? (meaning[code] ?? 0) : code;
      if (character === nothing) continue;
      if (character !== boundary) {
        one = Math.imul(one ^ character, firstPrime);
        other = Math.imul(other + character, secondPrime);
        inside = true;
      } else if (inside) {
        this.#put(one, other);
        [one, other, inside] = [firstStart, secondStart, false];
      }
    }
    if (inside) this.#put(one, other);
  }

  /** The finaliser of MurmurHash3, so that words of few letters differ in all bits. */
  #put(one: number, other: number): void {
    this.first[this.length] = Math.imul(one ^ (one >>> 15), 0x2c1b3c6d);
    this.second[this.length] = Math.imul(other ^ (other >>> 13), 0xc2b2ae35);
    this.length++;
  }

  #grow(length: number): void {
    if (length <= this.first.length) return;
    const roomy = 2 * length;
    this.first = grown(this.first, roomy);
    this.second = grown(this.second, roomy);
  }
}

/** No character has another meaning: words come here as `wordsOf` made them. */
const characterItself = new Uint8Array(0);

function grown(values: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(values);
  return larger;
}
