import { idAt } from '../../pairs/idBytes';
import type { PairIndex } from '../../pairs/PairIndex';
import type { ResponseStates } from '../ResponseStates';
import type { RefitData } from './RefitData';

/** A judged pair whose verdict prefers a response. */
export interface RefitPair {
  pair: string;
  row: number;
  /** Which response the blind verdict prefers. */
  prefers: 'first' | 'second';
  /** 1, 2 or 3: slightly, clearly or much better. */
  strength: number;
  /** reward(first) - reward(second) of the model as it is; NaN where a reward is missing. */
  margin: number;
}

export interface RefitOptions {
  /** Whether "much better" counts three times as much as "slightly better". */
  weighted: boolean;
  seed: number;
}

type RefitIndex = Pick<PairIndex, 'firstIds' | 'secondIds' | 'promptLengths'>;

/**
 * What a head is refitted on: the judged pairs whose two responses have states. Pairs with prompts of equal length count as of one
 * prompt: that may put two prompts into one fold, and never one prompt into two.
 */
export function refitDataOf(
  pairs: Iterable<RefitPair>,
  index: RefitIndex,
  states: ResponseStates,
  { weighted, seed }: RefitOptions,
): RefitData {
  const found = [...pairs].flatMap((pair) => {
    const first = states.of(idAt(index.firstIds, pair.row));
    const second = states.of(idAt(index.secondIds, pair.row));
    return first && second ? [{ ...pair, first, second }] : [];
  });
  const { width } = states;
  const differences = new Float32Array(found.length * width);
  found.forEach(({ first, second }, at) => {
    for (let n = 0; n < width; n++) differences[at * width + n] = (first[n] ?? 0) - (second[n] ?? 0);
  });
  return {
    ...{ width, differences, seed },
    pairs: found.map(({ pair }) => pair),
    signs: Int8Array.from(found, ({ prefers }) => (prefers === 'first' ? 1 : -1)),
    weights: Float64Array.from(found, ({ strength }) => (weighted ? strength : 1)),
    prompts: Float64Array.from(found, ({ row }) => index.promptLengths[row] ?? 0),
    margins: Float64Array.from(found, ({ margin }) => margin),
  };
}
