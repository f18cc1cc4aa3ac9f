import { randomNumbers } from '../../verdicts/agreement/randomNumbers';
import type { BenchmarkItem } from '../BenchmarkItem';
import type { GivenReward } from '../GivenReward';
import type { BenchmarkData } from './BenchmarkData';
import type { ResponseReward } from './BenchmarkContract';
import { responseRequest, type ResponseRequest } from './ResponseRequest';

/** What a model has given the responses of a benchmark so far, and what it is to be asked next. */
export class ModelRewards {
  /** Null: asked for nothing yet. */
  readonly #byResponse = new Map<string, GivenReward>();
  readonly #order: BenchmarkItem[];
  #next = 0;
  #known = 0;

  constructor(private readonly data: BenchmarkData) {
    for (const item of data.items) for (const id of data.ids(item)) this.#byResponse.set(id, null);
    this.#order = shuffled(data.items);
  }

  /** Different responses. */
  get responses(): number {
    return this.#byResponse.size;
  }

  /** Responses with an answer: a reward, or the reason why there is none. */
  get known(): number {
    return this.#known;
  }

  isUnknown(response: string): boolean {
    return this.#byResponse.get(response) === null;
  }

  /** Takes in what belongs to this benchmark; the rest is of data sets. */
  add(rewards: Iterable<ResponseReward>): void {
    for (const { id, reward } of rewards) {
      const before = this.#byResponse.get(id);
      if (before === undefined || reward === null) continue;
      if (before === null) this.#known++;
      this.#byResponse.set(id, reward);
    }
  }

  rewardsOf(item: BenchmarkItem): readonly GivenReward[] | undefined {
    const rewards = this.data.ids(item).map((id) => this.#byResponse.get(id) ?? null);
    return rewards.every((reward) => reward === null) ? undefined : rewards;
  }

  /** Whole items, until there are so many responses. */
  next(count: number): ResponseRequest[] {
    const requests = new Map<string, ResponseRequest>();
    for (; this.#next < this.#order.length && requests.size < count; this.#next++) {
      const item = this.#order[this.#next];
      if (!item) continue;
      for (const [at, id] of this.data.ids(item).entries())
        if (this.isUnknown(id)) requests.set(id, responseRequest(item, id, item.responses[at] ?? ''));
    }
    return [...requests.values()];
  }
}

/** By chance, the same for the same items (Fisher and Yates). */
function shuffled<T>(items: readonly T[]): T[] {
  const random = randomNumbers(1);
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const at = Math.floor(random() * (last + 1));
    [order[last], order[at]] = [order[at] as T, order[last] as T];
  }
  return order;
}
