import { labelCodes, type PairIndex } from '../../pairs/PairIndex';
import { estimateNoise } from '../../quality/estimateNoise';
import type { Figures } from '../../quality/Figures';
import { figuresOf } from '../../quality/figuresOf';
import { JudgedPairs } from '../../quality/JudgedPairs';
import type { NoiseEstimate } from '../../quality/NoiseEstimate';
import { seedWord } from '../../queue/randomKey';
import type { LabelFold } from '../../verdicts/LabelFold';
import { inSlices } from '../inSlices';
import type { OpenDataSet } from '../OpenDataSet.svelte';
import { pairFacts } from './pairFacts';

/**
 * The report on this person's verdicts of one data set. Brought up to date when it is looked at, and then only by the pairs that
 * have changed since: a verdict costs the Verify room nothing.
 */
export class Report {
  readonly judged: JudgedPairs;
  figures = $state.raw<Figures | null>(null);
  noise = $state.raw<NoiseEstimate | null>(null);
  readonly #open: OpenDataSet;
  readonly #population: number;
  readonly #readSeed: () => Promise<string | null>;
  #seed: number | null = null;
  #rewards = -1;
  #reading: Promise<void> | null = null;

  /** `readSeed` gives the seed of the data set's queue; null where none was made yet. */
  constructor(open: OpenDataSet, fold: LabelFold, readSeed: () => Promise<string | null>) {
    this.#open = open;
    this.#readSeed = readSeed;
    this.#population = labelledPairs(open.index);
    this.judged = new JudgedPairs(fold, (pair) => pairFacts(open, fold, pair, this.#seed));
  }

  /** Takes in what has changed. Of two calls at once the later one waits for the first, which takes all there is. */
  async refresh(): Promise<void> {
    await (this.#reading ??= this.#read().finally(() => (this.#reading = null)));
  }

  /** Figures and noise estimate of what was read last. */
  derive(target: number): void {
    const pairs = [...this.judged.values()];
    this.figures = figuresOf(pairs);
    this.noise = estimateNoise(pairs, { rows: this.#open.index.length, population: this.#population, target });
  }

  async #read(): Promise<void> {
    const seed = this.#seed === null ? await this.#readSeed() : null;
    if (seed !== null) this.#seed = seedWord(seed);
    const { changedPairs, rewardsVersion } = this.#open;
    const changed = new Set(changedPairs);
    changedPairs.clear();
    // Other rewards may have come for any of them.
    if (this.#rewards !== rewardsVersion) for (const pair of this.judged.ids()) changed.add(pair);
    this.#rewards = rewardsVersion;
    await inSlices(changed, (pairs) => this.judged.refresh(pairs));
  }
}

/** Pairs whose label chooses a response. Counted once for an open data set. */
function labelledPairs({ labels }: PairIndex): number {
  let count = 0;
  for (const label of labels) if (label === labelCodes.first || label === labelCodes.second) count++;
  return count;
}
