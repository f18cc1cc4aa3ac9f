import type { ScoredItem } from '../Metric';
import { weightedMean } from '../weightedShares';
import { bestOfK } from './bestOfK';
import { rocArea } from './rocArea';

/** One of the figures that each set has. */
export const setFigures = [
  { key: 'accuracy', title: 'accuracy', convention: 'sampled conflict pairs' },
  { key: 'accuracy_distinct', title: 'accuracy', convention: 'sampled conflict pairs, each once' },
  { key: 'accuracy_all', title: 'accuracy', convention: 'all conflict pairs' },
  { key: 'max', title: 'best of K, highest', convention: 'exact' },
  { key: 'end', title: 'best of K, all 32', convention: 'exact' },
  { key: 'loss', title: 'best of K, loss', convention: 'exact' },
  { key: 'auc', title: 'ROC AUC', convention: 'responses of all prompts pooled' },
  { key: 'auc_prompt', title: 'ROC AUC', convention: 'mean over prompts' },
] as const;

/** The figures of one set of PPE Correctness. */
export class SetFigures {
  private readonly pairs: PairCounts[];
  private readonly curves: Float64Array[];
  private readonly loss: Float64Array;
  private readonly perPrompt: Float64Array;
  private readonly withBoth: number[];
  private readonly pooled: (weights: Float64Array) => number;

  /** @param places of the set's items among all; weights are by these */
  constructor(
    private readonly scored: readonly ScoredItem[],
    readonly places: readonly number[],
  ) {
    this.pairs = [sampledPairs, distinctPairs, allPairs].map((pairsOf) => this.countPairs(pairsOf));
    const curves = places.map((place) => bestOfK(this.at(place).rewards, this.at(place).item.isRight));
    const longest = Math.max(0, ...curves.map(({ top }) => top.length));
    this.curves = Array.from({ length: longest }, (_, k) => this.column((_one, at) => curves[at]?.top[k] ?? 0));
    this.loss = this.column((_, at) => meanOf(curves[at]?.loss ?? new Float64Array()));
    this.perPrompt = this.column(promptArea);
    this.withBoth = places.filter((place) => new Set(this.at(place).item.isRight).size === 2);
    this.pooled = this.poolOf();
  }

  /** In the order of `setFigures`. */
  values(weights: Float64Array): number[] {
    const curve = this.curve(weights);
    return [
      ...this.pairs.map(({ right, count }) => ratio(right, count, weights, this.places)),
      curve.length === 0 ? NaN : Math.max(...curve),
      curve.at(-1) ?? NaN,
      weightedMean(this.loss, weights, this.places),
      this.pooled(weights),
      weightedMean(this.perPrompt, weights, this.withBoth),
    ];
  }

  /** Expected correctness of the best of K, for each K. */
  curve(weights: Float64Array): number[] {
    return this.curves.map((column) => weightedMean(column, weights, this.places));
  }

  private at(place: number): ScoredItem {
    return this.scored[place] as ScoredItem;
  }

  private column(valueOf: (one: ScoredItem, at: number) => number): Float64Array {
    const column = new Float64Array(this.scored.length);
    for (const [at, place] of this.places.entries()) column[place] = valueOf(this.at(place), at);
    return column;
  }

  private countPairs(pairsOf: (one: ScoredItem) => readonly (readonly [number, number])[]): PairCounts {
    const pairs = this.places.map((place) => pairsOf(this.at(place)));
    return {
      count: this.column((_, at) => pairs[at]?.length ?? 0),
      right: this.column((one, at) => (pairs[at] ?? []).filter((pair) => isCorrect(one, pair)).length),
    };
  }

  private poolOf(): (weights: Float64Array) => number {
    const responses = this.places.flatMap((place) => {
      const { item, rewards } = this.at(place);
      return rewards.map((reward, at) => ({ reward, right: Number(item.isRight[at]), place }));
    });
    return rocArea(
      Float64Array.from(responses, ({ reward }) => reward),
      Uint8Array.from(responses, ({ right }) => right),
      Uint32Array.from(responses, ({ place }) => place),
    );
  }
}

/** Of each item: its pairs, and those in which the right response has the higher reward. */
interface PairCounts {
  count: Float64Array;
  right: Float64Array;
}

function ratio(right: Float64Array, count: Float64Array, weights: Float64Array, places: readonly number[]): number {
  return weightedMean(right, weights, places) / weightedMean(count, weights, places);
}

function isCorrect({ item, rewards }: ScoredItem, [one, other]: readonly [number, number]): boolean {
  const [right, wrong] = item.isRight[one] ? [one, other] : [other, one];
  return Number(rewards[right]) > Number(rewards[wrong]);
}

function sampledPairs({ item }: ScoredItem): [number, number][] {
  return item.comparisons ?? [];
}

/** The published samples hold some pairs twice. */
function distinctPairs({ item }: ScoredItem): [number, number][] {
  return [...new Map((item.comparisons ?? []).map((pair) => [pair.toSorted((a, b) => a - b).join(), pair])).values()];
}

function allPairs({ item: { isRight } }: ScoredItem): [number, number][] {
  const wrong = isRight.flatMap((right, at) => (right ? [] : [at]));
  return isRight.flatMap((right, one) => (right ? wrong.map((other): [number, number] => [one, other]) : []));
}

function promptArea({ item, rewards }: ScoredItem): number {
  const area = rocArea(
    Float64Array.from(rewards),
    Uint8Array.from(item.isRight, Number),
    new Uint32Array(rewards.length),
  );
  return area(Float64Array.of(1));
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
