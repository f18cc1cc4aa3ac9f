import type { OriginalLabel } from '../Item';

/** Gives every label of items a number, equal labels the same one. */
export class LabelNumbers {
  readonly #numbers = new Map<string, number>();

  numberOf(label: OriginalLabel | null): number {
    const text = label === null ? '' : `${label.ranks.join(' ')}${label.bothBad === true ? ' both bad' : ''}`;
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }
}
