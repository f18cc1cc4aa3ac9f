import type { Difference } from '../../differences/Difference';
import { differences } from '../../differences/differences';
import { longestCompared } from '../../differences/longestCompared';
import type { PairTexts } from '../../differences/PairTexts';
import type { Pair } from '../../pairs/Pair';
import { messageOf } from '../parts/format';
import { differencesWorker } from './DifferencesWorker';
import type { PairOnScreen } from './PairOnScreen';
import { lengthOfMessages } from './responseKind';

/** UTF-16 units of both responses that are compared in the page, in a few milliseconds; longer ones go to the worker. */
const longestAtOnce = 12_000;

type Responses = Pick<Pair, 'first' | 'second'>;

/** What sets the two responses of one pair apart, in canonical order: the same work whichever stands on the left. */
class Comparison {
  /** Null while it is being found. */
  #found = $state.raw<Difference[] | null>(null);
  failure = $state<string | null>(null);
  /** Only the beginning of a response was read. */
  readonly cut: boolean;

  constructor({ first, second }: Responses) {
    const texts = { a: first.messages, b: second.messages };
    const lengths = [lengthOfMessages(texts.a), lengthOfMessages(texts.b)];
    this.cut = Math.max(...lengths) > longestCompared;
    if (Math.max(...lengths) * 2 <= longestAtOnce) this.#found = differences(texts);
    else void this.#ask(texts);
  }

  /** The differences by side, in the order in which they are shown; null while they are being found. */
  list(left: PairOnScreen['left']): Difference[] | null {
    if (left === 'first' || !this.#found) return this.#found;
    return this.#found.map((each) => ({ ...each, a: each.b, b: each.a }));
  }

  async #ask({ a, b }: PairTexts): Promise<void> {
    try {
      this.#found = await differencesWorker.differences({ a: $state.snapshot(a), b: $state.snapshot(b) });
    } catch (error) {
      this.failure = messageOf(error);
      this.#found = [];
    }
  }
}

const comparisons = new WeakMap<Responses, Comparison>();

/** The comparison of a pair, made once: ahead of its turn where the pair was read ahead. */
export function comparisonOf(pair: Responses): Comparison {
  const comparison = comparisons.get(pair) ?? new Comparison(pair);
  comparisons.set(pair, comparison);
  return comparison;
}
