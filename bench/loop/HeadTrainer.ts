import { chooseCheckpoint } from '../../src/curation/stageOne/chooseCheckpoint';
import { FeatureBasis } from '../../src/rewards/head/FeatureBasis';
import { fitHead } from '../../src/rewards/head/fitHead';
import type { LoopPair } from './LoopPair';

/** By row of the bench's pairs: 1 where the first response is chosen, -1 the second, 0 where there is no label. */
export type Signs = Int8Array;

export interface TrainedHead {
  /** reward(first) - reward(second) of every pair of the bench. */
  margins: Float64Array;
  ridge: number;
}

/**
 * The strengths of L2 that stand for checkpoints, the strongest first: on the way from a head that is all but zero to one that knows each
 * label, as a longer training would go. Relative to the mean squared length of a difference, like those of the local refit.
 */
const ridges = [30, 10, 3, 1];

/** Without gold nothing chooses. */
const usualRidge = 10;

/** Margins move less than this by fitting on. */
const tolerance = 0.05;

/** Trains Bradley-Terry heads on the frozen states of all pairs. */
export class HeadTrainer {
  readonly #all: FeatureBasis;

  constructor(pairs: readonly LoopPair[]) {
    const width = pairs[0]?.difference.length ?? 0;
    const differences = new Float64Array(pairs.length * width);
    pairs.forEach(({ difference }, row) => differences.set(difference, row * width));
    const squares = differences.reduce((sum, value) => sum + value * value, 0);
    const scale = Math.sqrt(pairs.length / squares);
    this.#all = new FeatureBasis(
      differences.map((value) => scale * value),
      pairs.length,
      width,
    );
  }

  /** The best of the heads by `chooseCheckpoint` on `gold`, which must not be among the rows that are trained on. */
  best(rows: readonly number[], labels: Signs, gold: { rows: readonly number[]; labels: Signs }): TrainedHead {
    const heads = new Map<string, TrainedHead>();
    let start: Float64Array | undefined;
    for (const ridge of ridges) {
      const { margins, head } = this.#fit(rows, labels, ridge, start);
      heads.set(String(ridge), { margins, ridge });
      start = head;
    }
    const measured = [...heads].map(([name, { margins }], step) => ({
      ...{ name, step, pairs: gold.rows.length },
      correct: gold.rows.filter((row) => (margins[row] ?? 0) * (gold.labels[row] ?? 0) > 0).length,
    }));
    const chosen = heads.get(chooseCheckpoint(measured)?.name ?? String(usualRidge));
    if (!chosen) throw new Error('A checkpoint was chosen that was not trained.');
    return chosen;
  }

  /** One head of a known strength. */
  fit(rows: readonly number[], labels: Signs, ridge: number): TrainedHead {
    return { margins: this.#fit(rows, labels, ridge).margins, ridge };
  }

  #fit(rows: readonly number[], labels: Signs, ridge: number, start?: Float64Array) {
    const trained = rows.filter((row) => labels[row] !== 0);
    const signs = Int8Array.from(trained, (row) => labels[row] ?? 0);
    const targets = { signs, weights: new Float64Array(trained.length).fill(1) };
    const { head } = fitHead(this.#all.subset(Uint32Array.from(trained)), targets, { ridge, tolerance, start });
    return { head, margins: this.#all.margins(head) };
  }
}
