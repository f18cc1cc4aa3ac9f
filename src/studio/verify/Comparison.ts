import { createSubscriber } from 'svelte/reactivity';
import type { Difference } from '../../differences/Difference';
import { differences } from '../../differences/differences';
import { longestCompared } from '../../differences/longestCompared';
import type { PairTexts } from '../../differences/PairTexts';
import type { Pair } from '../../pairs/Pair';
import { messageOf } from '../parts/format';
import { differencesWorker } from './DifferencesWorker';
import type { PairOnScreen } from './PairOnScreen';
import { lengthOfMessages } from './responseKind';

/** UTF-16 units of a response up to which it is compared in the page, in a few milliseconds; longer ones go to the worker. */
const longestAtOnce = 6_000;

type Responses = Pick<Pair, 'first' | 'second'>;

/**
 * What sets the two responses of one pair apart, in canonical order: the same work whichever stands on the left. It tells screens of
 * a change by a subscription: runes made within a derivation, as this may be, would not wake that derivation again.
 */
class Comparison {
  /** Null while it is being found. */
  #found: Difference[] | null = null;
  #failure: string | null = null;
  #changed: () => void = () => undefined;
  readonly #subscribe = createSubscriber((update) => void (this.#changed = update));
  /** Only the beginning of a response was read. */
  readonly cut: boolean;

  constructor({ first, second }: Responses) {
    const texts = { a: first.messages, b: second.messages };
    const longest = Math.max(lengthOfMessages(texts.a), lengthOfMessages(texts.b));
    this.cut = longest > longestCompared;
    if (longest <= longestAtOnce) this.#found = differences(texts);
    else void this.#ask(texts);
  }

  /** Why there are no differences; null where nothing failed. */
  get failure(): string | null {
    this.#subscribe();
    return this.#failure;
  }

  /** The differences by side, in the order in which they are shown; null while they are being found. */
  list(left: PairOnScreen['left']): Difference[] | null {
    this.#subscribe();
    if (left === 'first' || !this.#found) return this.#found;
    return this.#found.map((each) => ({ ...each, a: each.b, b: each.a }));
  }

  async #ask(texts: PairTexts): Promise<void> {
    try {
      this.#found = await differencesWorker.differences(texts);
    } catch (error) {
      this.#failure = messageOf(error);
      this.#found = [];
    }
    this.#changed();
  }
}

const comparisons = new WeakMap<Responses, Comparison>();

/** The comparison of a pair, made once: ahead of its turn where the pair was read ahead. */
export function comparisonOf(pair: Responses): Comparison {
  const comparison = comparisons.get(pair) ?? new Comparison(pair);
  comparisons.set(pair, comparison);
  return comparison;
}
