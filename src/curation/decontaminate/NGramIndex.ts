import { NGramTable } from './NGramTable';
import { RollingHash } from './RollingHash';
import { WordHashes } from './WordHashes';
import { wordsOf } from './wordsOf';

/** The paper's length; its third version also looks at 5 to 12. */
export const usualN = 13;
const shortestN = 2;

/** A text that no pair of the pool may share an n-gram with: the first turn of a benchmark's prompt. */
export interface BenchmarkPrompt {
  benchmark: string;
  /** The item's id in the benchmark. */
  item: string;
  text: string;
}

/** What a text shares with one item of a benchmark. */
export interface Overlap {
  benchmark: string;
  item: string;
  /** The first n-gram that is shared, words with a space between them. */
  ngram: string;
  /** Which word of the text it begins with, from 0. */
  word: number;
  /** How many n-grams are shared. */
  ngrams: number;
  /** All that is shared, as the longest runs of words: each n-gram of `ngrams` is in one of them. Cleared, nothing of this is left. */
  passages: string[];
}

export interface NGramOptions {
  /** Words an n-gram, from 2. */
  n?: number;
  /**
   * What a person looked at and found to be no contamination: commonplaces, boilerplate of a prompt. Each n-gram of a passage is
   * cleared, and of fewer words than n the whole.
   */
  cleared?: Iterable<string>;
  /** What a prompt of fewer words than n guards: `whole`, texts that consist of just these words; `ignore`, nothing. */
  short?: 'whole' | 'ignore';
}

/** An overlap while the text is read: runs of words, from the first to behind the last. */
interface OpenOverlap extends Omit<Overlap, 'passages'> {
  runs: { from: number; to: number }[];
}

/**
 * The n-grams of benchmark prompts (arXiv 2507.01352, data decontamination), against which texts are tested one by one. A hash that
 * is known is a suspicion only: the words are compared before anything is said. An n-gram that several items of one benchmark share
 * is kept for the first of them. Prompts shorter than n words have no n-gram; the paper does not say what becomes of them.
 */
export class NGramIndex {
  readonly n: number;
  /** Items too short to have an n-gram. */
  readonly tooShort: number;
  /** Those that are guarded as a whole, by their words. */
  readonly #whole = new Map<string, BenchmarkPrompt>();
  readonly #cleared: ReadonlySet<string>;
  readonly #rolling: RollingHash;
  readonly #hashes = new WordHashes();
  readonly #table = new NGramTable();
  readonly #prompts: { benchmark: string; item: string; words: string[] }[] = [];
  /** By entry of the table: which prompt, and with which word the n-gram begins. */
  readonly #promptOf: number[] = [];
  readonly #wordOf: number[] = [];

  /** @throws RangeError where n is no whole number from 2. */
  constructor(prompts: Iterable<BenchmarkPrompt>, { n = usualN, cleared = [], short = 'whole' }: NGramOptions = {}) {
    if (!Number.isInteger(n) || n < shortestN)
      throw new RangeError(`An n-gram has ${shortestN} words or more, not ${n}; the paper's has ${usualN}.`);
    this.n = n;
    this.#cleared = clearedNGrams(cleared, n);
    this.#rolling = new RollingHash(n);
    let tooShort = 0;
    for (const prompt of prompts) {
      if (this.#take(prompt)) continue;
      tooShort++;
      const words = wordsOf(prompt.text).join(' ');
      if (short === 'whole' && words !== '' && !this.#whole.has(words)) this.#whole.set(words, prompt);
    }
    this.tooShort = tooShort;
  }

  /** How many n-grams there are, each once a benchmark. */
  get length(): number {
    return this.#table.length;
  }

  /** What a text shares with benchmarks, one entry an item, in the order in which the text meets them. */
  overlaps(text: string): Overlap[] {
    this.#hashes.read(text);
    if (this.#hashes.length < this.n) return this.#wholeOverlap(text);
    const found = new Map<number, OpenOverlap>();
    let words: string[] | null = null;
    this.#rolling.visit(this.#hashes, (first, second, at) => {
      for (let entry = this.#table.find(first, second); entry >= 0; entry = this.#table.next(entry)) {
        words ??= wordsOf(text);
        this.#note(found, words, at, entry);
      }
    });
    return [...found.values()].map(({ runs, ...overlap }) => ({
      ...overlap,
      passages: [...new Set(runs.map(({ from, to }) => (words ?? []).slice(from, to).join(' ')))],
    }));
  }

  #wholeOverlap(text: string): Overlap[] {
    if (this.#whole.size === 0 || this.#hashes.length === 0) return [];
    const ngram = wordsOf(text).join(' ');
    const prompt = this.#cleared.has(ngram) ? undefined : this.#whole.get(ngram);
    return prompt
      ? [{ benchmark: prompt.benchmark, item: prompt.item, ngram, word: 0, ngrams: 1, passages: [ngram] }]
      : [];
  }

  #note(found: Map<number, OpenOverlap>, words: readonly string[], at: number, entry: number): void {
    const prompt = this.#promptOf[entry] ?? 0;
    if (!this.#isAt(entry, words, at)) return;
    const known = found.get(prompt);
    const ngram = words.slice(at, at + this.n).join(' ');
    if (this.#cleared.has(ngram)) return;
    const run = { from: at, to: at + this.n };
    if (known === undefined) {
      const { benchmark = '', item = '' } = this.#prompts[prompt] ?? {};
      found.set(prompt, { benchmark, item, ngram, word: at, ngrams: 1, runs: [run] });
      return;
    }
    known.ngrams++;
    const last = known.runs.at(-1);
    if (last?.to === run.to - 1) last.to = run.to;
    else known.runs.push(run);
  }

  #take({ benchmark, item, text }: BenchmarkPrompt): boolean {
    const words = wordsOf(text);
    if (words.length < this.n) return false;
    const prompt = this.#prompts.push({ benchmark, item, words }) - 1;
    this.#hashes.read(text);
    this.#rolling.visit(this.#hashes, (first, second, at) => {
      for (let known = this.#table.find(first, second); known >= 0; known = this.#table.next(known))
        if (this.#prompts[this.#promptOf[known] ?? 0]?.benchmark === benchmark && this.#isAt(known, words, at)) return;
      this.#table.add(first, second);
      this.#promptOf.push(prompt);
      this.#wordOf.push(at);
    });
    return true;
  }

  #isAt(entry: number, words: readonly string[], at: number): boolean {
    const own = this.#prompts[this.#promptOf[entry] ?? 0]?.words ?? [];
    const from = this.#wordOf[entry] ?? 0;
    for (let word = 0; word < this.n; word++) if (own[from + word] !== words[at + word]) return false;
    return true;
  }
}

/** Passages as they were reported, and as their words are when a person has written them. */
function clearedNGrams(passages: Iterable<string>, n: number): Set<string> {
  const cleared = new Set<string>();
  for (const passage of passages)
    for (const words of [passage.split(' '), wordsOf(passage)])
      for (let from = 0; from === 0 || from + n <= words.length; from++)
        cleared.add(words.slice(from, from + n).join(' '));
  return cleared;
}
