import type { Message } from '../Message';

const letterOrDigit = /[\p{L}\p{M}\p{N}_]/u;

/** Whether messages hold a text, in any case; with `words` only where it stands between word boundaries. */
export class TextTest {
  readonly #wanted: string;
  readonly #words: boolean;

  constructor(text: string, words: boolean) {
    this.#wanted = text.toLowerCase();
    this.#words = words;
  }

  holds(messages: readonly Message[]): boolean {
    return messages.some(
      ({ content, thinking }) => this.#isIn(content) || (thinking !== undefined && this.#isIn(thinking)),
    );
  }

  #isIn(content: string): boolean {
    const text = content.toLowerCase();
    if (!this.#words) return text.includes(this.#wanted);
    for (let at = text.indexOf(this.#wanted); at >= 0; at = text.indexOf(this.#wanted, at + 1)) {
      if (isBoundary(text, at) && isBoundary(text, at + this.#wanted.length)) return true;
    }
    return false;
  }
}

/** Whether no word goes on across a place in the text. */
function isBoundary(text: string, at: number): boolean {
  return !(isInWord(characterBefore(text, at)) && isInWord(String.fromCodePoint(text.codePointAt(at) ?? 32)));
}

function characterBefore(text: string, at: number): string {
  const low = text.charCodeAt(at - 1);
  const from = low >= 0xdc00 && low <= 0xdfff ? at - 2 : at - 1;
  return text.slice(Math.max(0, from), at);
}

function isInWord(character: string): boolean {
  return letterOrDigit.test(character);
}
