/** Scripts that put no space between words: each of their characters is a word, else a whole sentence would be one. */
const unspaced = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;

const word = new RegExp(String.raw`[${unspaced}]|(?:(?![${unspaced}])[\p{L}\p{N}\p{M}])+`, 'gu');

const apostrophes = /['\u2019\u02bc]/g;

/**
 * The words by which texts are compared with benchmarks: compatibility forms folded (NFKC), lower case, apostrophes taken out, all
 * other punctuation a boundary. The paper names 13-grams and no normalisation: this one is ours (docs/curation.md).
 */
export function wordsOf(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().replace(apostrophes, '').match(word) ?? [];
}
