import { wilson, type Interval } from '../wilson';
import { chooseRidge } from './chooseRidge';
import { controlShares } from './controlShares';
import { crossValidate } from './crossValidate';
import { fewestPairs } from './fewestPairs';
import { fitHead } from './fitHead';
import { foldsOf } from './foldsOf';
import { GramKeeper } from './GramKeeper';
import { pairedDifference } from './pairedDifference';
import type { RefitData } from './RefitData';
import type { HeldOutShare, RefitResult } from './RefitResult';

const mostFolds = 5;

/**
 * The ridges that are tried, relative to the mean squared length of a difference, so that they mean the same for every model. The
 * largest all but keeps the head at zero, the smallest all but lets it go.
 */
const ridges = [30, 10, 3, 1, 0.3];

/** Heads that know nothing, for comparison. */
const controlHeads = 100;

/** Heads are fitted to this share of one pair's weight. */
const tolerance = 1e-6;

/** Refits heads, batch after batch: products of pairs that were there before are kept. */
export class Refitter {
  readonly #kept = new GramKeeper();

  /**
   * Fits the head on all pairs and measures, with folds by prompt, what such a head is worth on pairs that it has not seen.
   *
   * @throws RangeError where there are fewer than `fewestPairs` pairs, or of fewer than two prompts.
   */
  refit(data: RefitData): RefitResult {
    checkSize(data);
    const { basis, headOf } = this.#kept.basisOf(data);
    const folds = Math.min(mostFolds, new Set(data.prompts).size);
    const fold = foldsOf(data.prompts, folds);
    const { best, margins } = chooseRidge(crossValidate(basis, data, fold, ridges), fold);
    const ridge = ridges[best] ?? 1;
    const { head } = fitHead(basis, data, { ridge, tolerance });
    const control = controlShares(basis, data, fold, { heads: controlHeads, seed: data.seed });
    return {
      ...{ pairs: data.signs.length, prompts: new Set(data.prompts).size, folds, ridge },
      head: headOf(head),
      refit: known(heldOut(margins, data.signs)),
      model: heldOut(data.margins, data.signs),
      control: { mean: control.reduce((sum, share) => sum + share, 0) / controlHeads, range: rangeOf(control) },
      gain: gainOf(margins, data.margins, data.signs),
    };
  }
}

/** Where the middle 95 % of the values lie. */
function rangeOf(ascending: Float64Array): Interval {
  const at = (share: number): number => ascending[Math.round(share * (ascending.length - 1))] ?? NaN;
  return { low: at(0.025), high: at(0.975) };
}

function checkSize({ signs, prompts }: RefitData): void {
  if (signs.length < fewestPairs)
    throw new RangeError(
      `A refit needs ${fewestPairs} judged pairs, and there are ${signs.length}. Judge more and try again.`,
    );
  if (new Set(prompts).size < 2)
    throw new RangeError('A refit needs pairs of two prompts or more: one prompt cannot be held out from itself.');
}

/** Heads have a margin for every pair. */
function known(share: HeldOutShare | null): HeldOutShare {
  if (!share) throw new Error('A refitted head gave no margin at all.');
  return share;
}

/** Null without any margin: a missing one is no mistake. */
function heldOut(margins: Float64Array, signs: Int8Array): HeldOutShare | null {
  const of = margins.filter((margin) => !Number.isNaN(margin)).length;
  if (of === 0) return null;
  const correct = signs.filter((sign, at) => isCorrect(margins[at], sign)).length;
  return { correct, of, share: correct / of, interval: wilson(correct, of) };
}

function gainOf(refit: Float64Array, model: Float64Array, signs: Int8Array): RefitResult['gain'] {
  const rows = [...signs.keys()].filter((row) => !Number.isNaN(model[row]));
  if (rows.length === 0) return null;
  const onlyBy = (one: Float64Array, other: Float64Array): number =>
    rows.filter((row) => isCorrect(one[row], signs[row]) && !isCorrect(other[row], signs[row])).length;
  return pairedDifference(onlyBy(refit, model), onlyBy(model, refit), rows.length);
}

function isCorrect(margin: number | undefined, sign: number | undefined): boolean {
  return margin !== undefined && sign !== undefined && sign * margin > 0;
}
